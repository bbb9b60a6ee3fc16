/** Does a year reach its target? Nothing is said where one of the two is not known. */
export const reaches = (value: number | null, target: number | null, better: 'higher' | 'lower'): boolean | null =>
  value === null || target === null ? null : better === 'higher' ? value >= target : value <= target;

type Set = { measure: string; year: number; targetRatio: number | null };
/** The target of each measure and year: of `events`, the oldest first, the last counts. */
export function targetsNow(events: readonly Set[]): Map<string, number | null> {
  return new Map(events.map(({ measure, year, targetRatio }) => [keyOf(measure, year), targetRatio]));
}
export const keyOf = (measure: string, year: number) => `${measure} ${year}`;

/** All years that have a value or a target, in their order. */
export const yearsOf = (values: readonly { year: number }[], targets: readonly { year: number }[]) =>
  [...new Set([...values, ...targets].map(({ year }) => year))].toSorted((a, b) => a - b);
