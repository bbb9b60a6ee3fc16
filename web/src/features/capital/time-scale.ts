const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** Days from one to the other; negative where the other comes first. */
export const daysBetween = (from: string, to: string) => Math.round((at(to) - at(from)) / DAY_MS);

/** Where days lie on a line from 0 to 100, with the years and the day that is looked from. */
export type Scale = { first: string; last: string; x: (day: string) => number; now: number; years: { year: string; x: number }[] };

const YEARS_SHOWN = 8;
/** A line on which all these days have room, and the one that is looked from. */
export function scaleOf(days: readonly string[], asOf: string): Scale {
  const sorted = [...days, asOf].toSorted();
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const x = (day: string) => (100 * (at(day) - at(first))) / Math.max(DAY_MS, at(last) - at(first));
  const [from, to] = [Number(first.slice(0, 4)) + 1, Number(last.slice(0, 4))];
  const step = Math.max(1, Math.ceil((to - from + 1) / YEARS_SHOWN));
  const years = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
    .filter((year) => (year - from) % step === 0)
    .map((year) => ({ year: String(year), x: x(`${year}-01-01`) }));
  return { first, last, x, now: x(asOf), years };
}
