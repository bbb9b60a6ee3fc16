type Facts = Record<string, unknown>;

/** The same whatever the order in which its keys were written. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
};
const asText = (value: unknown) => JSON.stringify(canonical(value ?? null));

/** What differs, field by field; nothing where nothing does. A thing that was just made has no `before`. */
export function differences(before: Facts | null, after: Facts): { before: Facts | null; after: Facts } {
  const keys = Object.keys(after).filter((key) => before === null || asText(before[key]) !== asText(after[key]));
  const pick = (from: Facts) => Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
  return { before: before && pick(before), after: pick(after) };
}
