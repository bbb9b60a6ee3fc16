import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fciOf } from './fci.ts';
import { type Component, escalated, nextRenewalYear, remainingLife, renewalCents, renewalYears, replacementCents } from './renewal.ts';

const boiler: Component = {
  quantity: 2,
  unitCostCents: 5_000_000n,
  costBaseYear: 2024,
  renewalRatio: 0.8,
  locationFactor: 1.1,
  softCostRatio: 0.25,
  yearInstalled: 1998,
  usefulLifeYears: 30,
  observed: null,
};

describe('a component’s life', () => {
  test('ends its useful life after it was installed', () => expect([nextRenewalYear(boiler), remainingLife(boiler, 2026)]).toEqual([2028, 2]));
  test('ends when who looked at it said, whatever its age', () =>
    expect(nextRenewalYear({ ...boiler, observed: { year: 2025, remainingYears: 9 } })).toBe(2034));
  test('an observation of nothing left ends it in that year', () =>
    expect(remainingLife({ ...boiler, observed: { year: 2026, remainingYears: 0 } }, 2026)).toBe(0));
  test('goes on after each renewal', () => expect(renewalYears(boiler, { from: 2026, to: 2090 })).toEqual([2028, 2058, 2088]));
  test('what is overdue stands in the backlog and comes again a life later', () =>
    expect(renewalYears({ ...boiler, yearInstalled: 1980 }, { from: 2026, to: 2060 })).toEqual([2056]));
});

describe('its cost', () => {
  test('is quantity, place, fees and years', () => {
    expect(replacementCents(boiler, 2024, 0.04)).toBe(13_750_000n);
    expect(renewalCents(boiler, 2024, 0.04)).toBe(11_000_000n);
    expect(replacementCents(boiler, 2026, 0.04)).toBe(14_872_000n);
  });
  test('money of the same year stays as it is', () => expect(escalated(123n, { from: 2026, to: 2026, ratio: 0.05 })).toBe(123n));
  test('halves of a cent go away from zero', () =>
    expect([escalated(50n, { from: 2025, to: 2026, ratio: 0.01 }), escalated(-50n, { from: 2025, to: 2026, ratio: 0.01 })]).toEqual([51n, -51n]));
});

describe('prices', () => {
  test('alone never change the index', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10n ** 8n, max: 10n ** 12n }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        fc.integer({ min: 0, max: 30 }),
        (crv, ratio, years) => {
          const dm = crv / 10n;
          const later = (cents: bigint) => escalated(cents, { from: 2024, to: 2024 + years, ratio });
          expect(fciOf({ dmCents: later(dm), crvCents: later(crv) })).toBeCloseTo(fciOf({ dmCents: dm, crvCents: crv })!, 6);
        },
      ),
    );
  });
});
