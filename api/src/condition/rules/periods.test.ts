import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointsBetween, STEPS } from './periods.ts';

test('a history has its first day, the ends of the periods between, and its last', () => {
  expect(pointsBetween('2026-01-15', '2026-04-10', 'month')).toEqual(['2026-01-15', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-10']);
  expect(pointsBetween('2025-11-24', '2026-11-24', 'quarter')).toEqual([
    '2025-11-24',
    '2025-12-31',
    '2026-03-31',
    '2026-06-30',
    '2026-09-30',
    '2026-11-24',
  ]);
  expect(pointsBetween('2024-06-01', '2026-06-01', 'year')).toEqual(['2024-06-01', '2024-12-31', '2025-12-31', '2026-06-01']);
  expect(pointsBetween('2026-03-31', '2026-03-31', 'month')).toEqual(['2026-03-31']);
});

test('its days rise, and none stands twice', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, fc.constantFrom(...STEPS), (a, b, step) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const days = pointsBetween(from, to, step);
      expect(days).toEqual([...new Set(days)].toSorted());
      expect([days[0], days.at(-1)]).toEqual([from, to]);
    }),
  );
});
