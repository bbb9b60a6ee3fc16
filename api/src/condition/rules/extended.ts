import { type Condition, isValued } from './fci.ts';

/** A condition, and what falls due in each of the years to come (each need once); null where nobody counted it. */
export type Extendable = Condition & { aheadCents: readonly bigint[] | null };

/** Extended index: (deferred + renewals due in the next years, each need once) ÷ value, of one or of several by their sums. Null where nothing has a value. */
export function extendedRatio(parts: Iterable<Extendable>, years: number): number | null {
  let [needs, value] = [0n, 0n];
  for (const part of parts) {
    if (!isValued(part)) continue;
    value += part.crvCents;
    needs += part.dmCents;
    for (const cents of part.aheadCents?.slice(0, years) ?? []) needs += cents;
  }
  return value > 0n ? Number(needs) / Number(value) : null;
}
