import type { Sql } from '@steward/db';
import { capitalEvents, capitalFileMappings, capitalFiles, people, programmes } from '@steward/db/schema';
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';

export type FileRow = typeof capitalFiles.$inferSelect;
export type Programme = typeof programmes.$inferSelect;

export const insertFile = (on: Sql, row: typeof capitalFiles.$inferInsert) => on.insert(capitalFiles).values(row);
export const findFile = async (on: Sql, id: string) => (await on.select().from(capitalFiles).where(eq(capitalFiles.id, id)))[0];
export const lockFile = async (on: Sql, id: string) => (await on.select().from(capitalFiles).where(eq(capitalFiles.id, id)).for('update'))[0];
export const setFile = (on: Sql, id: string, set: Partial<typeof capitalFiles.$inferInsert>) =>
  on
    .update(capitalFiles)
    .set({ ...set, version: sql`${capitalFiles.version} + 1` })
    .where(eq(capitalFiles.id, id));
/** How far it is let in: nothing that anybody edits. */
export const setLoaded = (on: Sql, id: string, loadedRow: number, doneRatio: number) =>
  on.update(capitalFiles).set({ loadedRow, doneRatio }).where(eq(capitalFiles.id, id));
export const removeUnkept = (on: Sql, id: string) => on.delete(capitalFiles).where(and(eq(capitalFiles.id, id), eq(capitalFiles.state, 'receiving')));

const listed = (on: Sql) =>
  on
    .select({ row: capitalFiles, programme: programmes, by: { id: people.id, name: people.name } })
    .from(capitalFiles)
    .innerJoin(programmes, eq(programmes.id, capitalFiles.programmeId))
    .leftJoin(people, eq(people.id, capitalFiles.byId))
    .$dynamic();
export const listFiles = (on: Sql, limit: number) =>
  listed(on).where(ne(capitalFiles.state, 'receiving')).orderBy(desc(capitalFiles.createdAt), desc(capitalFiles.id)).limit(limit);
export const findListed = async (on: Sql, id: string) =>
  (await listed(on).where(and(eq(capitalFiles.id, id), ne(capitalFiles.state, 'receiving'))))[0];
export type ListedFile = NonNullable<Awaited<ReturnType<typeof findListed>>>;

/** A file of the folder that was taken before. */
export const findByFolderMark = async (on: Sql, folderMark: string) =>
  (await on.select({ id: capitalFiles.id }).from(capitalFiles).where(eq(capitalFiles.folderMark, folderMark)))[0];

/** Every file that is kept. */
export const listStored = (on: Sql, after: string | null, limit: number) =>
  on
    .select({ id: capitalFiles.id, storageKey: capitalFiles.storageKey })
    .from(capitalFiles)
    .where(and(isNotNull(capitalFiles.storageKey), after === null ? undefined : gt(capitalFiles.id, after)))
    .orderBy(asc(capitalFiles.id))
    .limit(limit);

/** The day of the latest file of this kind that was let in. */
export const findLastDone = async (on: Sql, programmeId: string, kind: string) =>
  (
    await on
      .select()
      .from(capitalFiles)
      .where(and(eq(capitalFiles.programmeId, programmeId), eq(capitalFiles.kind, kind), eq(capitalFiles.state, 'done')))
      .orderBy(desc(capitalFiles.asOfOn), desc(capitalFiles.finishedAt), desc(capitalFiles.id))
      .limit(1)
  )[0];

export const findProgramme = async (on: Sql, code: string) => (await on.select().from(programmes).where(eq(programmes.code, code)))[0];
export const findProgrammeById = async (on: Sql, id: string) => (await on.select().from(programmes).where(eq(programmes.id, id)))[0];
export const listProgrammes = (on: Sql) => on.select().from(programmes).orderBy(asc(programmes.name), asc(programmes.code));
export const insertProgramme = (on: Sql, row: typeof programmes.$inferInsert) => on.insert(programmes).values(row);

export const findMapping = async (on: Sql, kind: string, headingsDigest: string) =>
  (
    await on
      .select()
      .from(capitalFileMappings)
      .where(and(eq(capitalFileMappings.kind, kind), eq(capitalFileMappings.headingsDigest, headingsDigest)))
      .orderBy(desc(capitalFileMappings.savedAt))
      .limit(1)
  )[0];
export const saveMapping = (on: Sql, row: typeof capitalFileMappings.$inferInsert) =>
  on
    .insert(capitalFileMappings)
    .values(row)
    .onConflictDoUpdate({
      target: [capitalFileMappings.kind, capitalFileMappings.name],
      set: { headingsDigest: row.headingsDigest, columns: row.columns, byId: row.byId ?? null, savedAt: row.savedAt },
    });

// Work.

const free = (now: Date) => or(isNull(capitalFiles.leasedUntil), lt(capitalFiles.leasedUntil, now));
export const findToRead = async (on: Sql, now: Date) =>
  (
    await on
      .select()
      .from(capitalFiles)
      .where(and(eq(capitalFiles.state, 'reading'), free(now)))
      .orderBy(asc(capitalFiles.createdAt), asc(capitalFiles.id))
      .limit(1)
  )[0];
/** Takes the file, or says again that it is being read; false when somebody else has it. */
export const lease = async (
  on: Sql,
  { id, leaseId, now, until }: { id: string; leaseId: string; now: Date; until: Date },
  set: { rowsRead?: number; doneRatio?: number } = {},
) =>
  (
    await on
      .update(capitalFiles)
      .set({ ...set, leaseId, leasedUntil: until })
      .where(and(eq(capitalFiles.id, id), eq(capitalFiles.state, 'reading'), or(eq(capitalFiles.leaseId, leaseId), free(now))))
      .returning({ id: capitalFiles.id })
  ).length > 0;
/** The file that waits longest to be let in, held until the transaction ends. Of one programme they are let in one after the other, as they came. */
export const takeLoading = async (on: Sql) =>
  (
    await on
      .select()
      .from(capitalFiles)
      .where(
        and(
          eq(capitalFiles.state, 'loading'),
          sql`not exists (select 1 from capital_files earlier where earlier.programme_id = ${capitalFiles.programmeId} and earlier.kind = ${capitalFiles.kind}
            and earlier.state in ('reading','loading') and (earlier.created_at, earlier.id) < (${capitalFiles.createdAt}, ${capitalFiles.id}))`,
        ),
      )
      .orderBy(asc(capitalFiles.createdAt), asc(capitalFiles.id))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];
export const hasWork = async (on: Sql, now: Date) =>
  (
    await on
      .select({ id: capitalFiles.id })
      .from(capitalFiles)
      .where(and(inArray(capitalFiles.state, ['reading', 'loading']), or(eq(capitalFiles.state, 'loading'), free(now))))
      .limit(1)
  ).length > 0;

export const insertCapitalEvent = (on: Sql, row: typeof capitalEvents.$inferInsert) => on.insert(capitalEvents).values(row);
