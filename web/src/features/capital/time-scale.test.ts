import { expect, test } from 'vitest';
import { daysBetween, scaleOf } from './time-scale.ts';

test('a line has room for all days and the one that is looked from', () => {
  const { first, last, x, now, years } = scaleOf(['2024-03-01', '2026-02-28'], '2027-06-30');
  expect([first, last, x('2024-03-01'), now]).toEqual(['2024-03-01', '2027-06-30', 0, 100]);
  expect(years.map(({ year }) => year)).toEqual(['2025', '2026', '2027']);
  for (const { x: place } of years) expect(place >= 0 && place <= 100).toBe(true);
});

test('of many years some are named; of none, nothing', () => {
  expect(scaleOf(['2000-05-01'], '2026-06-30').years.length).toBeLessThanOrEqual(8);
  expect(scaleOf([], '2026-06-30')).toMatchObject({ years: [], now: 0 });
});

test('days late are counted across a change of the clocks', () => {
  expect([daysBetween('2026-03-01', '2026-03-31'), daysBetween('2026-03-31', '2026-03-01')]).toEqual([30, -30]);
});
