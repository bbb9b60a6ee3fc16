import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { assessments, buildingSystems, portfolios, structures } from './condition.ts';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });

/** How the columns of files with these headings were understood, by the name somebody gave it. */
export const importMappings = pgTable(
  'import_mappings',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    name: text().notNull(),
    /** Of the headings: files that have the same are understood the same. */
    headingsDigest: text().notNull(),
    mapping: jsonb().$type<Record<string, unknown>>().notNull(),
    byId: uuid().references(() => people.id),
    savedAt: instant().notNull(),
  },
  (t) => [
    unique('import_mappings_name').on(t.kind, t.name),
    index().on(t.kind, t.headingsDigest),
    index().on(t.byId),
    check('import_mappings_kind', sql`${t.kind} in ('buildings','deficiencies','components')`),
  ],
);

/** A file that somebody wants to let in: what it is, how it is understood, and how far it is. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    kind: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of its bytes. */
    fileDigest: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    /** Null: not kept yet. */
    storageKey: text(),
    /** csv or xlsx, with its encoding, delimiter or sheets. */
    format: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Which sheet, where its data begins, and what each column is. */
    mapping: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().notNull(),
    /** Why it failed. */
    failure: text(),
    rowsRead: integer().notNull().default(0),
    /** How much of the file was read, and of its rows let in: 0..1. */
    doneRatio: doublePrecision().notNull().default(0),
    /** What the dry run found: counts, totals, how words were understood, what would change. */
    summary: jsonb().$type<Record<string, unknown>>(),
    /** Whether rows with a remark are let in as well. */
    takesRemarks: boolean().notNull().default(false),
    /** Of the rows that are let in: how many there are, how many did what they say, and how many were left alone because somebody changed it meanwhile. */
    rowsToLoad: integer().notNull().default(0),
    rowsDone: integer().notNull().default(0),
    rowsKept: integer().notNull().default(0),
    /** All rows about structures up to this id are let in; structures come in the order of their ids. */
    loadedTo: uuid(),
    assessor: text(),
    assessedOn: date(),
    assessmentId: uuid().references(() => assessments.id),
    byId: uuid().references(() => people.id),
    /** Which worker reads it, and until when it may be taken for alive. */
    leaseId: uuid(),
    leasedUntil: instant(),
    createdAt: instant().notNull(),
    checkedAt: instant(),
    finishedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.portfolioId),
    index().on(t.fileDigest),
    index().on(t.assessmentId),
    index().on(t.byId),
    index('imports_under_way')
      .on(t.createdAt)
      .where(sql`${t.state} in ('checking','loading')`),
    check('imports_kind', sql`${t.kind} in ('buildings','deficiencies','components')`),
    check('imports_state', sql`${t.state} in ('receiving','mapping','checking','checked','loading','done','failed')`),
    check('imports_done', sql`${t.doneRatio} between 0 and 1`),
    check('imports_loaded', sql`${t.rowsDone} >= 0 and ${t.rowsKept} >= 0 and ${t.rowsDone} + ${t.rowsKept} <= ${t.rowsToLoad}`),
    // The version before, for which nothing waits of a file that this one lets in, may not take it for done.
    check('imports_all_in', sql`${t.state} <> 'done' or ${t.rowsDone} + ${t.rowsKept} = ${t.rowsToLoad}`),
  ],
);

/** A row of such a file after its dry run. */
export const importRows = pgTable(
  'import_rows',
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id),
    /** As a spreadsheet counts it, from 1. */
    row: integer().notNull(),
    /** good · remark · wrong · duplicate · total */
    verdict: text().notNull(),
    /** new · changed · same; null for what cannot be let in. */
    effect: text(),
    /** What it is about: a structure that is there, or will be. */
    structureId: uuid(),
    /** What it makes or changes. */
    targetId: uuid(),
    seenVersion: integer(),
    values: jsonb().$type<Record<string, unknown>>(),
    /** What was there before, where it changes something. */
    before: jsonb().$type<Record<string, unknown>>(),
    /** Why it is not simply good: code, column and what stood there. */
    reasons: jsonb().$type<{ code: string; column?: string; value?: string; facts?: Record<string, unknown> }[]>(),
    /** Its cells as they stood; only where there is a reason. */
    raw: jsonb().$type<string[]>(),
    /** What it is about was changed after the dry run: it was not let in. */
    isKept: boolean().notNull().default(false),
    /** Only the version before wrote it: waiting · done · kept. It goes when that is nowhere any more. */
    outcome: text().notNull().default('none'),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index('import_rows_effects')
      .on(t.importId, t.structureId)
      .where(sql`${t.effect} in ('new','changed')`),
    index('import_rows_reasons')
      .on(t.importId, t.row)
      .where(sql`${t.verdict} <> 'good' or ${t.isKept}`),
    check('import_rows_verdict', sql`${t.verdict} in ('good','remark','wrong','duplicate','total')`),
    check('import_rows_effect', sql`${t.effect} in ('new','changed','same')`),
    check('import_rows_outcome', sql`${t.outcome} in ('none','waiting','done','kept')`),
  ],
);

/** What an assessor said of a structure's system of level 2, in words. */
export const assessedSystems = pgTable(
  'assessed_systems',
  {
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    systemCode: text()
      .notNull()
      .references(() => buildingSystems.code),
    assessmentId: uuid()
      .notNull()
      .references(() => assessments.id),
    rating: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.structureId, t.systemCode] }),
    index().on(t.systemCode),
    index().on(t.assessmentId),
    check('assessed_systems_rating', sql`${t.rating} in ('good','fair','poor','unsatisfactory','not_applicable')`),
  ],
);

/** What an assessor said that a structure needs renewed in a year, of its value: each year for itself, not added up. */
export const assessedNeeds = pgTable(
  'assessed_needs',
  {
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    year: integer().notNull(),
    assessmentId: uuid()
      .notNull()
      .references(() => assessments.id),
    needRatio: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.structureId, t.year] }), index().on(t.assessmentId), check('assessed_needs_ratio', sql`${t.needRatio} >= 0`)],
);
