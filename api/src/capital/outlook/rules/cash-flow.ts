/** A month by its first day, as 2026-03-01. */
export type MonthCents = { month: string; cents: bigint };
export type FlowMonth = { month: string; actualCents: bigint; forecastCents: bigint; cumulativeCents: bigint };

/** The first day of the month so many months on; before it, where negative. */
export function monthAfter(month: string, months = 1): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}
/** The first day of the month that a day lies in. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** How many months from one to the other, both counted; none where the last comes first. */
export const monthsFrom = (first: string, last: string): number =>
  Math.max(0, (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(last.slice(5, 7)) - Number(first.slice(5, 7)) + 1);

/**
 * The share that each of so many months has of an S-curve, as whole weights: the cumulative share is 3t² − 2t³, which rises from 0 to 1 without ever falling,
 * slowly at first and at last.
 */
export function curveWeights(months: number): bigint[] {
  const n = BigInt(months);
  const until = (k: bigint) => 3n * k * k * n - 2n * k * k * k;
  return Array.from({ length: months }, (_, i) => until(BigInt(i) + 1n) - until(BigInt(i)));
}

/** Splits cents by weights, the largest remainder first (the earlier where they are the same): the parts add up to the cent. */
export function spread(cents: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n) throw new RangeError('Nothing to spread over.');
  const [size, sign] = cents < 0n ? [-cents, -1n] : [cents, 1n];
  const parts = weights.map((weight, index) => ({ index, floor: (size * weight) / whole, rest: (size * weight) % whole }));
  const left = Number(size - parts.reduce((sum, { floor }) => sum + floor, 0n));
  const up = new Set(
    parts
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, floor }) => sign * (up.has(index) ? floor + 1n : floor));
}

/**
 * What was spent each month and what is still to come: the rest of the EAC over the months from `fromMonth` to `untilMonth` (at least that one) by the S-curve.
 * All months together are the EAC to the cent.
 */
export function cashFlow({
  actuals,
  eacCents,
  fromMonth,
  untilMonth,
}: {
  actuals: readonly MonthCents[];
  eacCents: bigint;
  fromMonth: string;
  untilMonth: string;
}): FlowMonth[] {
  const spent = new Map<string, bigint>();
  for (const { month, cents } of actuals) spent.set(month, (spent.get(month) ?? 0n) + cents);
  const remaining = eacCents - [...spent.values()].reduce((sum, cents) => sum + cents, 0n);
  const ahead = spread(remaining, curveWeights(Math.max(1, monthsFrom(fromMonth, untilMonth))));
  const coming = new Map(ahead.map((cents, i) => [monthAfter(fromMonth, i), cents]));
  const months = [...spent.keys(), ...coming.keys()].toSorted();
  const first = months[0]!;
  let cumulativeCents = 0n;
  return Array.from({ length: monthsFrom(first, months.at(-1)!) }, (_, i) => {
    const month = monthAfter(first, i);
    const [actualCents, forecastCents] = [spent.get(month) ?? 0n, coming.get(month) ?? 0n];
    cumulativeCents += actualCents + forecastCents;
    return { month, actualCents, forecastCents, cumulativeCents };
  });
}
