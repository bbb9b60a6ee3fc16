/** The spans that a report may look at. */
export const PERIODS = ['last_90_days', 'month', 'last_month', 'quarter', 'last_quarter', 'school_year', 'last_school_year'] as const;
export type Period = (typeof PERIODS)[number];

/** Days of the district, both included. */
export type Days = { from: string; to: string };

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const DAY_MS = 86_400_000;
/** A school year begins in July, as the district's fiscal year does. */
const FIRST_MONTH = 6;

/** Which days the period has; one that still runs ends today. */
export function daysOf(period: Period, today: string): Days {
  const at = new Date(`${today}T00:00:00Z`);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  if (period === 'last_90_days') return { from: dayOf(at.getTime() - 89 * DAY_MS), to: today };
  const length = period.endsWith('month') ? 1 : period.endsWith('quarter') ? 3 : 12;
  const start = length === 12 ? (month >= FIRST_MONTH ? FIRST_MONTH : FIRST_MONTH - 12) : month - (month % length);
  if (!period.startsWith('last')) return { from: dayOf(Date.UTC(year, start, 1)), to: today };
  return { from: dayOf(Date.UTC(year, start - length, 1)), to: dayOf(Date.UTC(year, start, 1) - DAY_MS) };
}

/** How long an open order has been open, in days of the district: from the youngest to the oldest, each from and to so many days ago. */
export const AGES = [
  { key: '0-2', from: 0, to: 2 },
  { key: '3-7', from: 3, to: 7 },
  { key: '8-30', from: 8, to: 30 },
  { key: '31-90', from: 31, to: 90 },
  { key: '91+', from: 91, to: null },
] as const;

/** Monday to Sunday of the week that this day lies in. */
export function weekOf(today: string): string[] {
  const at = Date.parse(`${today}T00:00:00Z`);
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS;
  return Array.from({ length: 7 }, (_, i) => dayOf(monday + i * DAY_MS));
}
