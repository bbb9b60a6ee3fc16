import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGES, daysOf, PERIODS, weekOf } from './period.ts';

describe('the days of a period', () => {
  const cases: [period: (typeof PERIODS)[number], today: string, from: string, to: string][] = [
    ['last_90_days', '2026-11-24', '2026-08-27', '2026-11-24'],
    ['month', '2026-11-24', '2026-11-01', '2026-11-24'],
    ['last_month', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['last_month', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-24', '2026-10-01', '2026-11-24'],
    ['last_quarter', '2026-02-01', '2025-10-01', '2025-12-31'],
    ['school_year', '2026-11-24', '2026-07-01', '2026-11-24'],
    ['school_year', '2026-06-30', '2025-07-01', '2026-06-30'],
    ['last_school_year', '2026-11-24', '2025-07-01', '2026-06-30'],
    ['last_school_year', '2026-05-01', '2024-07-01', '2025-06-30'],
  ];
  test.each(cases)('%s on %s: %s to %s', (period, today, from, to) => expect(daysOf(period, today)).toEqual({ from, to }));

  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
  test('begins before it ends, and never ends after today', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), day, (period, today) => {
        const { from, to } = daysOf(period, today);
        expect(from <= to && to <= today).toBe(true);
      }),
    );
  });
  test('a week is seven days from Monday on, and has today in it', () => {
    fc.assert(
      fc.property(day, (today) => {
        const week = weekOf(today);
        expect([week.length, new Date(`${week[0]}T00:00:00Z`).getUTCDay(), week.includes(today)]).toEqual([7, 1, true]);
      }),
    );
  });
});

test('ages leave no day out and none twice', () => {
  AGES.slice(1).forEach((age, i) => expect(age.from).toBe(AGES[i]!.to! + 1));
  expect([AGES[0].from, AGES.at(-1)!.to]).toEqual([0, null]);
});
