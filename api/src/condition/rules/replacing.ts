import { type Component, escalated, replacementCents } from './renewal.ts';

/** What something found is held against: nothing costs more to put right than to have it new. */
export type Replacing = { of: 'component' | 'building'; cents: bigint };
type Money = { year: number; ratio: number };

/** What replacing the component that it is on costs in the money of a year, else the whole building; null where nobody knows either. */
export function replacingOf(component: Component | undefined, crvCents: bigint | null, { year, ratio }: Money): Replacing | null {
  if (component) return { of: 'component', cents: replacementCents(component, year, ratio) };
  return crvCents !== null && crvCents > 0n ? { of: 'building', cents: crvCents } : null;
}

/** Whether a cost of one year is more than that, in the money of the other. */
export const isDearerThan = (replacing: Replacing, cost: { cents: bigint; year: number }, { year, ratio }: Money): boolean =>
  escalated(cost.cents, { from: cost.year, to: year, ratio }) > replacing.cents;
