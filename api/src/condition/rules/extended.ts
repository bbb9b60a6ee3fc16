import { type Condition, isValued } from './fci.ts';

/** A condition, and what falls due in each of the years to come (each need once); null where nobody knows, as of one of which only the value is stated. */
export type Extendable = Condition & { aheadCents: readonly bigint[] | null };

/** Extended index: (deferred + renewals due in the next years, each need once) ÷ value, of one or of several by their sums. As what has no value, one of which nobody knows what falls due stands in neither sum; null where none is left. */
export function extendedRatio(parts: Iterable<Extendable>, years: number): number | null {
  let [needs, value] = [0n, 0n];
  for (const part of parts) {
    if (!isValued(part) || part.aheadCents === null) continue;
    value += part.crvCents;
    needs += part.dmCents;
    for (const cents of part.aheadCents.slice(0, years)) needs += cents;
  }
  return value > 0n ? Number(needs) / Number(value) : null;
}
