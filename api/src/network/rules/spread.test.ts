import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gini, meanKbps, quantile, quarterOf, theil, theilBetween } from './spread.ts';

const EXAMPLE = [500, 1000, 1500, 2000].map((kbps) => ({ kbps, users: 100 }));
const shares = fc.array(fc.record({ kbps: fc.integer({ min: 0, max: 100_000 }), users: fc.integer({ min: 1, max: 3_000 }) }), {
  minLength: 1,
  maxLength: 30,
});
const grouped = fc.array(
  fc.record({ kbps: fc.integer({ min: 0, max: 5_000 }), users: fc.integer({ min: 1, max: 3_000 }), group: fc.constantFrom('a', 'b', 'c') }),
  { minLength: 1, maxLength: 30 },
);

describe('the worked example: 500, 1000, 1500 and 2000 kbps', () => {
  test('has a Gini of 0.25 and a Theil T of 0.106440', () => {
    expect(gini(EXAMPLE)).toBeCloseTo(0.25, 12);
    expect(theil(EXAMPLE)).toBeCloseTo(0.10644, 6);
  });
  test('between the two lower and the two upper lies what their means leave: 750 against 1750', () => {
    const between = theilBetween(EXAMPLE, ({ kbps }) => (kbps < 1200 ? 'lower' : 'upper'));
    expect(between).toBeCloseTo(0.5 * 0.6 * Math.log(0.6) + 0.5 * 1.4 * Math.log(1.4), 12);
  });
  test('has a median of 1250, P10 of 650 and P90 of 1850', () => {
    const values = EXAMPLE.map(({ kbps }) => kbps);
    expect([0.5, 0.1, 0.9].map((part) => Math.round(quantile(values, part)!))).toEqual([1250, 650, 1850]);
  });
});

describe('Gini and Theil', () => {
  test('are 0 where all have the same, where nobody has anything and where there is nobody', () => {
    for (const some of [[], [{ kbps: 0, users: 10 }], [3, 3, 3].map((kbps) => ({ kbps, users: 7 }))])
      expect([gini(some), theil(some)].map((value) => Math.abs(value) < 1e-12)).toEqual([true, true]);
  });
  test('know a school with nothing at all', () => {
    const half = [
      { kbps: 0, users: 1 },
      { kbps: 100, users: 1 },
    ];
    expect(gini(half)).toBeCloseTo(0.5, 12);
    expect(theil(half)).toBeCloseTo(Math.log(2), 12);
  });
  test('do not change with the unit', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0.01, max: 1_000, noNaN: true }), (some, factor) => {
        const scaled = some.map((one) => ({ ...one, kbps: one.kbps * factor }));
        expect(gini(scaled)).toBeCloseTo(gini(some), 6);
        expect(theil(scaled)).toBeCloseTo(theil(some), 6);
      }),
    );
  });
  test('count users, not schools: two schools of the same are one of twice the users', () => {
    fc.assert(
      fc.property(shares, (some) => {
        const halved = some.flatMap(({ kbps, users }) => [
          { kbps, users: users / 2 },
          { kbps, users: users / 2 },
        ]);
        expect(gini(halved)).toBeCloseTo(gini(some), 6);
        expect(theil(halved)).toBeCloseTo(theil(some), 6);
      }),
    );
  });
  test('lie from 0 to 1, and from 0 to the logarithm of the users', () => {
    fc.assert(
      fc.property(shares, (some) => {
        const users = some.reduce((total, one) => total + one.users, 0);
        expect(gini(some)).toBeGreaterThanOrEqual(0);
        expect(gini(some)).toBeLessThan(1 + 1e-9);
        expect(theil(some)).toBeGreaterThanOrEqual(0);
        expect(theil(some)).toBeLessThanOrEqual(Math.log(users) + 1e-9);
      }),
    );
  });
});

describe('the part between groups', () => {
  test('is never more than the whole, and what is within makes up the rest', () => {
    fc.assert(
      fc.property(grouped, (some) => {
        const between = theilBetween(some, ({ group }) => group);
        expect(between).toBeLessThanOrEqual(theil(some) + 1e-9);
        const mean = meanKbps(some);
        const users = some.reduce((total, one) => total + one.users, 0);
        const within = [...Map.groupBy(some, ({ group }) => group).values()].reduce((total, own) => {
          const ownUsers = own.reduce((n, one) => n + one.users, 0);
          return total + (mean === 0 ? 0 : (ownUsers / users) * (meanKbps(own) / mean) * theil(own));
        }, 0);
        expect(between + within).toBeCloseTo(theil(some), 6);
      }),
    );
  });
  test('is everything where each is a group of its own, and nothing where all are in one', () => {
    expect(theilBetween(EXAMPLE, ({ kbps }) => String(kbps))).toBeCloseTo(theil(EXAMPLE), 12);
    expect(theilBetween(EXAMPLE, () => 'all')).toBeCloseTo(0, 12);
  });
});

describe('quantiles and quarters', () => {
  test('lie between the least and the greatest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, part) => {
        const found = quantile(values, part)!;
        expect(found >= Math.min(...values) && found <= Math.max(...values)).toBe(true);
      }),
    );
  });
  test('of none are unknown', () => {
    expect([quantile([], 0.5), quarterOf(null, [1]), quarterOf(1, [])]).toEqual([null, null, null]);
  });
  test('put the lowest in the first quarter and the highest in the fourth', () => {
    expect([1, 2, 3, 4].map((value) => quarterOf(value, [1, 2, 3, 4]))).toEqual([1, 2, 3, 4]);
  });
});
