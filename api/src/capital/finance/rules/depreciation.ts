/** What was built or bought of one class, from when it serves, for how many years; null: it is still being built, or does not wear out. */
export type Asset = { costCents: bigint; inServiceOn: string | null; lifeYears: number | null };
export type Valued = { accumulatedCents: bigint; bookCents: bigint; months: number };

const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** Months served by the end of the day: from the month after the one in which it began to serve, and those alone that are over. */
export function monthsServed(inServiceOn: string, asOf: string): number {
  const next = new Date(Date.parse(`${asOf}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return Math.max(0, monthOf(next) - monthOf(inServiceOn) - 1);
}

/**
 * Straight line (GASB 34): each whole month takes the same share of the cost. What is worn off is worked out anew from the beginning for each day and cut to the cent, so that it never goes down and comes to
 * the cost exactly.
 */
export function valueOn({ costCents, inServiceOn, lifeYears }: Asset, asOf: string): Valued {
  if (inServiceOn === null || lifeYears === null || inServiceOn > asOf) return { accumulatedCents: 0n, bookCents: costCents, months: 0 };
  const months = Math.min(monthsServed(inServiceOn, asOf), lifeYears * 12);
  const accumulatedCents = (costCents * BigInt(months)) / BigInt(lifeYears * 12);
  return { accumulatedCents, bookCents: costCents - accumulatedCents, months };
}

/** The day before the fiscal year of this day began; it begins in July. */
export function fiscalYearBefore(asOf: string): string {
  const year = Number(asOf.slice(0, 4)) - (Number(asOf.slice(5, 7)) < 7 ? 1 : 0);
  return `${year}-06-30`;
}
