import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedMoves, judgeMove, MOVES, scoreOf, STATES } from './moves.ts';

const nobody = { isManager: false, isDecider: false, isProposer: false, isWriter: false };
const manager = { ...nobody, isManager: true };
const decider = { ...nobody, isDecider: true };

describe('the steps of a proposal', () => {
  test.each([
    ['draft', manager, ['published', 'withdrawn']],
    ['published', manager, ['in_committee', 'withdrawn']],
    ['in_committee', manager, ['withdrawn']],
    ['in_committee', decider, ['decided']],
    ['in_committee', { ...decider, isProposer: true }, ['withdrawn']],
    ['draft', { ...manager, isWriter: true }, ['withdrawn']],
    ['draft', { ...manager, isProposer: true }, ['published', 'withdrawn']],
    ['draft', decider, ['published']],
    ['draft', { ...decider, isWriter: true }, []],
    ['draft', { ...nobody, isProposer: true, isWriter: true }, ['withdrawn']],
    ['decided', { ...manager, isDecider: true }, []],
    ['withdrawn', { ...manager, isDecider: true, isProposer: true }, []],
  ] as const)('%s, for %o: %o', (state, who, expected) => expect(allowedMoves(state, who)).toEqual(expected));
  test('nothing is decided by who proposed it, nor before a committee saw it, and no words are published by who wrote them, whoever asks', () => {
    const standing = fc.record({ isManager: fc.boolean(), isDecider: fc.boolean(), isProposer: fc.boolean(), isWriter: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.constantFrom(...MOVES), standing, (state, move, who) => {
        const refused = judgeMove(state, move, who);
        if (move === 'decided' && (who.isProposer || state !== 'in_committee')) expect(refused).toBeDefined();
        if (move === 'published' && who.isWriter) expect(refused).toBeDefined();
        if (state === 'decided' || state === 'withdrawn') expect(refused).toBe('not_a_move');
      }),
    );
  });
});

describe('the score of several needs', () => {
  test('dear needs weigh more; what is unknown does not count', () => {
    expect(
      scoreOf([
        { points: 80, costCents: 300n },
        { points: 40, costCents: 100n },
        { points: null, costCents: 900n },
      ]),
    ).toBe(70);
    expect([scoreOf([]), scoreOf([{ points: null, costCents: 5n }]), scoreOf([{ points: 50, costCents: 0n }])]).toEqual([null, null, 50]);
  });
  test('lies between the least and the most of them', () => {
    const need = fc.record({ points: fc.double({ min: 0, max: 100, noNaN: true }), costCents: fc.bigInt({ min: 0n, max: 10n ** 12n }) });
    fc.assert(
      fc.property(fc.array(need, { minLength: 1 }), (needs) => {
        const score = scoreOf(needs)!;
        const points = needs.map((one) => one.points);
        expect(score).toBeGreaterThanOrEqual(Math.min(...points) - 1e-9);
        expect(score).toBeLessThanOrEqual(Math.max(...points) + 1e-9);
      }),
    );
  });
});
