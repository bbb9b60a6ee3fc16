import { sql } from 'drizzle-orm';
import { bigint, check, date, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { contracts } from './capital-ledger.ts';
import { programmes, projects } from './capital.ts';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

/** A file about a programme's money that came from elsewhere: another owner's list of projects, or what the finance system says. */
export const capitalFiles = pgTable(
  'capital_files',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    kind: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of its bytes. */
    fileDigest: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    /** Null: not kept yet. */
    storageKey: text(),
    /** The day that it speaks of: everything up to its end is in it. */
    asOfOn: date().notNull(),
    /** What its first rows hold, for the page that says what each column is. */
    format: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Where its headings stand and what each column is. */
    mapping: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().notNull(),
    failure: text(),
    rowsRead: integer().notNull().default(0),
    /** The last row that was let in: whoever goes on begins after it. */
    loadedRow: integer().notNull().default(0),
    /** How much of what is under way is done: 0..1. */
    doneRatio: doublePrecision().notNull().default(0),
    /** What came of it: counts. */
    summary: jsonb().$type<Record<string, number>>(),
    /** Somebody brought it, or it lay in the folder. */
    broughtBy: text().notNull(),
    /** Of a file in the folder: its name, size and age, by which it is known again. */
    folderMark: text().unique('capital_files_folder_mark'),
    byId: uuid().references(() => people.id),
    /** Which worker is at it, and until when it may be taken for alive. */
    leaseId: uuid(),
    leasedUntil: instant(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.programmeId, t.kind, t.createdAt),
    index().on(t.byId),
    index('capital_files_under_way')
      .on(t.createdAt)
      .where(sql`${t.state} in ('reading','loading')`),
    check('capital_files_kind', sql`${t.kind} in ('projects','actuals','purchase_orders','vendors')`),
    check('capital_files_state', sql`${t.state} in ('receiving','mapping','reading','loading','done','failed')`),
    check('capital_files_by', sql`${t.broughtBy} in ('upload','folder','source')`),
    check('capital_files_done', sql`${t.doneRatio} between 0 and 1`),
  ],
);

/** How the columns of the finance system's files with these headings were understood, by the name somebody gave it. */
export const capitalFileMappings = pgTable(
  'capital_file_mappings',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    name: text().notNull(),
    headingsDigest: text().notNull(),
    columns: jsonb().$type<(string | null)[]>().notNull(),
    byId: uuid().references(() => people.id),
    savedAt: instant().notNull(),
  },
  (t) => [
    unique('capital_file_mappings_name').on(t.kind, t.name),
    index().on(t.kind, t.headingsDigest),
    index().on(t.byId),
    check('capital_file_mappings_kind', sql`${t.kind} in ('actuals','purchase_orders','vendors')`),
  ],
);

/** Why a row is as it is: code, column, what stood there. */
type RowReason = { code: string; column?: string; value?: string; rows?: number[] };

/** A row of another owner's list of projects, as it was read; kept to go on where a worker was stopped, and to list what was not placed. */
export const projectFileRows = pgTable(
  'project_file_rows',
  {
    fileId: uuid()
      .notNull()
      .references(() => capitalFiles.id),
    /** As a spreadsheet counts it, from 1. */
    row: integer().notNull(),
    /** What its project is known by in such files. */
    projectKey: text().notNull(),
    phase: text().notNull(),
    /** Building, type, description and numbers: what a project is. */
    project: jsonb().$type<Record<string, string | null>>().notNull(),
    facts: jsonb().$type<Record<string, string | null>>().notNull(),
    /** For what it makes, where it makes something. */
    projectId: uuid().notNull(),
    phaseId: uuid().notNull(),
    eventId: uuid().notNull(),
    reasons: jsonb().$type<RowReason[]>(),
    /** good · listed: it is placed nowhere. */
    outcome: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.row] }),
    index('project_file_rows_listed')
      .on(t.fileId, t.row)
      .where(sql`${t.outcome} = 'listed'`),
    check('project_file_rows_outcome', sql`${t.outcome} in ('good','listed')`),
  ],
);

/** What another owner's list says a project is: its columns as they stand there. */
export const statedProjects = pgTable('stated_projects', {
  projectId: uuid()
    .primaryKey()
    .references(() => projects.id),
  building: text().notNull(),
  type: text().notNull(),
  description: text().notNull(),
  /** Numbers that the owner knows it by. */
  numbers: text(),
});

const stated = (name: 'budget' | 'estimate' | 'spent') => cents().generatedAlwaysAs(sql.raw(`(facts->>'${name}')::bigint`));
/** One phase of a project as another owner states it. Its money is the owner's word, never an entry of our ledger. */
export const statedPhases = pgTable(
  'stated_phases',
  {
    id: uuid().primaryKey(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id),
    phase: text().notNull(),
    /** District, school, status, days, amounts in cents; where a code stands in place of a figure, the code under "…Says". */
    facts: jsonb().$type<Record<string, string | null>>().notNull(),
    budgetCents: stated('budget'),
    estimateCents: stated('estimate'),
    spentCents: stated('spent'),
    /** The file that last said something new about it, and where. */
    fileId: uuid()
      .notNull()
      .references(() => capitalFiles.id),
    row: integer().notNull(),
    /** The file that lists it no more. */
    goneFileId: uuid().references(() => capitalFiles.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('stated_phases_phase').on(t.projectId, t.phase),
    index().on(t.fileId),
    // Partial: nearly all are there, and an index of them all would tempt the planner.
    index('stated_phases_gone')
      .on(t.goneFileId)
      .where(sql`${t.goneFileId} is not null`),
  ],
);

/** Append-only: what each file changed of what was stated before. */
export const statedPhaseEvents = pgTable(
  'stated_phase_events',
  {
    id: uuid().primaryKey(),
    phaseId: uuid()
      .notNull()
      .references(() => statedPhases.id),
    fileId: uuid()
      .notNull()
      .references(() => capitalFiles.id),
    /** Where it stands in the file; null: it stands there no more. */
    row: integer(),
    kind: text().notNull(),
    /** The facts that differ, as they were and as they are; of a phase that was added neither: they are its own, before what came later. */
    before: jsonb().$type<Record<string, string | null>>(),
    after: jsonb().$type<Record<string, string | null>>(),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.fileId, t.row), index().on(t.phaseId), check('stated_phase_events_kind', sql`${t.kind} in ('added','changed','gone','back')`)],
);

/** A row of a file of the finance system, as it was read. */
export const financeRows = pgTable(
  'finance_rows',
  {
    fileId: uuid()
      .notNull()
      .references(() => capitalFiles.id),
    row: integer().notNull(),
    account: text(),
    poNumber: text(),
    invoiceNumber: text(),
    vendorNumber: text(),
    vendorName: text(),
    amountCents: cents(),
    postedOn: date(),
    words: text(),
    /** Why it cannot be read; then its cells as they stood. */
    faults: jsonb().$type<RowReason[]>(),
    raw: jsonb().$type<string[]>(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.row] })],
);

/** What comparing a file with our ledger gave, one account of an order or invoice after the other; made anew each time they are compared. */
export const financeMatches = pgTable(
  'finance_matches',
  {
    fileId: uuid()
      .notNull()
      .references(() => capitalFiles.id),
    /** What it is known by: account, order and invoice; of a row that cannot be read, its number and cells. */
    key: text().notNull(),
    outcome: text().notNull(),
    account: text(),
    poNumber: text(),
    invoiceNumber: text(),
    /** Where they say another account or invoice than we do of what is the same. */
    theirsAccount: text(),
    theirsInvoiceNumber: text(),
    vendorName: text(),
    oursCents: cents(),
    theirsCents: cents(),
    /** Its rows in the file, the first few. */
    rows: integer().array().notNull(),
    contractId: uuid().references(() => contracts.id),
  },
  (t) => [
    primaryKey({ columns: [t.fileId, t.key] }),
    index().on(t.fileId, t.outcome, t.key),
    index().on(t.contractId),
    check('finance_matches_outcome', sql`${t.outcome} in ('matched','different','ours_only','theirs_only','unreadable','elsewhere')`),
  ],
);

/** Append-only: why something that does not match is as it should be, or that this was taken back. It holds as long as both figures stand. */
export const financeResolutions = pgTable(
  'finance_resolutions',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    kind: text().notNull(),
    key: text().notNull(),
    oursCents: cents(),
    theirsCents: cents(),
    reason: text().notNull(),
    words: text().notNull(),
    /** The file that it was seen in. */
    fileId: uuid()
      .notNull()
      .references(() => capitalFiles.id),
    byId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    resolvedAt: instant().notNull(),
  },
  (t) => [
    index().on(t.programmeId, t.kind, t.key, t.id),
    index().on(t.fileId),
    index().on(t.byId),
    index().on(t.onBehalfOfId),
    check('finance_resolutions_kind', sql`${t.kind} in ('actuals','purchase_orders')`),
    check('finance_resolutions_reason', sql`${t.reason} in ('timing','ours_is_wrong','theirs_is_wrong','not_capital','rounding','other','reopened')`),
  ],
);

/** For which use of the books which account of the balance sheet stands. */
export const journalAccounts = pgTable(
  'journal_accounts',
  {
    use: text().primaryKey(),
    code: text().notNull(),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    check(
      'journal_accounts_use',
      sql`${t.use} in ('cash','revenue','expenditure','encumbrance','encumbrance_reserve','payable','retainage_payable','appropriation')`,
    ),
  ],
);

/** How long assets of a class serve, and which budget lines pay for them. */
export const assetClasses = pgTable(
  'asset_classes',
  {
    code: text().primaryKey(),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    /** Null: it does not wear out, as land. */
    lifeYears: integer(),
    lineKinds: text().array().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [check('asset_classes_life', sql`${t.lifeYears} between 1 and 100`)],
);
