import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chargeFor, type Ladder, mostOf, statementOf } from './charges.ts';
import { coverageRatio, gap, loanerCover, median, needQuartiles, onTarget, perHundred, together } from './measures.ts';
import { refreshForecast } from './refresh.ts';
import { schoolYearOf, termEndsOn } from './school-year.ts';
import { atLeast, publishParts, SMALL } from './suppression.ts';
import { expiresInTerm, isBeyondRepair, isProbablyLost, residualCents, usableUntil } from './use.ts';

describe('the school year', () => {
  test.each([
    ['2026-06-30', 2025],
    ['2026-07-01', 2026],
  ])('of %s begins in %i', (day, year) => expect(schoolYearOf(day)).toBe(year));
  test.each([
    [5, '2030-06-30'],
    [8, '2027-06-30'],
    [9, '2030-06-30'],
    [12, '2027-06-30'],
  ])('a student of grade %i keeps the device until %s', (grade, day) => expect(termEndsOn(grade, '2026-09-01')).toBe(day));
});

describe('a device', () => {
  test.each([
    ['2028-06-30', '2027-06-01', '2027-06-01'],
    ['2028-06-30', null, '2028-06-30'],
    [null, '2027-06-01', '2027-06-01'],
    [null, null, null],
  ])('planned until %s and updated until %s is of use until %s', (plannedRefreshOn, autoUpdateExpiresOn, until) =>
    expect(usableUntil({ plannedRefreshOn, autoUpdateExpiresOn })).toBe(until),
  );
  test('whose updates end before the term does is told', () => {
    expect([expiresInTerm('2028-06-01', '2029-06-30'), expiresInTerm('2029-06-30', '2029-06-30'), expiresInTerm(null, '2029-06-30')]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test.each([
    ['with nobody', null, null, false],
    ['that was given lately', '2026-03-01', null, false],
    ['that was never heard of', '2026-01-01', null, true],
    ['that was heard of before it was given only', '2026-01-10', '2026-01-01', true],
    ['that called in lately', '2025-09-01', '2026-03-01', false],
  ])('%s is probably lost or not', (_what, heldSinceOn, lastSeenOn, isLost) =>
    expect(isProbablyLost({ heldSinceOn, lastSeenOn }, '2026-03-10')).toBe(isLost),
  );
  test('is worth less each day, and a repair that costs more is none', () => {
    const bought = { priceCents: 40_000n, acquiredOn: '2024-03-10', lifeYears: 4 };
    expect(residualCents(bought, '2026-03-10')).toBe(20_000n);
    expect(residualCents(bought, '2030-03-10')).toBe(0n);
    expect([isBeyondRepair(20_000n, 20_000n), isBeyondRepair(20_001n, 20_000n)]).toEqual([false, true]);
  });
});

const LADDER: Ladder = { accident: [0, 2_500, 5_000], wear: [0], negligence: [5_000, null], theft: [0], lost: [null] };

describe('a charge', () => {
  test.each([
    ['the first accident', 'accident', 0, 9_000n, 0n, 0n],
    ['the second', 'accident', 1, 9_000n, 0n, 2_500n],
    ['the fifth, by the last step', 'accident', 4, 9_000n, 0n, 5_000n],
    ['wear', 'wear', 3, 9_000n, 0n, 0n],
    ['less than the step where it cost less', 'negligence', 0, 3_000n, 0n, 3_000n],
    ['what it cost', 'negligence', 1, 9_000n, 0n, 9_000n],
    ['what the cap leaves', 'lost', 0, 32_500n, 15_000n, 5_000n],
    ['nothing over the cap', 'lost', 0, 32_500n, 25_000n, 0n],
  ] as const)('%s', (_what, cause, earlier, costCents, soFarCents, cents) =>
    expect(chargeFor({ ladder: LADDER, cause, earlier, costCents, soFarCents, capCents: 20_000n })).toBe(cents),
  );
  test('is never over the cap nor over the cost, and never below nothing', () => {
    const cents = fc.bigInt({ min: 0n, max: 100_000n });
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(LADDER) as (keyof Ladder)[])),
        fc.nat({ max: 9 }),
        cents,
        cents,
        cents,
        (cause, earlier, costCents, soFarCents, capCents) => {
          const charged = chargeFor({ ladder: LADDER, cause, earlier, costCents, soFarCents, capCents });
          expect(charged >= 0n && charged <= costCents && (charged === 0n || soFarCents + charged <= capCents)).toBe(true);
        },
      ),
    );
  });
  test('is paid, and given back when the device was found: then the district owes the family', () => {
    const charge = { id: 'c', kind: 'charge', amountCents: 5_000n, chargeId: null };
    const paid = { id: 'p', kind: 'payment', amountCents: -3_000n, chargeId: 'c' };
    expect([mostOf('payment', charge, [charge, paid]), mostOf('waiver', charge, [charge, paid]), mostOf('refund', charge, [charge, paid])]).toEqual([
      2_000n,
      2_000n,
      5_000n,
    ]);
    const refund = { id: 'r', kind: 'refund', amountCents: -5_000n, chargeId: 'c' };
    expect(statementOf([charge, paid, refund])).toEqual({ open: new Map([['c', -3_000n]]), balanceCents: -3_000n });
  });
});

describe('coverage', () => {
  test('of several is their sums divided anew, and unknown of nobody', () => {
    const parts = [
      { students: 100, covered: 90 },
      { students: 300, covered: 300 },
    ];
    expect(coverageRatio(together(parts))).toBe(0.975);
    expect(coverageRatio(together([]))).toBeNull();
    expect([onTarget(parts), gap(parts.map(coverageRatio))!.toFixed(3), gap([0.9, null]), onTarget([])]).toEqual([0.5, '0.100', null, null]);
  });
  test('groups schools by need in quarters; equal need is in one', () => {
    const shares = [0.1, 0.2, 0.2, 0.4, 0.5, 0.6, 0.7, null];
    expect([...needQuartiles(shares.map((share, i) => ({ id: String(i), share }))).values()]).toEqual([1, 1, 1, 2, 3, 3, 4]);
  });
  test('is beside what else is measured', () => {
    expect([median([]), median([3]), median([9, 1, 2]), median([1, 2, 4, 9])]).toEqual([null, 3, 2, 3]);
    expect([perHundred(7, 200), perHundred(1, 0), loanerCover(30, 20), loanerCover(30, 0)]).toEqual([3.5, null, 1.5, null]);
  });
});

describe('the refresh', () => {
  const device = { siteId: 'a', plannedRefreshOn: '2028-06-30', autoUpdateExpiresOn: null, unitCents: 32_500n, count: 10 };
  test('is by school year and school, what is overdue now, and nothing without an end', () => {
    const devices = [
      device,
      { ...device, plannedRefreshOn: '2020-06-30', count: 2 },
      { ...device, autoUpdateExpiresOn: '2026-09-01', count: 5 },
      { ...device, plannedRefreshOn: null },
    ];
    expect(refreshForecast(devices, '2026-03-10')).toEqual([
      { siteId: 'a', schoolYear: 2027, count: 10, unpriced: 0, cents: 325_000n },
      { siteId: 'a', schoolYear: 2025, count: 2, unpriced: 0, cents: 65_000n },
      { siteId: 'a', schoolYear: 2026, count: 5, unpriced: 0, cents: 162_500n },
    ]);
    const unpriced = [{ ...devices[0]!, unitCents: null }];
    expect(refreshForecast(unpriced, '2026-03-10')).toMatchObject([{ unpriced: devices[0]!.count, cents: 0n }]);
  });
});

describe('what is published', () => {
  const part = (of: number, whole: number) => ({ of, whole });
  const shownOf = (parts: readonly { of: number | null }[]) => parts.map(({ of }) => of);

  test.each([
    ['nothing small: all is shown', [part(80, 100), part(150, 200)], [80, 150], 230],
    ['few without a device, and a second school with it', [part(296, 300), part(350, 400), part(420, 500)], [null, null, 420], 1066],
    [
      'two small ones that come to little, and a third',
      [part(98, 100), part(197, 200), part(250, 300), part(420, 500)],
      [null, null, null, 420],
      965,
    ],
    ['a single school, and its total', [part(5, 6)], [null], null],
    ['nobody without a device is no secret', [part(100, 100), part(150, 200)], [100, 150], 250],
  ])('%s', (_what, parts, shown, total) => {
    const published = publishParts(parts);
    expect([shownOf(published.parts), published.total.of]).toEqual([shown, total]);
  });

  test('hides also what the sum of a group would give away', () => {
    const parts = [part(296, 300), part(350, 400), part(90, 95), part(420, 500)];
    const { parts: shown, groups } = publishParts(parts, [['high', 'high', 'middle', 'middle']]);
    expect(shownOf(shown)).toEqual([null, null, null, null]);
    expect([...groups[0]!.values()].map(({ of }) => of)).toEqual([646, 510]);
  });

  test('keeps to the end what is to be compared: the quarters of least and most need', () => {
    // Eight of those whose need is unknown have no device: beside the sum of all, one of the quarters must not be told either.
    const quarters = ['1', '2', '3', '4'].flatMap((name, i) =>
      [500, 600, 700].map((whole) => ({ name, ...part(whole - 100, whole + 10 * (4 - i)) })),
    );
    const parts = [...quarters, part(171, 175), part(172, 176)];
    const grouping = [...quarters.map(({ name }) => name), null, null];
    const told = (last: readonly string[]) =>
      [...publishParts(parts, [grouping], last).groups[0]!].flatMap(([name, { of }]) => (of === null ? [] : [name]));
    expect([told([]), told(['1', '4'])]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '4'],
    ]);
  });

  test.each([
    ['one of many is told as a range', part(298, 300), 0.95],
    ['of fewer the range is wider', part(99, 100), 0.9],
    ['wider still', part(58, 60), 0.8],
    ['of few nothing is told', part(40, 40), null],
    ['below the ranges nothing is told', part(100, 200), null],
  ])('of what is hidden, %s', (_what, one, bound) => {
    expect(atLeast(one)).toBe(bound);
  });

  test('of what is hidden, a range holds so many counts that none of them is small', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3_000 }), fc.nat({ max: 200 }), (of, rest) => {
        const bound = atLeast(part(of, of + rest));
        if (bound === null) return;
        expect(of / (of + rest)).toBeGreaterThanOrEqual(bound);
        expect((of + rest) * (1 - bound)).toBeGreaterThanOrEqual(SMALL - 1e-6);
      }),
    );
  });

  test('never shows a small count, nor one that is found from the sums that are shown', () => {
    const some = fc.record({ of: fc.nat({ max: 60 }), rest: fc.nat({ max: 60 }), group: fc.constantFrom('a', 'b', 'c', null) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 14 }), (rows) => {
        const parts = rows.map(({ of, rest }) => part(of, of + rest));
        const grouping = rows.map(({ group }) => group);
        const { parts: shown, groups, total } = publishParts(parts, [grouping]);
        const isSecret = (members: readonly number[]) => {
          const kept = members.filter((i) => shown[i]!.of === null);
          if (kept.length === 0) return;
          expect(kept.length).toBeGreaterThan(1);
          const hidden = kept.map((i) => parts[i]!);
          for (const sum of [hidden.map(({ of }) => of), hidden.map(({ whole }) => whole), hidden.map(({ of, whole }) => whole - of)].map((all) =>
            all.reduce((a, b) => a + b, 0),
          ))
            expect(sum > 0 && sum < SMALL).toBe(false);
        };
        shown.forEach(({ of, whole }) => {
          if (of === null) return expect(whole).toBeNull();
          for (const count of [of, whole, whole - of]) expect(count > 0 && count < SMALL).toBe(false);
        });
        if (total.of !== null) isSecret([...parts.keys()]);
        for (const [name, sum] of groups[0]!) if (sum.of !== null) isSecret([...parts.keys()].filter((i) => grouping[i] === name));
      }),
    );
  });
});
