import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { projects } from './capital.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

/** Who runs lines for the district; the district itself is none. */
export const networkProviders = pgTable('network_providers', {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  isDemonstration: boolean().notNull().default(false),
  version: integer().notNull().default(1),
});

/** What a provider is paid for, and until when. */
export const networkContracts = pgTable(
  'network_contracts',
  {
    id: uuid().primaryKey(),
    providerId: uuid()
      .notNull()
      .references(() => networkProviders.id),
    number: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    monthlyCents: cents(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('network_contracts_number').on(t.providerId, t.number),
    unique('network_contracts_of_provider').on(t.id, t.providerId),
    check('network_contracts_days', sql`${t.startsOn} < ${t.endsOn}`),
    check('network_contracts_monthly', sql`${t.monthlyCents} >= 0`),
  ],
);

/** A line between a school and the district: what is provisioned on it. What is measured stands in `bandwidth_measurements`. */
export const circuits = pgTable(
  'circuits',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    /** What the provider or the district calls it. */
    code: text().notNull().unique(),
    medium: text().notNull(),
    downMbps: doublePrecision().notNull(),
    upMbps: doublePrecision().notNull(),
    /** Null: the district's own. */
    providerId: uuid().references(() => networkProviders.id),
    contractId: uuid(),
    /** The funding request that pays for it. */
    erateFrn: text(),
    installedOn: date(),
    /** Null: not in use yet. */
    liveOn: date(),
    endedOn: date(),
    /** Does it come into the building another way than the other lines? Null: nobody knows. */
    isPathDiverse: boolean(),
    /** How far the fibre is that this line is, or will be, on. */
    buildStatus: text().notNull(),
    /** The work of the capital plan that builds it. */
    projectId: uuid().references(() => projects.id),
    isDemonstration: boolean().notNull().default(false),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.siteId),
    index().on(t.providerId),
    index().on(t.contractId, t.providerId),
    index().on(t.projectId),
    // A contract is with the one who runs the line.
    foreignKey({
      name: 'circuits_contract',
      columns: [t.contractId, t.providerId],
      foreignColumns: [networkContracts.id, networkContracts.providerId],
    }),
    check('circuits_contract_provider', sql`${t.contractId} is null or ${t.providerId} is not null`),
    check('circuits_medium', sql`${t.medium} in ('owned_fibre','leased_dark','leased_lit','fixed_wireless','other')`),
    check('circuits_owned', sql`${t.medium} <> 'owned_fibre' or ${t.providerId} is null`),
    check('circuits_speed', sql`${t.downMbps} between 0 and 1000000 and ${t.upMbps} between 0 and 1000000`),
    check('circuits_build', sql`${t.buildStatus} in ('none','planned','design','construction','built')`),
    check('circuits_days', sql`${t.installedOn} <= ${t.liveOn} and ${t.liveOn} < ${t.endedOn}`),
  ],
);

/** Append-only: what happened to a line, and who said so. */
export const circuitEvents = pgTable(
  'circuit_events',
  {
    id: uuid().primaryKey(),
    circuitId: uuid()
      .notNull()
      .references(() => circuits.id),
    kind: text().notNull(),
    /** Null: the demonstration. */
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.circuitId, t.occurredAt, t.id),
    index().on(t.actorId),
    index().on(t.onBehalfOfId),
    check('circuit_events_kind', sql`${t.kind} in ('added','changed')`),
  ],
);

/** How far a school's own fibre is: one row a step. */
export const fibreMilestones = pgTable(
  'fibre_milestones',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    step: text().notNull(),
    plannedOn: date().notNull(),
    doneOn: date(),
    projectId: uuid().references(() => projects.id),
    isDemonstration: boolean().notNull().default(false),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('fibre_milestones_once').on(t.siteId, t.step),
    index().on(t.projectId),
    check('fibre_milestones_step', sql`${t.step} in ('survey','design','permit','construction','splice','live')`),
  ],
);

/** What a year asks for. What is asked later stands in a row of its own. */
export const bandwidthTargets = pgTable(
  'bandwidth_targets',
  {
    id: uuid().primaryKey(),
    code: text().notNull(),
    year: integer().notNull(),
    per: text().notNull(),
    kbps: doublePrecision().notNull(),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    source: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('bandwidth_targets_year').on(t.code, t.year),
    check('bandwidth_targets_per', sql`${t.per} in ('student','user')`),
    check('bandwidth_targets_kbps', sql`${t.kbps} > 0`),
    check('bandwidth_targets_of', sql`${t.year} between 1990 and 2100`),
  ],
);

/** The district's way out to the internet, all schools together, from a day on. */
export const ispCapacities = pgTable(
  'isp_capacities',
  {
    id: uuid().primaryKey(),
    effectiveOn: date().notNull().unique(),
    mbps: doublePrecision().notNull(),
    source: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [check('isp_capacities_mbps', sql`${t.mbps} > 0`)],
);

/** How many of its users are staff: the directory counts students only. */
export const siteStaff = pgTable(
  'site_staff',
  {
    siteId: uuid()
      .primaryKey()
      .references(() => sites.id),
    staff: integer().notNull(),
    source: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [check('site_staff_count', sql`${t.staff} between 0 and 10000`)],
);

/** Append-only: who said what of all that is no line. `subjectId` is the provider, the contract, the target or the capacity; of a milestone and of staff the school. */
export const networkEvents = pgTable(
  'network_events',
  {
    id: uuid().primaryKey(),
    subject: text().notNull(),
    subjectId: uuid().notNull(),
    kind: text().notNull(),
    actorId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.subjectId, t.occurredAt, t.id),
    index().on(t.actorId),
    index().on(t.onBehalfOfId),
    check('network_events_subject', sql`${t.subject} in ('provider','contract','milestone','target','capacity','staff')`),
    check('network_events_kind', sql`${t.kind} in ('added','changed')`),
  ],
);

/** A file of Form 471 line items as it was let in: what it added, what it changed, what it could not say. Written once. */
export const erateImports = pgTable(
  'erate_imports',
  {
    id: uuid().primaryKey(),
    fileName: text().notNull(),
    fileDigest: text().notNull(),
    added: integer().notNull(),
    changed: integer().notNull(),
    unchanged: integer().notNull(),
    repeated: integer().notNull(),
    refusedCount: integer().notNull(),
    /** Row, column, why and what stood there; the first of many. */
    refused: jsonb().$type<{ row: number; column: string; reason: string; value: string }[]>().notNull(),
    byId: uuid()
      .notNull()
      .references(() => people.id),
    importedAt: instant().notNull(),
  },
  (t) => [index().on(t.byId), index().on(t.importedAt, t.id)],
);

/** One line of a Form 471. Lines that are no link (taxes, fees) have no speed, whatever the file repeats there. */
export const erateLineItems = pgTable(
  'erate_line_items',
  {
    id: uuid().primaryKey(),
    fundingYear: integer().notNull(),
    applicationNumber: text().notNull(),
    frn: text().notNull(),
    lineNumber: text().notNull(),
    functionName: text().notNull(),
    product: text(),
    downMbps: doublePrecision(),
    upMbps: doublePrecision(),
    quantity: integer(),
    monthlyCents: cents(),
    /** The file that said so last. */
    importId: uuid()
      .notNull()
      .references(() => erateImports.id),
  },
  (t) => [
    unique('erate_line_items_line').on(t.fundingYear, t.frn, t.lineNumber),
    index().on(t.importId),
    check('erate_line_items_amounts', sql`${t.downMbps} >= 0 and ${t.upMbps} >= 0 and ${t.quantity} >= 0 and ${t.monthlyCents} >= 0`),
  ],
);
