import { sql } from 'drizzle-orm';
import { bigint, boolean, check, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });

/** Devices or students as another system has them. What it holds of people is kept only until it was let in or put away. */
export const deviceFiles = pgTable(
  'device_files',
  {
    id: uuid().primaryKey(),
    /** chrome · snipe: devices. oneroster: students. */
    kind: text().notNull(),
    /** upload: somebody brought it. source: asked of the student information system. */
    broughtBy: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of its bytes; null: nothing was brought. */
    fileDigest: text(),
    sizeBytes: bigint({ mode: 'number' }).notNull().default(0),
    /** Null: not kept yet, or not any more. */
    storageKey: text(),
    /** The headings of a table; none of its rows. */
    headings: jsonb().$type<string[]>(),
    /** What each column is; null: it is not read. */
    columns: jsonb().$type<(string | null)[]>(),
    state: text().notNull(),
    failure: text(),
    rowsRead: integer().notNull().default(0),
    /** How much of what is under way is done: 0..1. */
    doneRatio: doublePrecision().notNull().default(0),
    /** What would change, and what did: counts, and models that are new or differ. */
    summary: jsonb().$type<Record<string, unknown>>(),
    /** Somebody has seen that an unusual share of the students would leave. */
    areLeaversConfirmed: boolean().notNull().default(false),
    byId: uuid()
      .notNull()
      .references(() => people.id),
    confirmedById: uuid().references(() => people.id),
    /** Which worker is at it, and until when it may be taken for alive. */
    leaseId: uuid(),
    leasedUntil: instant(),
    createdAt: instant().notNull(),
    checkedAt: instant(),
    finishedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('device_files_newest').on(t.createdAt, t.id),
    index().on(t.byId),
    index().on(t.confirmedById),
    index('device_files_under_way')
      .on(t.createdAt)
      .where(sql`${t.state} in ('checking','loading') or ${t.storageKey} is not null`),
    check('device_files_kind', sql`${t.kind} in ('chrome','snipe','oneroster')`),
    check('device_files_by', sql`${t.broughtBy} in ('upload','source')`),
    check('device_files_state', sql`${t.state} in ('receiving','mapping','checking','checked','loading','done','failed','discarded')`),
    check('device_files_done', sql`${t.doneRatio} between 0 and 1`),
  ],
);

/** What one row would do, or why it cannot. Once its file is over only the reasons stay. */
export const deviceFileRows = pgTable(
  'device_file_rows',
  {
    fileId: uuid()
      .notNull()
      .references(() => deviceFiles.id, { onDelete: 'cascade' }),
    /** Where it stands in the file, from 1; one that stands for what is missing there comes after the last. */
    row: integer().notNull(),
    /** good · remark · wrong */
    verdict: text().notNull(),
    /** new · changed · seen (only when it called in) · same · left; null: wrong. */
    effect: text(),
    /** The device or student. */
    targetId: uuid(),
    /** The version that the comparison saw. */
    seenVersion: integer(),
    /** By which the row is known: asset tag and serial, or the source's number of a student. */
    mark: text().notNull(),
    values: jsonb().$type<Record<string, unknown>>(),
    before: jsonb().$type<Record<string, unknown>>(),
    reasons: jsonb().$type<{ code: string; field?: string; value?: string }[]>(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.row] }),
    index('device_file_rows_effect').on(t.fileId, t.effect, t.row),
    check('device_file_rows_verdict', sql`${t.verdict} in ('good','remark','wrong')`),
    check('device_file_rows_effect', sql`${t.effect} in ('new','changed','seen','same','left')`),
    check('device_file_rows_wrong', sql`(${t.verdict} = 'wrong') = (${t.effect} is null)`),
  ],
);
