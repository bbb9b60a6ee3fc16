const FIXED = new Set(['01-01', '07-04', '12-24', '12-25', '12-31']);
const DAY_MS = 86_400_000;

const weekdayOf = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay();
const dayBefore = (day: string) => new Date(Date.parse(`${day}T12:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
const isThanksgiving = (day: string) => day.slice(5, 7) === '11' && weekdayOf(day) === 4 && Math.ceil(Number(day.slice(8)) / 7) === 4;
const isMonday = (day: string, month: string, from: number, to: number) =>
  day.slice(5, 7) === month && weekdayOf(day) === 1 && Number(day.slice(8)) >= from && Number(day.slice(8)) <= to;

/** Does the whole district rest on this day (2026-11-26)? The fixed holidays, Memorial Day, Labor Day, Thanksgiving and the Friday after. */
export const isHoliday = (day: string): boolean =>
  FIXED.has(day.slice(5)) || isMonday(day, '05', 25, 31) || isMonday(day, '09', 1, 7) || isThanksgiving(day) || isThanksgiving(dayBefore(day));
