/** How far apart the points of a history are. */
export const STEPS = ['month', 'quarter', 'year'] as const;
export type PeriodStep = (typeof STEPS)[number];

const MONTHS: Record<PeriodStep, number> = { month: 1, quarter: 3, year: 12 };

/** The last day of the month that is `months` after the one of `day`. */
const monthsEnd = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
};

/** The days of a history: its first, the last of each month, quarter or year within it, and its last; rising, none twice. */
export function pointsBetween(from: string, to: string, step: PeriodStep): string[] {
  const days = new Set([from]);
  const size = MONTHS[step];
  // The first period's end: of the month that closes it.
  const first = size - 1 - ((Number(from.slice(5, 7)) - 1) % size);
  for (let at = first; ; at += size) {
    const end = monthsEnd(from, at);
    if (end >= to) break;
    days.add(end);
  }
  return [...days.add(to)];
}
