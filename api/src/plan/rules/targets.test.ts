import { expect, test } from 'vitest';
import { reaches, targetsNow, yearsOf } from './targets.ts';

test.each([
  [0.7, 0.65, 'higher', true],
  [0.6, 0.65, 'higher', false],
  [0.1, 0.12, 'lower', true],
  [0.12, 0.12, 'lower', true],
  [0.13, 0.12, 'lower', false],
  [null, 0.12, 'lower', null],
  [0.13, null, 'lower', null],
] as const)('%s against a target of %s, %s is better: %s', (value, target, better, is) => expect(reaches(value, target, better)).toBe(is));

test('of several targets the last counts, and one may be taken away', () => {
  const at = (targetRatio: number | null, year = 2026) => ({ measure: 'fci', year, targetRatio });
  expect([...targetsNow([at(0.1), at(0.2), at(0.3, 2027), at(null, 2027)])]).toEqual([
    ['fci 2026', 0.2],
    ['fci 2027', null],
  ]);
});

test('years are those of values and of targets, each once', () => {
  expect(yearsOf([{ year: 2026 }, { year: 2024 }], [{ year: 2027 }, { year: 2026 }])).toEqual([2024, 2026, 2027]);
});
