import { describe, expect, test } from 'vitest';
import { areRising, statesOn } from './next-basis.ts';

test('of the versions that have begun the latest counts; what was withdrawn never does', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const versions = [
    { number: 1, effectiveOn: '2021-01-01', withdrawnAt: null },
    { number: 2, effectiveOn: '2026-03-01', withdrawnAt: null },
    { number: 3, effectiveOn: '2026-02-01', withdrawnAt: at },
    { number: 4, effectiveOn: '2026-03-01', withdrawnAt: null },
    { number: 5, effectiveOn: '2026-09-01', withdrawnAt: null },
  ];
  expect(statesOn(versions, '2026-03-01')).toEqual(['past', 'past', 'withdrawn', 'counts', 'ahead']);
  expect(statesOn(versions, '2020-01-01')).toEqual(['ahead', 'ahead', 'withdrawn', 'ahead', 'ahead']);
});

describe('bands', () => {
  test.each([
    [[0.05, 0.1, null], true],
    [[null], true],
    [[0.1, 0.1, null], false],
    [[0.1, 0.05, null], false],
    [[0.1, null, null], false],
    [[0.05, 0.1], false],
  ])('%j rise: %s', (bounds, isSo) => expect(areRising(bounds.map((upToRatio) => ({ upToRatio })))).toBe(isSo));
});
