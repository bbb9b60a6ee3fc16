import { instantAt } from '#kernel/calendar.ts';
import { DISTRICT_ZONE, dayAfter, districtDay } from '#kernel/day.ts';

/** How often a packet goes out: on a day of the week (1 is Monday) or of the month, at an hour in the district. A month that is shorter has it on its last day. */
export type Rhythm = { every: 'week' | 'month'; day: number; hour: number };

const SEARCHED_DAYS = 63;

function isOn({ every, day }: Rhythm, on: string): boolean {
  const date = new Date(`${on}T12:00:00Z`);
  if (every === 'week') return (date.getUTCDay() || 7) === day;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(day, last);
}

/** When it is due next, later than this moment. */
export function nextDue(rhythm: Rhythm, after: Date): Date {
  const today = districtDay(after);
  for (let i = 0; i < SEARCHED_DAYS; i += 1) {
    const on = dayAfter(today, i);
    const at = isOn(rhythm, on) ? instantAt(DISTRICT_ZONE, on, rhythm.hour * 60) : 0;
    if (at > after.getTime()) return new Date(at);
  }
  throw new RangeError('No day of this rhythm is near.');
}

/** The last time that it was due up to now, of those from `dueAt` on: what was missed while nobody worked is not made up one by one. */
export function lastDue(rhythm: Rhythm, dueAt: Date, now: Date): Date {
  let due = dueAt;
  for (let next = nextDue(rhythm, due); next <= now; next = nextDue(rhythm, due)) due = next;
  return due;
}

/** What a packet is for: the day in the district on which it was due. */
export const periodOf = (dueAt: Date) => districtDay(dueAt);
