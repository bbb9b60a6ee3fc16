/** What a component costs and how long it lasts. Ratios are 0..1; years are calendar years. */
export type Component = {
  quantity: number;
  /** Of one unit, in the money of `costBaseYear`. */
  unitCostCents: bigint;
  costBaseYear: number;
  /** How much of it is renewed at the end of its life: a roof's covering, not its deck. */
  renewalRatio: number;
  locationFactor: number;
  softCostRatio: number;
  yearInstalled: number;
  usefulLifeYears: number;
  /** What somebody who looked at it gives it; counts more than its age. */
  observed: { year: number; remainingYears: number } | null;
};

/** What no part of a building costs ($10 billion): beyond it is a slip of the pen, and sums would outgrow what can be kept. */
const MOST_PART_CENTS = 10 ** 12;
export const isTooDear = (quantity: number, unitCostCents: bigint): boolean => quantity * Number(unitCostCents) > MOST_PART_CENTS;

/** The same for all that makes up one building ($10 trillion). */
const MOST_BUILDING_CENTS = 10n ** 15n;
export const isBeyondKeeping = ({ dmCents, crvCents }: { dmCents: bigint; crvCents: bigint | null }): boolean =>
  dmCents > MOST_BUILDING_CENTS || (crvCents ?? 0n) > MOST_BUILDING_CENTS;

/** Money of one year in that of another: whole cents, halves away from zero. */
export function escalated(cents: bigint, { from, to, ratio }: { from: number; to: number; ratio: number }): bigint {
  return from === to ? cents : times(cents, (1 + ratio) ** (to - from));
}

/** Whole cents, halves away from zero. */
function times(cents: bigint, factor: number): bigint {
  const exact = Number(cents) * factor;
  return BigInt(Math.sign(exact) * Math.round(Math.abs(exact)));
}

/** The year of the first renewal: by what was observed, else by its age. */
export const nextRenewalYear = ({ observed, yearInstalled, usefulLifeYears }: Component): number =>
  observed ? observed.year + observed.remainingYears : yearInstalled + usefulLifeYears;

/** Years of life that remain in a year; negative when it has outlived itself. */
export const remainingLife = (component: Component, year: number): number => nextRenewalYear(component) - year;

/** What replacing all of it costs in the money of a year. */
export function replacementCents(component: Component, year: number, escalationRatio: number): bigint {
  const { quantity, unitCostCents, costBaseYear, locationFactor, softCostRatio } = component;
  return times(unitCostCents, quantity * locationFactor * (1 + softCostRatio) * (1 + escalationRatio) ** (year - costBaseYear));
}

/** What renewing it costs in the money of a year. */
export function renewalCents(component: Component, year: number, escalationRatio: number): bigint {
  const { quantity, unitCostCents, costBaseYear, locationFactor, softCostRatio, renewalRatio } = component;
  return times(unitCostCents, quantity * renewalRatio * locationFactor * (1 + softCostRatio) * (1 + escalationRatio) ** (year - costBaseYear));
}

/** The years after `from` and up to `to` in which it falls due: at the end of its life and then after each life anew. */
export function renewalYears(component: Component, { from, to }: { from: number; to: number }): number[] {
  const { usefulLifeYears } = component;
  const years: number[] = [];
  let year = nextRenewalYear(component);
  // What is overdue stands in the backlog; its next life begins when that is mended, at the earliest now.
  if (year <= from) year = from + usefulLifeYears;
  for (; year <= to; year += usefulLifeYears) years.push(year);
  return years;
}
