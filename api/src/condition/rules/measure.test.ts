import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridge } from './bridge.ts';
import { rollUp } from './fci.ts';
import { type AsOf, type Basis, type ComponentRow, type DeficiencyRow, type Inventory, levelTwo, measure } from './measure.ts';

const basis: Basis = {
  baseYear: 2024,
  escalationRatio: 0.04,
  locationFactor: 1.1,
  softCostRatio: 0.25,
  units: new Map([
    ['D3020', { unitCostCents: 5_000_000n, lifeYears: 30, renewalRatio: 0.8 }],
    ['B3010', { unitCostCents: 2_000n, lifeYears: 22, renewalRatio: 1 }],
  ]),
};
const boiler: ComponentRow = {
  id: 'boiler',
  systemCode: 'D3020',
  quantity: 2,
  unitCostCents: null,
  lifeYears: null,
  renewalRatio: null,
  yearInstalled: 1990,
  observedOn: null,
  observedRemainingYears: null,
};
const in2024: AsOf = { dueYear: 2024, priceYear: 2024 };
const of = (more: Partial<Inventory>): Inventory => ({ replacementCents: null, components: [boiler], deficiencies: [], ...more });
const finding = (more: Partial<DeficiencyRow> = {}): DeficiencyRow => ({
  systemCode: 'D3020',
  componentId: null,
  costCents: 100n,
  costBaseYear: 2024,
  ...more,
});

describe('the condition of a structure', () => {
  test('is its open findings and the renewals fallen due, over what replacing its components costs', () =>
    expect(measure(of({ deficiencies: [finding()] }), basis, in2024)).toMatchObject({ dmCents: 11_000_100n, crvCents: 13_750_000n }));

  test('counts each need once: a finding on a component stands for its renewal', () =>
    expect(measure(of({ deficiencies: [finding({ componentId: 'boiler' })] }), basis, in2024).dmCents).toBe(100n));

  test('what was observed counts more than its age', () =>
    expect(measure(of({ components: [{ ...boiler, observedOn: '2023-05-01', observedRemainingYears: 4 }] }), basis, in2024).dmCents).toBe(0n));

  test('what a component says itself counts more than the basis', () =>
    expect(measure(of({ components: [{ ...boiler, unitCostCents: 1_000_000n, lifeYears: 50 }] }), basis, in2024)).toMatchObject({
      dmCents: 0n,
      crvCents: 2_750_000n,
    }));

  test('a value known from elsewhere stands, in the money of the year', () =>
    expect(measure(of({ replacementCents: 1_000n }), basis, { dueYear: 2026, priceYear: 2026 }).crvCents).toBe(1_082n));

  test('what somebody entered is money of the year it was written in, and dearer by each year since', () => {
    const own = { ...boiler, unitCostCents: 1_000_000n, unitCostBaseYear: 2022 };
    expect(measure(of({ components: [own] }), basis, in2024).crvCents).toBe(2_974_400n);
    expect(measure(of({ replacementCents: 1_000n, replacementBaseYear: 2022 }), basis, in2024).crvCents).toBe(1_082n);
    const stated = of({ replacementCents: 1_000n, replacementBaseYear: 2022, statedDmCents: 100n, statedBaseYear: 2022, components: [] });
    expect(measure(stated, basis, in2024)).toMatchObject({ dmCents: 108n, crvCents: 1_082n });
  });

  test('a cost basis of another year moves nothing that was entered with a year of its own', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2026 }),
        fc.integer({ min: 2015, max: 2027 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (year, other, cents) => {
          const entered = of({
            components: [{ ...boiler, unitCostCents: cents, unitCostBaseYear: year }],
            replacementCents: cents,
            replacementBaseYear: year,
            statedDmCents: cents / 2n,
            statedBaseYear: year,
          });
          expect(measure(entered, { ...basis, baseYear: other }, in2024)).toEqual(measure(entered, basis, in2024));
        },
      ),
    ));

  test('without components and without a known value it has none; nothing is made up for a system that the basis does not know', () => {
    expect(measure(of({ components: [], deficiencies: [finding()] }), basis, in2024)).toMatchObject({ dmCents: 100n, crvCents: null });
    expect(measure(of({ components: [{ ...boiler, systemCode: 'E1010' }] }), basis, in2024)).toMatchObject({ dmCents: 0n, crvCents: null });
  });
});

const code = fc.constantFrom('D3020', 'B3010');
const component = fc.record({
  id: fc.uuid(),
  systemCode: code,
  quantity: fc.integer({ min: 1, max: 5_000 }),
  unitCostCents: fc.constant(null),
  lifeYears: fc.option(fc.integer({ min: 1, max: 60 })),
  renewalRatio: fc.constant(null),
  yearInstalled: fc.integer({ min: 1950, max: 2026 }),
  observedOn: fc.constant(null),
  observedRemainingYears: fc.constant(null),
});
const inventory: fc.Arbitrary<Inventory> = fc
  .record({
    components: fc.array(component, { maxLength: 8 }),
    found: fc.array(
      fc.record({
        systemCode: code,
        costCents: fc.bigInt({ min: 0n, max: 10n ** 9n }),
        costBaseYear: fc.integer({ min: 2015, max: 2026 }),
        on: fc.option(fc.nat(7)),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ components, found }) => ({
    replacementCents: null,
    components,
    deficiencies: found.map(({ on, ...rest }) => ({ ...rest, componentId: on === null ? null : (components[on]?.id ?? null) })),
  }));
const year = fc.integer({ min: 2024, max: 2060 });

describe('always', () => {
  test('systems add up to the structure', () => {
    fc.assert(
      fc.property(inventory, year, (given, y) => {
        const { dmCents, crvCents, bySystem } = measure(given, basis, { dueYear: y, priceYear: y });
        const sums = [...bySystem.values()].reduce((sum, one) => ({ dm: sum.dm + one.dmCents, crv: sum.crv + (one.crvCents ?? 0n) }), {
          dm: 0n,
          crv: 0n,
        });
        expect([sums.dm, sums.crv > 0n ? sums.crv : null]).toEqual([dmCents, crvCents]);
        for (const system of bySystem.keys()) expect(levelTwo(system)).toBe(system);
      }),
    );
  });

  test('putting a finding right never makes anything worse, unless the renewal that it stood for is due', () => {
    fc.assert(
      fc.property(inventory, year, (given, y) => {
        const free = given.deficiencies.findIndex(({ componentId }) => componentId === null);
        if (free < 0) return;
        const at = { dueYear: y, priceYear: y };
        expect(measure({ ...given, deficiencies: given.deficiencies.toSpliced(free, 1) }, basis, at).dmCents).toBeLessThanOrEqual(
          measure(given, basis, at).dmCents,
        );
      }),
    );
  });

  test('ageing alone never makes anything better, and leaves the value as it is', () => {
    fc.assert(
      fc.property(inventory, year, (given, y) => {
        const [before, after] = [y, y + 1].map((dueYear) => measure(given, basis, { dueYear, priceYear: y }));
        expect(after!.dmCents).toBeGreaterThanOrEqual(before!.dmCents);
        expect(after!.crvCents).toBe(before!.crvCents);
      }),
    );
  });

  test('a turn of the year, bridged, is ageing and then escalation, to the cent', () => {
    fc.assert(
      fc.property(inventory, year, (given, y) => {
        const [from, aged, to] = [
          [y, y],
          [y + 1, y],
          [y + 1, y + 1],
        ].map(([dueYear, priceYear]) => measure(given, basis, { dueYear: dueYear!, priceYear: priceYear! }));
        const { parts } = bridge(from!, [
          { cause: 'ageing', after: aged! },
          { cause: 'escalation', after: to! },
        ]);
        expect(parts.reduce((sum, { dmCents }) => sum + dmCents, from!.dmCents)).toBe(to!.dmCents);
        expect(parts.find(({ cause }) => cause === 'ageing')!.crvCents).toBe(0n);
      }),
    );
  });

  test('structures roll up to the same as their systems do', () => {
    fc.assert(
      fc.property(fc.array(inventory, { maxLength: 4 }), year, (all, y) => {
        const measured = all.map((one) => measure(one, basis, { dueYear: y, priceYear: y }));
        const whole = rollUp(measured);
        const parts = rollUp(measured.flatMap(({ bySystem }) => [...bySystem.values()]));
        expect(whole.crvCents).toBe(parts.crvCents);
        expect(whole.dmCents + whole.unvaluedDmCents).toBe(parts.dmCents + parts.unvaluedDmCents);
      }),
    );
  });
});
