import { divided, ratioOf } from './divide.ts';

/** A bond series: what there is to spend of it, when it was sold, and what was spent on which day. */
export type Series = { issuedOn: string; availableCents: bigint; spent: readonly { on: string; cents: bigint }[]; retainageCents: bigint };
type Rule = 'construction' | 'expectation';
/** met: enough by its day. ahead: its day is still to come. retainage: only what is held back was missing, which may be paid until the third year. missed: neither. */
export type Milestone = {
  rule: Rule;
  months: number;
  ratio: number;
  on: string;
  requiredCents: bigint;
  spentCents: bigint;
  /** What is missing today, or was missing on its day. */
  shortCents: bigint;
  spentRatio: number | null;
  state: 'met' | 'ahead' | 'retainage' | 'missed';
};

/**
 * The two-year construction schedule under which no rebate is owed (26 U.S.C. 148(f)(4)(C), Treas. Reg. 1.148-7(e)), and the share that a district reasonably expects to spend
 * within the three years in which proceeds may earn freely (1.148-2(e)(2)).
 */
const SCHEDULE: readonly { rule: Rule; months: number; percent: bigint }[] = [
  { rule: 'construction', months: 6, percent: 10n },
  { rule: 'construction', months: 12, percent: 45n },
  { rule: 'construction', months: 18, percent: 75n },
  { rule: 'construction', months: 24, percent: 100n },
  { rule: 'expectation', months: 36, percent: 85n },
];
const RETAINAGE_UNTIL_MONTHS = 36;

/** The same day so many months later; the last of a shorter month. */
export function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10);
}

/** Each test of a series as it stands on a day. Reasonable retainage (at most 5 % of what is available) may wait from the 24th month to the 36th. */
export function spendDown(series: Series, today: string): Milestone[] {
  const spentBy = (day: string) => series.spent.reduce((sum, { on, cents }) => (on <= day ? sum + cents : sum), 0n);
  return SCHEDULE.map(({ rule, months, percent }) => {
    const on = monthsLater(series.issuedOn, months);
    const requiredCents = divided(series.availableCents * percent, 100n);
    const spentCents = spentBy(on < today ? on : today);
    const shortCents = requiredCents > spentCents ? requiredCents - spentCents : 0n;
    const mayWait = months === 24 && mayBeRetainage(series, shortCents, { today, spentBy });
    const state = shortCents === 0n ? 'met' : on >= today ? 'ahead' : mayWait ? 'retainage' : 'missed';
    const spentRatio = series.availableCents > 0n ? ratioOf(spentCents, series.availableCents) : null;
    return { rule, months, ratio: Number(percent) / 100, on, requiredCents, spentCents, shortCents, spentRatio, state };
  });
}

/** What was missing is no more than 5 %, and is held back still, or was paid within three years. */
function mayBeRetainage(series: Series, shortCents: bigint, { today, spentBy }: { today: string; spentBy: (day: string) => bigint }): boolean {
  if (shortCents * 20n > series.availableCents) return false;
  const until = monthsLater(series.issuedOn, RETAINAGE_UNTIL_MONTHS);
  const missing = series.availableCents - spentBy(today < until ? today : until);
  return missing <= 0n || (today <= until && missing <= series.retainageCents);
}
