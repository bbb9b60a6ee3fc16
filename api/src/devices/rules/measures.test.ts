import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chargeFor, type Ladder, mostOf, statementOf } from './charges.ts';
import { coverageRatio, gap, loanerCover, median, needQuartiles, onTarget, perHundred, together } from './measures.ts';
import { refreshForecast } from './refresh.ts';
import { schoolYearOf, termEndsOn } from './school-year.ts';
import { publishParts, SMALL, suppress } from './suppression.ts';
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
    expect([onTarget(parts), gap(parts)!.toFixed(3), gap(parts.slice(1)), onTarget([])]).toEqual([0.5, '0.100', null, null]);
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
      { siteId: 'a', schoolYear: 2027, count: 10, cents: 325_000n },
      { siteId: 'a', schoolYear: 2025, count: 2, cents: 65_000n },
      { siteId: 'a', schoolYear: 2026, count: 5, cents: 162_500n },
    ]);
  });
});

describe('what is published', () => {
  test.each([
    [[20, 30], [false, false], false],
    [[5, 30, 20], [true, false, true], false],
    [[5, 6, 40], [true, true, false], false],
    [[2, 3, 40, 50], [true, true, true, false], false],
    [[0, 40], [false, false], false],
    [[5], [true], true],
    [[2, 3], [true, true], true],
  ])('of %j hides %j, and the total too: %s', (counts, hidden, isTotalHidden) => expect(suppress(counts)).toEqual({ hidden, isTotalHidden }));

  test('never lets a hidden count be found from the total and what is shown', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 12 }), (counts) => {
        const { hidden, isTotalHidden } = suppress(counts);
        counts.forEach((count, i) => expect(count > 0 && count < SMALL && !hidden[i]).toBe(false));
        const kept = counts.filter((_count, i) => hidden[i]);
        if (!isTotalHidden && kept.length > 0) {
          expect(kept.length).toBeGreaterThan(1);
          expect(kept.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(SMALL);
        }
      }),
    );
  });

  test('hides how many of a school have no device, where they are few, and a second school with it', () => {
    const { parts, total } = publishParts([
      { whole: 300, of: 296 },
      { whole: 400, of: 350 },
      { whole: 500, of: 420 },
    ]);
    expect(parts.map(({ of }) => of)).toEqual([null, null, 420]);
    expect(total).toEqual({ whole: 1200, of: 1066, ratio: 1066 / 1200 });
  });
});
