import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksOf, type NeedFacts, withinMoney } from './marks.ts';

const need: NeedFacts = {
  priority: 2,
  costCents: 100_000n,
  savingCents: 10_000n,
  readinessRatio: 0.5,
  fciRatio: 0.1,
  adequacyScore: 0.6,
  utilisationRatio: 0.8,
  lunchShare: 0.35,
};
const unknown: NeedFacts = {
  ...need,
  priority: null,
  savingCents: null,
  readinessRatio: null,
  fciRatio: null,
  adequacyScore: null,
  utilisationRatio: null,
  lunchShare: null,
};

describe('what each criterion says of a need', () => {
  test('is 0 to 1, 1 the most urgent', () => {
    const marks = marksOf(need, 0.4);
    expect(marks.safety_code).toBeCloseTo(2 / 3);
    expect(marks.adequacy).toBeCloseTo(0.4);
    expect(marks.utilisation).toBeCloseTo(0.6);
    expect(marks).toMatchObject({ fci: 0.25, equity: 0.35, operating_saving: 0.5, readiness: 0.5 });
  });
  test('is unknown where its fact is, not 0', () => expect(new Set(Object.values(marksOf(unknown, 0.4)))).toEqual(new Set([null])));
  test('ends at 1: beyond replacing, beyond full, paid back at once', () =>
    expect(marksOf({ ...need, fciRatio: 1.3, utilisationRatio: 1.4, savingCents: 900_000n }, 0.4)).toMatchObject({
      fci: 1,
      utilisation: 1,
      operating_saving: 1,
    }));
  test('of a school half empty or more, how full it is counts nothing', () =>
    expect(marksOf({ ...need, utilisationRatio: 0.3 }, 0.4).utilisation).toBe(0));
  test('what costs nothing has no saving to weigh', () => expect(marksOf({ ...need, costCents: 0n }, 0.4).operating_saving).toBeNull());
});

test('what is within the money never costs more, keeps its order, and nothing passed over would have fitted in its turn', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 500n })), fc.bigInt({ min: 0n, max: 2_000n }), (costs, money) => {
      const needs = costs.map((costCents, at) => ({ costCents, at }));
      const chosen = withinMoney(needs, money);
      expect(chosen.reduce((sum, { costCents }) => sum + costCents, 0n)).toBeLessThanOrEqual(money);
      expect(chosen.map(({ at }) => at)).toEqual(chosen.map(({ at }) => at).toSorted((a, b) => a - b));
      for (const { costCents, at } of needs.filter((one) => !chosen.includes(one))) {
        const before = chosen.filter((one) => one.at < at).reduce((sum, one) => sum + one.costCents, 0n);
        expect(before + costCents).toBeGreaterThan(money);
      }
    }),
  );
});
