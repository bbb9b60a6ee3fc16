import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grant, Role } from '#kernel/actor.ts';
import { keepsBooks, readsCapital, readsWholePlan, runsProject } from './access.ts';
import { type Candidate, decidersOf, judgeDecision, type Subject } from './deciders.ts';
import { isLadder, type Rung, stepsOf } from './ladder.ts';
import { judgeDay, mayClose, monthOf } from './periods.ts';
import { isWon, judgeMethod, looksSplit, type Purchase, type Threshold } from './purchasing.ts';

const CHANGES: Rung[] = [
  { position: 1, fromCents: 0n, fromRatio: null, roles: ['capital_manager'] },
  { position: 2, fromCents: 5_000_000n, fromRatio: 0.05, roles: ['finance'] },
  { position: 3, fromCents: 25_000_000n, fromRatio: 0.1, roles: ['administrator'] },
];
const climbed = (amount: bigint, original = 1_000_000_000n, changes = amount) =>
  stepsOf(CHANGES, amount, { originalCents: original, changesCents: changes < 0n ? -changes : changes }).map(({ roles }) => roles[0]);

describe('the ladder of change orders', () => {
  test.each([
    ['a small one', 1n, undefined, undefined, ['capital_manager']],
    ['just below the amount', 4_999_999n, undefined, undefined, ['capital_manager']],
    ['at the amount', 5_000_000n, undefined, undefined, ['capital_manager', 'finance']],
    ['a large one', 25_000_000n, undefined, undefined, ['capital_manager', 'finance', 'administrator']],
    ['a small one with which all are 5 % of the contract', 100n, 100_000n, 5_000n, ['capital_manager', 'finance']],
    ['a small one with which all are 10 % of the contract', 100n, 100_000n, 10_000n, ['capital_manager', 'finance', 'administrator']],
    ['just below 5 %', 100n, 100_000n, 4_999n, ['capital_manager']],
    ['a large credit', -25_000_000n, undefined, undefined, ['capital_manager', 'finance', 'administrator']],
  ] as const)('%s', (_, amount, original, changes, steps) => expect(climbed(amount, original, changes)).toEqual(steps));

  test('never gets shorter as the amount or the changes grow', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(amount, amount, amount, amount, (a, b, c, d) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        const [few, many] = c < d ? [c, d] : [d, c];
        expect(climbed(small, 10n ** 9n, few).length <= climbed(large, 10n ** 9n, many).length).toBe(true);
      }),
    );
  });

  test('one that does not rise, or names nobody, is none', () => {
    expect([isLadder(CHANGES), isLadder([]), isLadder(CHANGES.slice(1)), isLadder([CHANGES[0]!, { ...CHANGES[1]!, fromCents: 0n }])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(isLadder([{ ...CHANGES[0]!, roles: [] }])).toBe(false);
  });
});

const THRESHOLDS: Threshold[] = [
  { fromCents: 0n, methods: ['quote', 'rfp'] },
  { fromCents: 1_000_000n, methods: ['quote', 'rfp'] },
  { fromCents: 15_000_000n, methods: ['rfp'] },
];

describe('ways of buying', () => {
  test('by amount', () => {
    expect(judgeMethod(THRESHOLDS, 999_999n, null)).toEqual({ ok: true });
    expect(judgeMethod(THRESHOLDS, 1_000_000n, null)).toMatchObject({ why: 'no_file', fromCents: 1_000_000n });
    expect(judgeMethod(THRESHOLDS, 14_999_999n, 'quote')).toEqual({ ok: true });
    expect(judgeMethod(THRESHOLDS, 15_000_000n, 'quote')).toMatchObject({ why: 'method', methods: ['rfp'] });
  });

  const buy = (id: string, amountCents: bigint, boughtOn: string, more: Partial<Purchase> = {}): Purchase => ({
    id,
    amountCents,
    boughtOn,
    vendorId: 'v',
    siteId: 's',
    ...more,
  });
  const one = buy('1', 800_000n, '2026-03-10');
  test.each([
    ['two within thirty days that are over a threshold only together', buy('2', 300_000n, '2026-04-09'), true],
    ['the same before it', buy('2', 300_000n, '2026-02-08'), true],
    ['thirty-one days apart', buy('2', 300_000n, '2026-04-10'), false],
    ['together below it', buy('2', 199_999n, '2026-03-11'), false],
    ['another vendor', buy('2', 300_000n, '2026-03-11', { vendorId: 'w' }), false],
    ['another site', buy('2', 300_000n, '2026-03-11', { siteId: 't' }), false],
    ['one that is over it by itself', buy('2', 1_000_000n, '2026-03-11'), false],
  ])('%s', (_, other, isSplit) => expect(looksSplit(THRESHOLDS, one, [one, other]) !== null).toBe(isSplit));
  test('a large one beside them hides nothing, and is no part of it', () =>
    expect(looksSplit(THRESHOLDS, one, [one, buy('2', 300_000n, '2026-03-11'), buy('3', 90_000_000n, '2026-03-12')])).toEqual({
      fromCents: 1_000_000n,
      totalCents: 1_100_000n,
      others: ['2'],
    }));
  test('what is bought by offers is bought from who made one that met what was asked for', () => {
    const offers = [
      { vendorId: 'v', isResponsive: true },
      { vendorId: 'w', isResponsive: false },
    ];
    expect(['v', 'w', 'x'].map((vendor) => isWon('invitation_for_bids', offers, vendor))).toEqual([true, false, false]);
    expect([isWon('rfp', [], 'v'), isWon('sole_source', [], 'v'), isWon('quote', [], 'v')]).toEqual([false, true, true]);
  });
  test('it says over which threshold and with which others', () =>
    expect(looksSplit(THRESHOLDS, one, [one, buy('2', 300_000n, '2026-03-11')])).toEqual({
      fromCents: 1_000_000n,
      totalCents: 1_100_000n,
      others: ['2'],
    }));
});

const person = (id: string, role: Role, more: Partial<Grant> = {}): Candidate => ({
  isAway: false,
  actor: {
    id,
    name: id,
    email: '',
    locale: 'en',
    siteId: null,
    grants: [{ role, serviceCode: null, areaId: null, siteId: null, ...more }],
    compartments: [],
    teamIds: [],
  },
});
const ASKED: Subject = { requestedById: 'asker', siteId: 'school', areaId: 'north', decidedByIds: [] };
const whoOf = (candidates: Candidate[], roles: Role[] = ['finance'], subject: Partial<Subject> = {}) =>
  decidersOf({ ...ASKED, ...subject }, roles, candidates).deciders.map(({ personId, forId }) => (forId ? `${personId} for ${forId}` : personId));

describe('who decides', () => {
  test('those of the role, never who asked', () =>
    expect(whoOf([person('asker', 'finance'), person('fay', 'finance'), person('max', 'capital_manager')])).toEqual(['fay']));
  test('never who stands in for who asked', () =>
    expect(whoOf([person('dan', 'finance', { forId: 'asker' }), person('ada', 'administrator')])).toEqual(['ada']));
  test('who stands in for somebody else', () => expect(whoOf([person('dan', 'finance', { forId: 'fay' })])).toEqual(['dan for fay']));
  test('one higher where all are away, and they all the same', () =>
    expect(whoOf([{ ...person('fay', 'finance'), isAway: true }, person('ada', 'administrator')])).toEqual(['fay', 'ada']));
  test('only where the role counts', () =>
    expect(
      whoOf([person('max', 'capital_manager', { areaId: 'south' }), person('mia', 'capital_manager', { areaId: 'north' })], ['capital_manager']),
    ).toEqual(['mia']));
  test('of a programme as a whole nobody of an area', () =>
    expect(
      whoOf([person('mia', 'capital_manager', { areaId: 'north' }), person('fay', 'finance')], ['capital_manager'], { siteId: null, areaId: null }),
    ).toEqual(['fay']));
  test('another person at each step', () =>
    expect(whoOf([person('fay', 'finance'), person('fred', 'finance')], ['finance'], { decidedByIds: ['fay'] })).toEqual(['fred']));
  test('one higher rather than the same person twice, the same only where nobody is left', () => {
    expect(whoOf([person('fay', 'finance'), person('ada', 'administrator')], ['finance'], { decidedByIds: ['fay'] })).toEqual(['ada']);
    expect(whoOf([person('fay', 'finance')], ['finance'], { decidedByIds: ['fay'] })).toEqual(['fay']);
  });
  test('a decision is judged', () => {
    const deciders = decidersOf(ASKED, ['finance'], [person('fay', 'finance')]);
    const judge = (more: object) =>
      judgeDecision(ASKED, deciders, { personId: 'fay', decision: 'approve', words: '', isOpen: true, isDisputed: false, ...more });
    expect(judge({})).toEqual({ ok: true, forId: null });
    const refused = [{ personId: 'asker' }, { personId: 'max' }, { isOpen: false }, { isDisputed: true }, { decision: 'decline' }].map(judge);
    expect(refused.map((verdict) => !verdict.ok && verdict.why)).toEqual(['own', 'not_yours', 'over', 'disputed', 'words']);
  });
  test('whoever there is, who asked never decides, nor for themselves through another', () => {
    const ids = ['asker', 'fay', 'max', 'ada'];
    const candidate = fc.record({
      id: fc.constantFrom(...ids),
      role: fc.constantFrom<Role>('capital_manager', 'finance', 'administrator'),
      forId: fc.option(fc.constantFrom(...ids), { nil: undefined }),
      isAway: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 6 }), fc.array(fc.constantFrom(...ids), { maxLength: 2 }), (all, decidedByIds) => {
        const candidates = all.map(({ id, role, forId, isAway }) => ({ ...person(id, role, forId ? { forId } : {}), isAway }));
        const { deciders } = decidersOf({ ...ASKED, decidedByIds }, ['finance'], candidates);
        expect(deciders.some(({ personId, forId }) => personId === 'asker' || forId === 'asker')).toBe(false);
      }),
    );
  });
});

describe('who reads and writes', () => {
  const { actor: north } = person('mia', 'capital_manager', { areaId: 'north' });
  const place = { siteId: 'school', areaId: 'north' };
  test('an area’s capital manager her projects only', () => {
    expect([
      readsCapital(north, place),
      runsProject(north, place),
      readsCapital(north, { siteId: 'x', areaId: 'south' }),
      readsWholePlan(north),
    ]).toEqual([true, true, false, false]);
  });
  test('books are kept by finance of the whole district, and by nobody else', () => {
    const roles: Role[] = ['finance', 'capital_manager', 'administrator', 'planner', 'auditor', 'technician'];
    expect(roles.map((role) => keepsBooks(person('x', role).actor))).toEqual([true, false, false, false, false, false]);
    expect(keepsBooks(person('x', 'finance', { areaId: 'north' }).actor)).toBe(false);
  });
});

test('days are judged by their month', () => {
  expect(monthOf('2026-03-31')).toBe('2026-03-01');
  expect(judgeDay('2026-03-31', '2026-04-02', [])).toEqual({ ok: true });
  expect(judgeDay('2026-03-31', '2026-04-02', ['2026-03-01'])).toMatchObject({ why: 'closed', month: '2026-03-01' });
  expect(judgeDay('2026-04-03', '2026-04-02', [])).toMatchObject({ why: 'to_come' });
  expect([mayClose('2026-03-01', '2026-04-01'), mayClose('2026-04-01', '2026-04-30')]).toEqual([true, false]);
});
