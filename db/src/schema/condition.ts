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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { teams } from './catalog.ts';
import { services } from './services.ts';
import { areas, buildings, sites } from './sites.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

/** Buildings that are looked at together: the district's, and each file of another owner that was loaded to look at. */
export const portfolios = pgTable('portfolios', {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  /** Its figures are not real. */
  isDemonstration: boolean().notNull().default(false),
  /** Where it comes from, in words for its pages and files. */
  source: text().notNull(),
  /** From this ratio on one thinks of replacing. */
  replacementRatio: doublePrecision().notNull().default(0.4),
  /** Nobody uses it any more: it and its buildings are nowhere to be seen, and its code is free. */
  removedAt: instant(),
  version: integer().notNull().default(1),
});

/** What ratios are called; an upper bound belongs to its band, the last has none. */
export const conditionBands = pgTable(
  'condition_bands',
  {
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    code: text().notNull(),
    position: integer().notNull(),
    upToRatio: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.portfolioId, t.code] }), unique('condition_bands_position').on(t.portfolioId, t.position)],
);

/** What buildings are made of: UNIFORMAT II (ASTM E1557), levels 1 to 3. */
export const buildingSystems = pgTable(
  'building_systems',
  {
    code: text().primaryKey(),
    scheme: text().notNull().default('UNIFORMAT II (ASTM E1557)'),
    level: integer().notNull(),
    /** The scheme’s own. */
    name: text().notNull(),
    /** What people who read Spanish call it; null: nobody said. */
    nameEs: text(),
  },
  (t) => [check('building_systems_level', sql`${t.level} between 1 and 3`)],
);

/** What costs are reckoned by; one that counts is never changed, the next version follows it. */
export const costBases = pgTable(
  'cost_bases',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    number: integer().notNull(),
    effectiveOn: date().notNull(),
    /** The year in whose money its unit costs are. */
    baseYear: integer().notNull(),
    /** A year. */
    escalationRatio: doublePrecision().notNull(),
    locationFactor: doublePrecision().notNull(),
    /** Design, permits, contingency: on top of what is built. */
    softCostRatio: doublePrecision().notNull(),
    source: text().notNull(),
    createdById: uuid().references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique('cost_bases_number').on(t.portfolioId, t.number),
    index().on(t.createdById),
    check('cost_bases_factors', sql`${t.locationFactor} > 0 and ${t.softCostRatio} >= 0 and ${t.escalationRatio} > -1`),
  ],
);

/** Versions that lay ahead and were taken back, or replaced, before they counted. */
export const costBasisWithdrawals = pgTable(
  'cost_basis_withdrawals',
  {
    costBasisId: uuid()
      .primaryKey()
      .references(() => costBases.id),
    withdrawnById: uuid()
      .notNull()
      .references(() => people.id),
    withdrawnAt: instant().notNull(),
  },
  (t) => [index().on(t.withdrawnById)],
);

/** What one unit of a system costs, how long it lasts, and how much of it is renewed at its end. */
export const unitCosts = pgTable(
  'unit_costs',
  {
    costBasisId: uuid()
      .notNull()
      .references(() => costBases.id),
    systemCode: text()
      .notNull()
      .references(() => buildingSystems.code),
    unit: text().notNull(),
    unitCostCents: cents().notNull(),
    lifeYears: integer().notNull(),
    renewalRatio: doublePrecision().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.costBasisId, t.systemCode] }),
    index().on(t.systemCode),
    check('unit_costs_sense', sql`${t.unitCostCents} >= 0 and ${t.lifeYears} > 0 and ${t.renewalRatio} > 0 and ${t.renewalRatio} <= 1`),
  ],
);

/**
 * Append-only: what an hour of a crew's work costs from a day on. Of a team, else (no team) of all of its service; null cents: from that day on nobody says. Of several for one day the last
 * one counts.
 */
export const labourRates = pgTable(
  'labour_rates',
  {
    id: uuid().primaryKey(),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    teamId: uuid().references(() => teams.id),
    effectiveOn: date().notNull(),
    hourlyCents: cents(),
    createdById: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    index().on(t.serviceCode, t.effectiveOn),
    index().on(t.teamId),
    index().on(t.createdById),
    check('labour_rates_sense', sql`${t.hourlyCents} > 0`),
  ],
);

/** Somebody looked at buildings: who, when, and from which file we know. */
export const assessments = pgTable(
  'assessments',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    assessor: text().notNull(),
    assessedOn: date().notNull(),
    /** Null: not from a file. */
    fileName: text(),
    fileDigest: text(),
    createdById: uuid().references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [index().on(t.portfolioId), index().on(t.createdById)],
);

/** What is assessed: a building, an addition, a transportable, or what belongs to a site as a whole. */
export const structures = pgTable(
  'structures',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    /** The district's own; null in another owner's file. */
    siteId: uuid().references(() => sites.id),
    buildingId: uuid().references(() => buildings.id),
    areaId: uuid().references(() => areas.id),
    code: text().notNull(),
    name: text().notNull(),
    siteName: text().notNull(),
    kind: text().notNull(),
    level: text(),
    grossAreaSqft: integer(),
    yearBuilt: integer(),
    /** Known from elsewhere; null: what its components would cost. And in whose money; a year of null is that of the cost basis. */
    replacementCents: cents(),
    replacementBaseYear: integer(),
    /** What an assessor says is deferred, where nothing else tells; findings that came later are added. By which method: as "fci_times_value". */
    statedDmCents: cents(),
    statedBaseYear: integer(),
    statedMethod: text(),
    assessmentId: uuid().references(() => assessments.id),
    /** Its condition, kept with every change: what is deferred, and what replacing would cost (null: nobody knows). */
    dmCents: cents().notNull(),
    crvCents: cents(),
    /** What falls due in each of the next ten years, each need once, and in each of the next thirty, as often as it does; null: not counted yet. */
    aheadCents: cents().array(),
    scheduleCents: cents().array(),
    /** For which year, and by which cost basis, that was counted last; null: never yet. */
    countedYear: integer(),
    costBasisId: uuid().references(() => costBases.id),
    /** What it is counted from reads differently since an upgrade: it is counted anew by itself, as an event of this kind. */
    recountAs: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('structures_code').on(t.portfolioId, t.code),
    index().on(t.siteId),
    index().on(t.buildingId),
    index().on(t.areaId),
    index().on(t.assessmentId),
    index().on(t.costBasisId),
    check('structures_counted', sql`(${t.countedYear} is null) = (${t.costBasisId} is null)`),
    check('structures_stated', sql`(${t.statedDmCents} is null) = (${t.statedMethod} is null) and ${t.statedDmCents} >= 0`),
    check('structures_kind', sql`${t.kind} in ('main','addition','transportable','storage','site_items')`),
    check('structures_area', sql`${t.grossAreaSqft} is null or ${t.grossAreaSqft} > 0`),
  ],
);

/** A part of a structure that has a life of its own. */
export const components = pgTable(
  'components',
  {
    id: uuid().primaryKey(),
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    systemCode: text()
      .notNull()
      .references(() => buildingSystems.code),
    name: text().notNull(),
    quantity: doublePrecision().notNull(),
    unit: text().notNull(),
    /** Its own, without factors; null: the basis says. */
    unitCostCents: cents(),
    /** In whose money that is; null: that of the cost basis. */
    unitCostBaseYear: integer(),
    /** Null: the basis says. */
    lifeYears: integer(),
    renewalRatio: doublePrecision(),
    yearInstalled: integer().notNull(),
    observedOn: date(),
    observedRemainingYears: integer(),
    removedAt: instant(),
    /** By what a file that brought it calls it. */
    importKey: text(),
    assessmentId: uuid().references(() => assessments.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('components_import_key').on(t.structureId, t.importKey),
    index().on(t.assessmentId),
    index().on(t.structureId),
    index().on(t.systemCode),
    check('components_quantity', sql`${t.quantity} > 0`),
    check('components_observed', sql`(${t.observedOn} is null) = (${t.observedRemainingYears} is null)`),
  ],
);

/** Something wrong with a building that costs money to put right. */
export const deficiencies = pgTable(
  'deficiencies',
  {
    id: uuid().primaryKey(),
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    componentId: uuid().references(() => components.id),
    systemCode: text()
      .notNull()
      .references(() => buildingSystems.code),
    /** 1 critical · 2 necessary · 3 deferrable · 4 desirable */
    priority: integer().notNull(),
    scope: text().notNull(),
    quantity: doublePrecision(),
    unit: text(),
    /** In the money of `costBaseYear`, with everything. */
    costCents: cents().notNull(),
    costBaseYear: integer().notNull(),
    foundOn: date().notNull(),
    foundById: uuid().references(() => people.id),
    source: text().notNull(),
    /** How sure one is of the cost: 0..1. */
    confidenceRatio: doublePrecision(),
    status: text().notNull(),
    /** The order it is in work on, or that put it right; and what that cost. */
    workOrderId: uuid().references(() => workOrders.id),
    actualCostCents: cents(),
    endedAt: instant(),
    /** By what a file that brought it calls it. */
    importKey: text(),
    assessmentId: uuid().references(() => assessments.id),
    /** What was done, or why it was none; who said so (null: its order did). */
    endNote: text(),
    endedById: uuid().references(() => people.id),
    /** When a planner took up what was a candidate before. */
    acceptedAt: instant(),
    /** Nobody reported it: as many similar orders did. */
    isProposed: boolean().notNull().default(false),
    version: integer().notNull().default(1),
  },
  (t) => [
    // Files bring many at once, and in most of them these are null.
    uniqueIndex('deficiencies_import_key')
      .on(t.structureId, t.importKey)
      .where(sql`${t.importKey} is not null`),
    index('deficiencies_assessment')
      .on(t.assessmentId)
      .where(sql`${t.assessmentId} is not null`),
    index().on(t.structureId, t.status),
    index('deficiencies_component')
      .on(t.componentId)
      .where(sql`${t.componentId} is not null`),
    index().on(t.systemCode),
    index('deficiencies_found_by')
      .on(t.foundById)
      .where(sql`${t.foundById} is not null`),
    index('deficiencies_work_order')
      .on(t.workOrderId)
      .where(sql`${t.workOrderId} is not null`),
    index('deficiencies_ended_by')
      .on(t.endedById)
      .where(sql`${t.endedById} is not null`),
    // What waits for a planner.
    index('deficiencies_candidates')
      .on(t.id)
      .where(sql`${t.status} = 'candidate'`),
    check('deficiencies_priority', sql`${t.priority} between 1 and 4`),
    check('deficiencies_cost', sql`${t.costCents} >= 0`),
    check('deficiencies_source', sql`${t.source} in ('assessment','work_order','inspection')`),
    check('deficiencies_status', sql`${t.status} in ('candidate','open','funded','in_work','corrected','withdrawn')`),
    check('deficiencies_ended', sql`(${t.status} in ('corrected','withdrawn')) = (${t.endedAt} is not null)`),
  ],
);

/** The same by system of level 2. */
export const structureConditions = pgTable(
  'structure_conditions',
  {
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    systemCode: text()
      .notNull()
      .references(() => buildingSystems.code),
    dmCents: cents().notNull(),
    /** Null: nobody knows. */
    crvCents: cents(),
    /** Whose renewals are due and whose money it is. */
    year: integer().notNull(),
    costBasisId: uuid()
      .notNull()
      .references(() => costBases.id),
  },
  (t) => [
    primaryKey({ columns: [t.structureId, t.systemCode] }),
    index().on(t.systemCode),
    index().on(t.costBasisId),
    check('structure_conditions_dm', sql`${t.dmCents} >= 0`),
  ],
);

/** Append-only: everything that happened to a structure, why, and what that did to its condition, to the cent. */
export const conditionEvents = pgTable(
  'condition_events',
  {
    id: uuid().primaryKey(),
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    kind: text().notNull(),
    /** Of a bridge: work, findings, ageing, escalation, method, correction. */
    cause: text().notNull(),
    componentId: uuid().references(() => components.id),
    deficiencyId: uuid().references(() => deficiencies.id),
    workOrderId: uuid().references(() => workOrders.id),
    /** Null: the system did it. */
    actorId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    dmDeltaCents: cents().notNull(),
    crvDeltaCents: cents().notNull(),
    /** The same by system of level 2, in cents, those that moved; null: nobody counted it then. What no system has (a value known from elsewhere) stands in none. */
    bySystem: jsonb().$type<Record<string, { dm: string; crv: string }>>(),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.structureId, t.occurredAt, t.id),
    index().on(t.componentId),
    index().on(t.deficiencyId),
    index().on(t.workOrderId),
    index().on(t.actorId),
    index('condition_events_not_by_system')
      .on(t.structureId, t.occurredAt)
      .where(sql`${t.bySystem} is null`),
    check('condition_events_cause', sql`${t.cause} in ('work','findings','ageing','escalation','method','correction')`),
  ],
);
