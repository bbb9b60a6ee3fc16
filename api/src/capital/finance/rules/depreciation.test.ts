import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fiscalYearBefore, monthsServed, valueOn } from './depreciation.ts';

const ROOF = { costCents: 1_200_000_00n, inServiceOn: '2024-08-15', lifeYears: 20 };
const days = fc.date({ min: new Date('2018-01-01'), max: new Date('2070-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));

describe('straight line', () => {
  test.each([
    ['2024-08-31', 0, 0n],
    ['2024-09-29', 0, 0n],
    ['2024-09-30', 1, 5_000_00n],
    ['2025-06-30', 10, 50_000_00n],
    ['2044-08-31', 240, 1_200_000_00n],
    ['2060-01-01', 240, 1_200_000_00n],
  ])('a roof of $1,200,000 that serves 20 years from August 2024: on %s %i months are over', (day, months, worn) => {
    expect(valueOn(ROOF, day)).toEqual({ months, accumulatedCents: worn, bookCents: ROOF.costCents - worn });
  });
  test('what is still being built does not wear, and what serves later does not yet', () => {
    expect(valueOn({ ...ROOF, inServiceOn: null }, '2030-01-01').accumulatedCents).toBe(0n);
    expect(valueOn(ROOF, '2024-08-01').bookCents).toBe(ROOF.costCents);
  });
  test('land never wears', () => {
    expect(valueOn({ ...ROOF, lifeYears: null }, '2060-01-01').bookCents).toBe(ROOF.costCents);
  });
  test('what is worn off never goes down, never passes the cost, and comes to it', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 13n), days, days, days, fc.integer({ min: 1, max: 50 }), (costCents, inServiceOn, one, other, lifeYears) => {
        const asset = { costCents, inServiceOn, lifeYears };
        const [early, late] = [one, other].toSorted();
        const [before, after] = [valueOn(asset, early!), valueOn(asset, late!)];
        expect(before.accumulatedCents <= after.accumulatedCents && after.accumulatedCents <= costCents).toBe(true);
        expect(after.accumulatedCents + after.bookCents).toBe(costCents);
        expect(valueOn(asset, `${Number(inServiceOn.slice(0, 4)) + lifeYears + 1}-12-31`).bookCents).toBe(0n);
      }),
    );
  });
  test('a month counts once it is over', () => {
    expect([monthsServed('2024-01-31', '2024-02-28'), monthsServed('2024-01-31', '2024-02-29'), monthsServed('2024-01-01', '2024-01-31')]).toEqual([
      0, 1, 0,
    ]);
  });
  test.each([
    ['2026-06-30', '2025-06-30'],
    ['2026-07-01', '2026-06-30'],
    ['2026-12-31', '2026-06-30'],
  ])('the fiscal year of %s began after %s', (day, before) => {
    expect(fiscalYearBefore(day)).toBe(before);
  });
});
