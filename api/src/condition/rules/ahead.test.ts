import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AHEAD_YEARS, SCHEDULE_YEARS } from './ahead.ts';
import { extendedRatio } from './extended.ts';
import { type Basis, measure, priced } from './measure.ts';
import { renewalCents, renewalYears } from './renewal.ts';

const basis: Basis = {
  baseYear: 2024,
  escalationRatio: 0.04,
  locationFactor: 1.1,
  softCostRatio: 0.25,
  units: new Map([['D3020', { unitCostCents: 5_000_000n, lifeYears: 30, renewalRatio: 0.8 }]]),
};
const component = fc.record({
  id: fc.uuid(),
  systemCode: fc.constant('D3020'),
  quantity: fc.integer({ min: 1, max: 500 }),
  unitCostCents: fc.constant(null),
  lifeYears: fc.option(fc.integer({ min: 1, max: 60 })),
  renewalRatio: fc.constant(null),
  yearInstalled: fc.integer({ min: 1950, max: 2026 }),
  observedOn: fc.constant(null),
  observedRemainingYears: fc.constant(null),
});
const inventory = fc
  .record({ components: fc.array(component, { maxLength: 8 }), found: fc.array(fc.nat(7), { maxLength: 3 }) })
  .map(({ components, found }) => ({
    replacementCents: null,
    components,
    deficiencies: found.map((on) => ({ systemCode: 'D3020', componentId: components[on]?.id ?? null, costCents: 700n, costBaseYear: 2026 })),
  }));
const at = (year: number) => ({ dueYear: year, priceYear: 2026 });

test('the extended index is what counting anew with the renewals of those years gives, each need once', () => {
  fc.assert(
    fc.property(fc.array(inventory, { maxLength: 4 }), fc.integer({ min: 1, max: AHEAD_YEARS }), (all, years) => {
      const kept = all.map((one) => measure(one, basis, at(2026)));
      const anew = all.map((one) => measure(one, basis, at(2026 + years))).filter(({ crvCents }) => crvCents !== null);
      const [dm, crv] = anew.reduce(([d, c], one) => [d + one.dmCents, c + one.crvCents!], [0n, 0n]);
      expect(extendedRatio(kept, years)).toBe(crv > 0n ? Number(dm) / Number(crv) : null);
    }),
  );
});

test('what a forecast looks ahead to is every renewal of thirty years; what is in the backlog begins its next life now', () => {
  fc.assert(
    fc.property(inventory, (given) => {
      const anew = Array.from({ length: SCHEDULE_YEARS }, () => 0n);
      const found = new Set(given.deficiencies.map(({ componentId }) => componentId));
      for (const row of given.components) {
        const one = priced(row, basis)!;
        const begun = found.has(row.id) ? { ...one, yearInstalled: 2026 } : one;
        for (const year of renewalYears(begun, { from: 2026, to: 2026 + SCHEDULE_YEARS })) anew[year - 2027]! += renewalCents(one, 2026, 0.04);
      }
      expect(measure(given, basis, at(2026)).scheduleCents).toEqual(anew);
    }),
  );
});
