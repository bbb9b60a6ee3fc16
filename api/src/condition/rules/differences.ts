type Some<T> = { [K in keyof T]?: T[K] | undefined };

/** What is new about something, field by field: only where it differs. Undefined where nothing does. */
export function differencesOf<T extends Record<string, unknown>>(before: T, after: Some<T>): { before: Some<T>; after: Some<T> } | undefined {
  const keys = Object.keys(after).filter((key) => after[key] !== undefined && JSON.stringify(after[key]) !== JSON.stringify(before[key]));
  if (keys.length === 0) return undefined;
  const only = (row: Some<T>) => Object.fromEntries(keys.map((key) => [key, row[key]])) as Some<T>;
  return { before: only(before), after: only(after) };
}
