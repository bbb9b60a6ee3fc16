/** Where bars of a waterfall stand, in percent of the width: each from where the one before ended. */
export type Bar = { from: number; width: number; isRise: boolean };

/** A bar for each step between rising or falling values, on one scale that begins a little below the least. Null values have none. */
export function waterfall(values: readonly (number | null)[]): (Bar | null)[] {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const room = (most - least || most || 1) * 0.05;
  const [low, size] = [least - room, most - least + 2 * room];
  const at = (value: number) => ((value - low) / size) * 100;
  return values.map((value, i) => {
    const before = i === 0 ? null : (values[i - 1] ?? null);
    if (value === null || before === null) return null;
    const [a, b] = [at(Math.min(before, value)), at(Math.max(before, value))];
    return { from: a, width: Math.max(0.6, b - a), isRise: value > before };
  });
}
