/** What is deferred and what it would cost to replace, in cents. The value is null where nobody knows it. */
export type Condition = { dmCents: bigint; crvCents: bigint | null };

/** Without a value above zero there is nothing to measure by. */
export const isValued = (part: Condition): part is { dmCents: bigint; crvCents: bigint } => part.crvCents !== null && part.crvCents > 0n;

/**
 * Facility Condition Index: deferred maintenance ÷ current replacement value, unrounded; 0 is new, and it may be above 1. Null, not 0, where the value is unknown or not
 * above zero. (APPA and NACUBO's definition.)
 */
export const fciOf = (part: Condition): number | null => (isValued(part) ? Number(part.dmCents) / Number(part.crvCents) : null);

export type RolledUp = Condition & {
  ratio: number | null;
  /** How many parts had a value, and how many had none and stand in neither sum. */
  valued: number;
  unvalued: number;
  /** What is deferred in those without a value: nothing is dropped silently. */
  unvaluedDmCents: bigint;
};

/** The condition of several parts together: sums divided anew, never a mean of ratios. */
export function rollUp(parts: Iterable<Condition>): RolledUp {
  let [dmCents, crvCents, valued, unvalued, unvaluedDmCents] = [0n, 0n, 0, 0, 0n];
  for (const part of parts) {
    if (isValued(part)) {
      dmCents += part.dmCents;
      crvCents += part.crvCents;
      valued += 1;
    } else {
      unvaluedDmCents += part.dmCents;
      unvalued += 1;
    }
  }
  const sums = { dmCents, crvCents: valued > 0 ? crvCents : null };
  return { ...sums, ratio: fciOf(sums), valued, unvalued, unvaluedDmCents };
}

/**
 * What stands in the sums of a whole that has a value, told by its parts: whatever is deferred in them counts, also in a part that nothing is known to be worth, or the parts
 * would not add up to the whole.
 */
export function addUp(parts: Iterable<Condition>): Condition {
  let [dmCents, crvCents] = [0n, 0n];
  for (const part of parts) [dmCents, crvCents] = [dmCents + part.dmCents, crvCents + (part.crvCents ?? 0n)];
  return { dmCents, crvCents: crvCents > 0n ? crvCents : null };
}

/** Those of several structures that stand in their sums; all where none does. */
export function standing<Part extends Condition>(parts: readonly Part[]): readonly Part[] {
  const valued = parts.filter(isValued);
  return valued.length > 0 ? valued : parts;
}

/** A band reaches up to its bound, which belongs to it; the last has none. */
export type Band = { code: string; upToRatio: number | null };

/** What a district begins with; all of it is data that it may change. */
export const USUAL_BANDS: readonly Band[] = [
  { code: 'good', upToRatio: 0.05 },
  { code: 'fair', upToRatio: 0.1 },
  { code: 'poor', upToRatio: 0.3 },
  { code: 'critical', upToRatio: null },
];
export const USUAL_REPLACEMENT_RATIO = 0.4;

/** The band of an unrounded ratio, among bands in rising order. Undefined stays undefined. */
export const bandOf = (ratio: number | null, bands: readonly Band[]): Band | null =>
  ratio === null ? null : (bands.find(({ upToRatio }) => upToRatio === null || ratio <= upToRatio) ?? null);

/** Whether to think of replacing rather than mending. */
export const isReplacementCandidate = (ratio: number | null, atRatio: number): boolean => ratio !== null && ratio >= atRatio;
