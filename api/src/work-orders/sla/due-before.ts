import { instantAt } from '#kernel/calendar.ts';
import { dayAfter, DISTRICT_ZONE, districtDay } from '#kernel/day.ts';

/** Until when an order is due that is late now, due today, or due this week (which ends with Sunday). */
export function dueBefore(due: 'late' | 'today' | 'week', now: Date): Date {
  if (due === 'late') return now;
  const today = districtDay(now);
  const daysLeft = due === 'today' ? 1 : 7 - ((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7);
  return new Date(instantAt(DISTRICT_ZONE, dayAfter(today, daysLeft), 0));
}
