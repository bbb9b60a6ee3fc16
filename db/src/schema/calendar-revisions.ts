import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { calendars } from './calendars.ts';
import { people } from './people.ts';

/** Minutes after the day's midnight; past 1440 where a shift ends on the next day. */
type Window = [from: number, to: number];
/** What differs on a day: no windows is closed. `uid`: of the event in the district's own calendar that says so. */
export type CalendarException = { day: string; windows: Window[]; why: string; uid?: string };
export type CalendarContent = {
  /** IANA name, as America/Denver. */
  timeZone: string;
  /** Windows of each weekday, Sunday first. */
  week: Window[][];
  exceptions: CalendarException[];
};

const instant = () => timestamp({ withTimezone: true });

/** Append-only: all that a calendar has said, and since when; a clock that has stopped stays as it was counted then. */
export const calendarRevisions = pgTable(
  'calendar_revisions',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    calendarCode: text()
      .notNull()
      .references(() => calendars.code),
    content: jsonb().$type<CalendarContent>().notNull(),
    /** What changed, in the words of who changed it. */
    why: text().notNull(),
    /** Null: it came with the calendar. */
    changedById: uuid().references(() => people.id),
    changedAt: instant().notNull(),
  },
  (t) => [index().on(t.calendarCode, t.id), index().on(t.changedById)],
);

/** How far the open orders are counted anew since a revision: one row for each, written with every batch, so that it goes on where it was cut off. */
export const clockRecounts = pgTable('clock_recounts', {
  revision: bigint({ mode: 'number' })
    .primaryKey()
    .references(() => calendarRevisions.id),
  /** Open orders when it began. */
  total: integer().notNull(),
  done: integer().notNull().default(0),
  /** Whose promise moved. */
  moved: integer().notNull().default(0),
  startedAt: instant().notNull(),
  finishedAt: instant(),
});
