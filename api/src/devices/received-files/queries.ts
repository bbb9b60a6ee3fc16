import type { Sql } from '@steward/db';
import { deviceFileRows, deviceFiles, deviceModels, people, sites, studentNames, students } from '@steward/db/schema';
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

export type FileRow = typeof deviceFiles.$inferSelect;
export type NewRow = typeof deviceFileRows.$inferInsert;
export type Row = typeof deviceFileRows.$inferSelect;

export const insertFile = (on: Sql, row: typeof deviceFiles.$inferInsert) => on.insert(deviceFiles).values(row);
export const findFile = async (on: Sql, id: string) => (await on.select().from(deviceFiles).where(eq(deviceFiles.id, id)))[0];
export const lockFile = async (on: Sql, id: string) => (await on.select().from(deviceFiles).where(eq(deviceFiles.id, id)).for('update'))[0];
export const setFile = (on: Sql, id: string, set: Partial<typeof deviceFiles.$inferInsert>) =>
  on
    .update(deviceFiles)
    .set({ ...set, version: sql`${deviceFiles.version} + 1` })
    .where(eq(deviceFiles.id, id));
export const removeUnkept = (on: Sql, id: string) => on.delete(deviceFiles).where(and(eq(deviceFiles.id, id), eq(deviceFiles.state, 'receiving')));

const confirmer = alias(people, 'confirmer');
const listed = (on: Sql) =>
  on
    .select({ row: deviceFiles, by: { id: people.id, name: people.name }, confirmedBy: { id: confirmer.id, name: confirmer.name } })
    .from(deviceFiles)
    .innerJoin(people, eq(people.id, deviceFiles.byId))
    .leftJoin(confirmer, eq(confirmer.id, deviceFiles.confirmedById))
    .$dynamic();
export const listFiles = (on: Sql, limit: number) =>
  listed(on).where(ne(deviceFiles.state, 'receiving')).orderBy(desc(deviceFiles.createdAt), desc(deviceFiles.id)).limit(limit);
export const findListed = async (on: Sql, id: string) => (await listed(on).where(and(eq(deviceFiles.id, id), ne(deviceFiles.state, 'receiving'))))[0];
export type ListedFile = NonNullable<Awaited<ReturnType<typeof findListed>>>;

/** Every file that is kept. */
export const listStored = (on: Sql, after: string | null, limit: number) =>
  on
    .select({ id: deviceFiles.id, storageKey: deviceFiles.storageKey })
    .from(deviceFiles)
    .where(and(isNotNull(deviceFiles.storageKey), after === null ? undefined : gt(deviceFiles.id, after)))
    .orderBy(asc(deviceFiles.id))
    .limit(limit);

// Rows.

/** Keeps what rows would do, many at once. */
export const insertRows = (on: Sql, fileId: string, rows: readonly Omit<NewRow, 'fileId'>[]) =>
  rows.length === 0
    ? Promise.resolve()
    : on.execute(sql`
        insert into device_file_rows (file_id, row, verdict, effect, target_id, seen_version, mark, values, before, reasons)
        select ${fileId}::uuid, r.row, r.verdict, r.effect, r."targetId", r."seenVersion", r.mark, nullif(r.values, 'null'), nullif(r.before, 'null'), nullif(r.reasons, 'null')
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row int, verdict text, effect text, "targetId" uuid, "seenVersion" int, mark text, values jsonb, before jsonb, reasons jsonb)`);
export const removeRows = (on: Sql, fileId: string) => on.delete(deviceFileRows).where(eq(deviceFileRows.fileId, fileId));
/** What a file that is over leaves of its rows: why some were not taken, and nothing of anybody. */
export async function forgetRows(on: Sql, fileId: string): Promise<void> {
  await on.delete(deviceFileRows).where(and(eq(deviceFileRows.fileId, fileId), isNull(deviceFileRows.reasons)));
  await on
    .update(deviceFileRows)
    .set({ values: null, before: null, targetId: null })
    .where(and(eq(deviceFileRows.fileId, fileId), or(isNotNull(deviceFileRows.values), isNotNull(deviceFileRows.before))));
}
export type Shown = 'new' | 'changed' | 'left' | 'odd';
export const listRows = (on: Sql, fileId: string, shown: Shown, after: number, limit: number) =>
  on
    .select()
    .from(deviceFileRows)
    .where(
      and(
        eq(deviceFileRows.fileId, fileId),
        gt(deviceFileRows.row, after),
        shown === 'odd' ? isNotNull(deviceFileRows.reasons) : eq(deviceFileRows.effect, shown),
      ),
    )
    .orderBy(asc(deviceFileRows.row))
    .limit(limit);

// Work.

const UNDER_WAY = ['checking', 'loading'];
const OVER = ['done', 'failed', 'discarded'];
const WAITING = ['mapping', 'checked'];
const free = (now: Date) => or(isNull(deviceFiles.leasedUntil), lt(deviceFiles.leasedUntil, now));

export const findUnderWay = async (on: Sql, now: Date) =>
  (
    await on
      .select()
      .from(deviceFiles)
      .where(and(inArray(deviceFiles.state, UNDER_WAY), free(now)))
      .orderBy(asc(deviceFiles.createdAt), asc(deviceFiles.id))
      .limit(1)
  )[0];
/** A file that is over and still lies there. */
export const findOver = async (on: Sql) =>
  (
    await on
      .select()
      .from(deviceFiles)
      .where(and(inArray(deviceFiles.state, OVER), isNotNull(deviceFiles.storageKey)))
      .limit(1)
  )[0];
/** A file for which nobody decided anything since then. */
export const findForgotten = async (on: Sql, before: Date) =>
  (
    await on
      .select()
      .from(deviceFiles)
      .where(and(inArray(deviceFiles.state, WAITING), lt(deviceFiles.createdAt, before)))
      .limit(1)
  )[0];

/** Takes the file in this state, or says again that it is worked at; false when somebody else has it, or it is in another state by now. */
export const lease = async (
  on: Sql,
  { id, state, leaseId, now, until }: { id: string; state: string; leaseId: string; now: Date; until: Date },
  set: { rowsRead?: number; doneRatio?: number } = {},
) =>
  (
    await on
      .update(deviceFiles)
      .set({ ...set, leaseId, leasedUntil: until })
      .where(and(eq(deviceFiles.id, id), eq(deviceFiles.state, state), or(eq(deviceFiles.leaseId, leaseId), free(now))))
      .returning({ id: deviceFiles.id })
  ).length > 0;
/** Files are let in one after the other. */
export const oneAtATime = (on: Sql) => on.execute(sql`select pg_advisory_xact_lock(hashtext('device_files'))`);

// Names, for who reads a comparison.

export const listSiteNames = (on: Sql) => on.select({ id: sites.id, name: sites.name }).from(sites);
export const listModelNames = (on: Sql) =>
  on.select({ id: deviceModels.id, name: sql<string>`${deviceModels.make} || ' ' || ${deviceModels.name}` }).from(deviceModels);
export const listStudentsNamed = async (on: Sql, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : on
        .select({
          id: students.id,
          givenName: studentNames.givenName,
          familyName: studentNames.familyName,
          siteId: students.siteId,
          grade: students.grade,
        })
        .from(students)
        .leftJoin(studentNames, eq(studentNames.studentId, students.id))
        .where(inArray(students.id, [...ids]));
