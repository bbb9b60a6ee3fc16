import { addAhead, type Ahead, nothingAhead, untilNext } from './ahead.ts';
import type { Condition } from './fci.ts';
import { type Component, escalated, nextRenewalYear, renewalCents, replacementCents } from './renewal.ts';

/** A version of what costs are reckoned by. `units`: by system of level 3. */
export type Basis = {
  baseYear: number;
  escalationRatio: number;
  locationFactor: number;
  softCostRatio: number;
  units: ReadonlyMap<string, { unitCostCents: bigint; lifeYears: number; renewalRatio: number }>;
};

/** A component as it is kept: what is null, the basis says. */
export type ComponentRow = {
  id: string;
  systemCode: string;
  quantity: number;
  unitCostCents: bigint | null;
  /** In whose money that is; null: that of the basis. */
  unitCostBaseYear?: number | null;
  lifeYears: number | null;
  renewalRatio: number | null;
  yearInstalled: number;
  observedOn: string | null;
  observedRemainingYears: number | null;
};

/** A finding that is neither put right nor withdrawn. */
export type DeficiencyRow = { systemCode: string; componentId: string | null; costCents: bigint; costBaseYear: number };

/** All that the condition of a structure follows from. */
export type Inventory = {
  /** Each of these amounts in the money of its year; without one, of the basis. */
  replacementCents: bigint | null;
  replacementBaseYear?: number | null;
  /** What an assessor says is deferred, where components do not tell. */
  statedDmCents?: bigint | null;
  statedBaseYear?: number | null;
  components: readonly ComponentRow[];
  deficiencies: readonly DeficiencyRow[];
};

/** The year by whose end renewals are due, and the year in whose money everything is. They differ only inside a bridge. */
export type AsOf = { dueYear: number; priceYear: number };

export type Measured = Condition & Ahead & { bySystem: ReadonlyMap<string, Condition> };

/** "D3020" → "D30": systems are shown by level 2. */
export const levelTwo = (systemCode: string): string => systemCode.slice(0, 3);

/** A component with what the basis says of it; undefined where neither knows what it costs or how long it lasts. */
export function priced(row: ComponentRow, basis: Basis): Component | undefined {
  const unit = basis.units.get(row.systemCode);
  const unitCostCents = row.unitCostCents ?? unit?.unitCostCents;
  const usefulLifeYears = row.lifeYears ?? unit?.lifeYears;
  if (unitCostCents === undefined || usefulLifeYears === undefined) return undefined;
  return {
    quantity: row.quantity,
    unitCostCents,
    costBaseYear: (row.unitCostCents === null ? null : row.unitCostBaseYear) ?? basis.baseYear,
    renewalRatio: row.renewalRatio ?? unit?.renewalRatio ?? 1,
    locationFactor: basis.locationFactor,
    softCostRatio: basis.softCostRatio,
    yearInstalled: row.yearInstalled,
    usefulLifeYears,
    observed:
      row.observedOn === null || row.observedRemainingYears === null
        ? null
        : { year: Number(row.observedOn.slice(0, 4)), remainingYears: row.observedRemainingYears },
  };
}

/**
 * The condition of a structure. Deferred: open findings in the money of the year, and renewals fallen due; each need once, so that a finding on a component stands for its
 * renewal. What falls due in the years to come stands beside it. Its value is what is known of it, else what replacing its components costs; null where that is nothing.
 */
export function measure(
  { replacementCents: known, replacementBaseYear, statedDmCents: stated = null, statedBaseYear, components, deficiencies }: Inventory,
  basis: Basis,
  { dueYear, priceYear }: AsOf,
): Measured {
  const ratio = basis.escalationRatio;
  const sums = new Map<string, { dm: bigint; crv: bigint }>();
  const add = (systemCode: string, dm: bigint, crv: bigint) => {
    const sum = sums.get(levelTwo(systemCode)) ?? { dm: 0n, crv: 0n };
    sums.set(levelTwo(systemCode), { dm: sum.dm + dm, crv: sum.crv + crv });
  };
  for (const { systemCode, costCents, costBaseYear } of deficiencies)
    add(systemCode, escalated(costCents, { from: costBaseYear, to: priceYear, ratio }), 0n);
  const ahead = nothingAhead();
  const found = new Set(deficiencies.map(({ componentId }) => componentId));
  for (const row of components) {
    const component = priced(row, basis);
    if (!component) continue;
    const isFound = found.has(row.id);
    const isDeferred = !isFound && nextRenewalYear(component) <= dueYear;
    addAhead(ahead, component, untilNext(component, { isFound, dueYear }), { year: priceYear, ratio });
    add(row.systemCode, isDeferred ? renewalCents(component, priceYear, ratio) : 0n, replacementCents(component, priceYear, ratio));
  }
  let [dmCents, ofComponents] = [stated === null ? 0n : escalated(stated, { from: statedBaseYear ?? basis.baseYear, to: priceYear, ratio }), 0n];
  for (const { dm, crv } of sums.values()) [dmCents, ofComponents] = [dmCents + dm, ofComponents + crv];
  const value = known === null ? ofComponents : escalated(known, { from: replacementBaseYear ?? basis.baseYear, to: priceYear, ratio });
  return {
    dmCents,
    crvCents: value > 0n ? value : null,
    ...ahead,
    bySystem: new Map([...sums].map(([code, { dm, crv }]) => [code, { dmCents: dm, crvCents: crv > 0n ? crv : null }])),
  };
}
