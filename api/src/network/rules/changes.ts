/** Of what is said anew that which differs from what stood there, before and after; undefined where nothing does. */
export function changesOf<Row extends object>(row: Row, given: Partial<Row>): { before: Partial<Row>; after: Partial<Row> } | undefined {
  const keys = (Object.keys(given) as (keyof Row)[]).filter((key) => given[key] !== undefined && given[key] !== row[key]);
  if (keys.length === 0) return undefined;
  const of = (one: Partial<Row>) => Object.fromEntries(keys.map((key) => [key, one[key]])) as Partial<Row>;
  return { before: of(row), after: of(given) };
}
