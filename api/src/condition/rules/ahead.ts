import { type Component, nextRenewalYear, renewalCents } from './renewal.ts';

/** How far an extended index, and how far a forecast looks ahead. */
export const AHEAD_YEARS = 10;
export const SCHEDULE_YEARS = 30;

/** What falls due after a year: in cents of one year's money, the year after it first. */
export type Ahead = {
  /** Each need once: what is deferred already, or due again, does not stand in it a second time. */
  aheadCents: bigint[];
  /** As often as it falls due. */
  scheduleCents: bigint[];
};

/** Years until a component is renewed next; 0 where its need stands in the backlog already, and its next life begins when that is mended. */
export const untilNext = (component: Component, { isFound, dueYear }: { isFound: boolean; dueYear: number }): number =>
  isFound ? 0 : Math.max(0, nextRenewalYear(component) - dueYear);

export const nothingAhead = (): Ahead => ({
  aheadCents: Array.from({ length: AHEAD_YEARS }, () => 0n),
  scheduleCents: Array.from({ length: SCHEDULE_YEARS }, () => 0n),
});

/** Adds what a component needs in the years to come. */
export function addAhead({ aheadCents, scheduleCents }: Ahead, component: Component, years: number, price: { year: number; ratio: number }): void {
  const cents = renewalCents(component, price.year, price.ratio);
  if (years > 0 && years <= AHEAD_YEARS) aheadCents[years - 1]! += cents;
  for (let at = years > 0 ? years : component.usefulLifeYears; at <= SCHEDULE_YEARS; at += component.usefulLifeYears) scheduleCents[at - 1]! += cents;
}
