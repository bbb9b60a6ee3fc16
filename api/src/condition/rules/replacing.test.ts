import { describe, expect, test } from 'vitest';
import type { Component } from './renewal.ts';
import { isDearerThan, replacingOf } from './replacing.ts';

const BOILER: Component = {
  quantity: 2,
  unitCostCents: 5_000_000n,
  costBaseYear: 2026,
  renewalRatio: 0.5,
  locationFactor: 1,
  softCostRatio: 0.25,
  yearInstalled: 2000,
  usefulLifeYears: 30,
  observed: null,
};
const NOW = { year: 2026, ratio: 0.05 };

describe('what something found is held against', () => {
  test('on a component: replacing all of it, fees and all', () =>
    expect(replacingOf(BOILER, 9_000_000_000n, NOW)).toEqual({ of: 'component', cents: 12_500_000n }));
  test('on none, or on one that nobody knows the cost of: the building', () =>
    expect(replacingOf(undefined, 9_000n, NOW)).toEqual({ of: 'building', cents: 9_000n }));
  test('where nobody knows what the building is worth: nothing', () =>
    expect([replacingOf(undefined, null, NOW), replacingOf(undefined, 0n, NOW)]).toEqual([null, null]));
  test('as much as that may be; a cent more is a slip, in the money of one year', () => {
    const replacing = { of: 'building', cents: 1_050n } as const;
    expect([1_050n, 1_051n].map((cents) => isDearerThan(replacing, { cents, year: 2026 }, NOW))).toEqual([false, true]);
    expect([1_000n, 1_001n].map((cents) => isDearerThan(replacing, { cents, year: 2025 }, NOW))).toEqual([false, true]);
  });
});
