import type { Calendar, Exception, KnownCalendar, Revision } from '#kernel/calendar.ts';

/** A calendar as it is written down. */
export type Content = {
  timeZone: string;
  week: [from: number, to: number][][];
  exceptions: { day: string; windows: [from: number, to: number][]; why: string; uid?: string }[];
};
type Row = { id: number; content: Content; why: string; by: string | null; byId: string | null; changedAt: Date };

/** A calendar as clocks are counted by it. */
export function calendarOf({ timeZone, week, exceptions }: Content): Calendar {
  const byDay = new Map<string, Exception[]>();
  for (const { day, windows, why } of exceptions) byDay.set(day, [...(byDay.get(day) ?? []), { windows, why }]);
  return { timeZone, week, exceptions: byDay };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The days that these say differently; null where it is the week or the zone, and so any day. */
export function differingDays(before: Content, after: Content): string[] | null {
  if (before.timeZone !== after.timeZone || !same(before.week, after.week)) return null;
  const [was, is] = [before, after].map((content) => calendarOf(content).exceptions);
  return [...new Set([...was!.keys(), ...is!.keys()])].filter((day) => !same(was!.get(day), is!.get(day))).toSorted();
}

/** All revisions of one calendar, oldest first. */
export const knownCalendar = (rows: readonly Row[]): KnownCalendar =>
  rows.map(({ id, content, why, by, byId, changedAt }, i): Revision => ({
    id,
    at: changedAt.getTime(),
    by,
    byId,
    why,
    calendar: calendarOf(content),
    days: i === 0 ? null : differingDays(rows[i - 1]!.content, content),
  })) as unknown as KnownCalendar;
