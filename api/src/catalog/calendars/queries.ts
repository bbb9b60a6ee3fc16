import type { Sql } from '@steward/db';
import { calendarRevisions, calendars, people, services } from '@steward/db/schema';
import { asc, desc, eq, sql } from 'drizzle-orm';

/** Each calendar with its newest revision, and who made it. */
export const listNewest = (on: Sql) =>
  on
    .selectDistinctOn([calendarRevisions.calendarCode], {
      code: calendars.code,
      nameEn: calendars.nameEn,
      nameEs: calendars.nameEs,
      version: calendarRevisions.id,
      content: calendarRevisions.content,
      why: calendarRevisions.why,
      by: people.name,
      changedAt: calendarRevisions.changedAt,
    })
    .from(calendars)
    .innerJoin(calendarRevisions, eq(calendarRevisions.calendarCode, calendars.code))
    .leftJoin(people, eq(people.id, calendarRevisions.changedById))
    .orderBy(asc(calendarRevisions.calendarCode), desc(calendarRevisions.id));
export type CalendarRow = Awaited<ReturnType<typeof listNewest>>[number];

export const listServicesByCalendar = async (on: Sql) =>
  Map.groupBy(
    await on
      .select({
        code: services.code,
        nameEn: services.nameEn,
        nameEs: services.nameEs,
        version: services.version,
        calendarCode: services.calendarCode,
      })
      .from(services)
      .orderBy(asc(services.position)),
    ({ calendarCode }) => calendarCode,
  );
export type ByCalendar = Awaited<ReturnType<typeof listServicesByCalendar>>;

export const listRevisionsOf = (on: Sql, code: string) =>
  on
    .select({ id: calendarRevisions.id, at: calendarRevisions.changedAt, by: people.name, why: calendarRevisions.why })
    .from(calendarRevisions)
    .leftJoin(people, eq(people.id, calendarRevisions.changedById))
    .where(eq(calendarRevisions.calendarCode, code))
    .orderBy(desc(calendarRevisions.id));

/** One change of calendars at a time: a revision never becomes known after one with a higher number, which a recount would then pass over. */
export const lockCalendars = (on: Sql) => on.execute(sql`select pg_advisory_xact_lock(hashtext('calendar_revisions'))`);

export const insertCalendar = async (on: Sql, calendar: typeof calendars.$inferInsert) =>
  (await on.insert(calendars).values(calendar).onConflictDoNothing().returning()).length > 0;
export const listCalendarCodes = async (on: Sql) => new Set((await on.select({ code: calendars.code }).from(calendars)).map(({ code }) => code));

/** Appends revisions. Gives the newest. */
export const insertRevisions = async (on: Sql, rows: readonly (typeof calendarRevisions.$inferInsert)[]): Promise<number> =>
  Math.max(
    ...(
      await on
        .insert(calendarRevisions)
        .values([...rows])
        .returning({ id: calendarRevisions.id })
    ).map(({ id }) => id),
  );

export const lockService = async (on: Sql, code: string) => (await on.select().from(services).where(eq(services.code, code)).for('update'))[0];
export const setServiceCalendar = (on: Sql, code: string, calendarCode: string) =>
  on
    .update(services)
    .set({ calendarCode, version: sql`${services.version} + 1` })
    .where(eq(services.code, code));
