/** The month of a day, by its first day: what is closed or open. */
export const monthOf = (day: string) => `${day.slice(0, 7)}-01`;

export type PeriodVerdict = { ok: true } | { ok: false; why: 'closed' | 'to_come'; month: string };

/** Judges a day that something is to count for: not one to come, and its month is not closed. */
export function judgeDay(day: string, today: string, closedMonths: readonly string[]): PeriodVerdict {
  const month = monthOf(day);
  if (day > today) return { ok: false, why: 'to_come', month };
  return closedMonths.includes(month) ? { ok: false, why: 'closed', month } : { ok: true };
}

/** Judges closing a month: one that is over. */
export const mayClose = (month: string, today: string) => month < monthOf(today);
