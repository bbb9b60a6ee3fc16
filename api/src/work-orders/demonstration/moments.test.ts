import { expect, test } from 'vitest';
import { momentsUpTo } from './moments.ts';

const NOW = new Date('2026-11-24T16:00:00Z');

test('moments rise with their share, from five years ago until now', () => {
  const momentAt = momentsUpTo(NOW);
  const all = Array.from({ length: 1_000 }, (_, i) => momentAt((i + 0.5) / 1_000));
  expect(all).toEqual(all.toSorted((a, b) => a.getTime() - b.getTime()));
  expect(all[0]!.getFullYear()).toBe(2021);
  expect(momentAt(1).getTime()).toBeLessThanOrEqual(NOW.getTime());
});

test('most are on working days', () => {
  const momentAt = momentsUpTo(NOW);
  const atWeekends = Array.from({ length: 1_000 }, (_, i) => momentAt((i + 0.5) / 1_000)).filter((at) => [0, 6].includes(at.getUTCDay()));
  expect(atWeekends.length).toBeLessThan(50);
});
