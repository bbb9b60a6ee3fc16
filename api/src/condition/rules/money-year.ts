import { lastBaseYear } from './next-basis.ts';

/** An amount that may be there, and in whose money it is. */
export type Amount = { cents: bigint | null; year: number | null };
/** What somebody says of it: an amount, that there is none any more (null), or nothing (undefined); and its year. */
type Said = { cents: bigint | null | undefined; year: number | undefined };

/** How it is then: a new amount is money of the year that was said, else of this one; nothing said of the amount leaves what is there, in the year that was said if there was one. */
export function amountThen(before: Amount, { cents, year }: Said, today: string): Amount | 'year_ahead' | 'year_without_amount' {
  if (year !== undefined && year > lastBaseYear(today)) return 'year_ahead';
  const then = cents === undefined ? before.cents : cents;
  if (then === null) return year === undefined ? { cents: null, year: null } : 'year_without_amount';
  const isNew = cents !== undefined && cents !== before.cents;
  return { cents: then, year: year ?? (isNew ? Number(today.slice(0, 4)) : before.year) };
}
