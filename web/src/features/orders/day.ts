import { dayWords, today, weekday } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

const DAY_MS = 86_400_000;
const daysUntil = (day: string, now: Date) => Math.round((Date.parse(day) - Date.parse(today(now))) / DAY_MS);

/** "today", "tomorrow", "on Tuesday", "on Tuesday, March 10": as it stands in a sentence. */
export function onDay(day: string, now = new Date()): string {
  const days = daysUntil(day, now);
  if (days === 0) return m.orders_today();
  if (days === 1) return m.orders_tomorrow();
  return m.orders_on_day({ day: days > 0 && days < 7 ? weekday(day) : dayWords(day, now) });
}

/** Whether that day is over. */
export const isPast = (day: string, now = new Date()) => daysUntil(day, now) < 0;
