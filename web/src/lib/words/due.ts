import { dayWords, duration, number, shortDay, shortWeekday, timeWords, today, weekday } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

const DAY_MS = 86_400_000;
const daysUntil = (at: string | Date, now: Date) => Math.round((Date.parse(today(new Date(at))) - Date.parse(today(now))) / DAY_MS);

/** "today at 4:00 PM", "Tuesday at 10:00 AM", "Wednesday, December 2 at 9:00 AM": an instant as people say it. */
export function dueWords(at: string | Date, now = new Date()): string {
  const day = today(new Date(at));
  const days = daysUntil(at, now);
  const time = timeWords(at);
  if (days === 0) return m.due_today({ time });
  if (days === 1) return m.due_tomorrow({ time });
  if (days === -1) return m.due_yesterday({ time });
  return m.due_on({ day: days > 0 && days < 7 ? weekday(day) : dayWords(day, now), time });
}

/** "4:00 PM", "Tue 10:00 AM", "Dec 4": the same for a line of a list. */
export function dueShort(at: string | Date, now = new Date()): string {
  const days = daysUntil(at, now);
  if (days === 0) return timeWords(at);
  return days > 0 && days < 7 ? `${shortWeekday(at)} ${timeWords(at)}` : shortDay(at);
}

/** The same without today and tomorrow: for what may be read on another day, as on a phone without signal. */
export const exactDueWords = (at: string) => m.due_on({ day: dayWords(today(new Date(at))), time: timeWords(at) });

export type Amount = { amount: number; unit: 'minutes' | 'working_days' };

/** "1 h 30 min", "2.5 working days"; without its sign. */
export function amountWords({ amount, unit }: Amount): string {
  const size = Math.abs(amount);
  if (unit === 'minutes') return duration(Math.round(size));
  const days = Math.round(size * 10) / 10;
  return days === 1 ? m.working_day() : m.working_days({ count: number(days) });
}
