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
import { components, deficiencies } from './condition.ts';
import { draftPlans } from './draft-plans.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';
import { attachments } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

/** Money that is planned and answered for together: a bond, or the annual reserve. Two of them are never added up. */
export const programmes = pgTable(
  'programmes',
  {
    id: uuid().primaryKey(),
    code: text().notNull().unique(),
    name: text().notNull(),
    kind: text().notNull(),
    /** Its figures are not real. */
    isDemonstration: boolean().notNull().default(false),
    /** Where its figures come from, in words for its pages and files. */
    source: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    /** Shown to everybody, without a sign-in. */
    isPublic: boolean().notNull().default(false),
    /** As of when it last agreed with the finance system; null: it never did. */
    reconciledOn: date(),
    version: integer().notNull().default(1),
  },
  (t) => [check('programmes_kind', sql`${t.kind} in ('bond','reserve','other_owner')`), check('programmes_days', sql`${t.startsOn} < ${t.endsOn}`)],
);

/** Where money comes from; premium and interest are lines of their own. */
export const fundingSources = pgTable(
  'funding_sources',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    code: text().notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    /** Of the Colorado chart of accounts: 41 building, 43 capital reserve … */
    fundCode: text().notNull(),
    /** Of a bond: which series, and when it was sold; its proceeds are to be spent within three years. */
    series: text(),
    issuedOn: date(),
    /** What is expected in all; what came is in the ledger. */
    plannedCents: cents().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('funding_sources_code').on(t.programmeId, t.code),
    check('funding_sources_kind', sql`${t.kind} in ('bond','premium','interest','transfer','mill_levy','grant','insurance','erate','other')`),
    check('funding_sources_fund', sql`${t.fundCode} in ('10','31','41','43','51')`),
    check('funding_sources_planned', sql`${t.plannedCents} >= 0`),
  ],
);

/** Work that is done, bought and answered for as one. */
export const projects = pgTable(
  'projects',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    code: text().notNull(),
    name: text().notNull(),
    /** Written by hand and read by nobody else yet: public pages show the code in its place. */
    isNameUnreviewed: boolean().notNull().default(false),
    /** Null where another owner's file names a place that is none of ours. */
    siteId: uuid().references(() => sites.id),
    siteName: text().notNull(),
    managerId: uuid().references(() => people.id),
    phase: text().notNull(),
    /** In plain words, for everybody; shown on public pages once somebody reviewed it. */
    summary: text(),
    summaryReviewedById: uuid().references(() => people.id),
    summaryReviewedAt: instant(),
    /** Cameras, locks and alarms: what is done is never public. */
    isSecurity: boolean().notNull().default(false),
    /** Of earned value: how much of the work is done. */
    progressRatio: doublePrecision().notNull().default(0),
    /** By what a file that brought it calls it. */
    importKey: text(),
    draftPlanId: uuid().references(() => draftPlans.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('projects_code').on(t.programmeId, t.code),
    unique('projects_import_key').on(t.programmeId, t.importKey),
    index().on(t.siteId),
    index().on(t.managerId),
    index().on(t.summaryReviewedById),
    index().on(t.draftPlanId),
    check(
      'projects_phase',
      sql`${t.phase} in ('planned','design','bid_award','construction','closeout','warranty','complete','on_hold','cancelled')`,
    ),
    check('projects_progress', sql`${t.progressRatio} between 0 and 1`),
    check('projects_reviewed', sql`(${t.summaryReviewedById} is null) = (${t.summaryReviewedAt} is null)`),
  ],
);

/** When a phase was promised, is planned now, and was. */
export const projectPhases = pgTable(
  'project_phases',
  {
    projectId: uuid()
      .notNull()
      .references(() => projects.id),
    phase: text().notNull(),
    /** As first promised: never changed. */
    baselineStartOn: date(),
    baselineEndOn: date(),
    plannedStartOn: date(),
    plannedEndOn: date(),
    actualStartOn: date(),
    actualEndOn: date(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.phase] }),
    check('project_phases_phase', sql`${t.phase} in ('planned','design','bid_award','construction','closeout','warranty')`),
    check('project_phases_planned', sql`${t.plannedStartOn} <= ${t.plannedEndOn}`),
    check('project_phases_actual', sql`${t.actualStartOn} <= ${t.actualEndOn}`),
  ],
);

/** One thing that a school was promised, in the words in which it was. */
export const projectScopes = pgTable(
  'project_scopes',
  {
    id: uuid().primaryKey(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id),
    position: integer().notNull(),
    siteId: uuid().references(() => sites.id),
    promise: text().notNull(),
    /** Written by hand and read by nobody else yet: public pages leave the words out, and keep the money. */
    isPromiseUnreviewed: boolean().notNull().default(false),
    /** What it was to cost, as promised; null: no figure was named. */
    promisedCents: cents(),
    state: text().notNull(),
    /** Why it was changed or dropped, for everybody. */
    reason: text(),
    /** As with the promise. */
    isReasonUnreviewed: boolean().notNull().default(false),
    /** What it came to in the end. */
    actualCents: cents(),
    completedOn: date(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('project_scopes_position').on(t.projectId, t.position),
    index().on(t.siteId),
    check('project_scopes_state', sql`${t.state} in ('promised','under_way','complete','changed','dropped')`),
    check('project_scopes_complete', sql`(${t.state} = 'complete') = (${t.completedOn} is not null)`),
    check('project_scopes_reason', sql`${t.state} not in ('changed','dropped') or ${t.reason} is not null`),
  ],
);

/** What a scope line puts right: a deficiency, or a component that it renews. */
export const scopeNeeds = pgTable(
  'scope_needs',
  {
    id: uuid().primaryKey(),
    scopeId: uuid()
      .notNull()
      .references(() => projectScopes.id),
    deficiencyId: uuid().references(() => deficiencies.id),
    componentId: uuid().references(() => components.id),
    /** Its part of what the scope line came to; set when that is complete. */
    actualCents: cents(),
    /** As the deficiency was before it was funded: so it is again where the scope line is dropped. */
    statusBefore: text(),
    /** When the scope line put it right, or renewed it; null: it has not, or that was undone. */
    retiredAt: instant(),
    /** What the component was before it was renewed. */
    renewedFrom: jsonb().$type<{ yearInstalled: number; observedOn: string | null; observedRemainingYears: number | null }>(),
    addedById: uuid()
      .notNull()
      .references(() => people.id),
    addedAt: instant().notNull(),
  },
  (t) => [
    unique('scope_needs_deficiency').on(t.scopeId, t.deficiencyId),
    unique('scope_needs_component').on(t.scopeId, t.componentId),
    index().on(t.deficiencyId),
    index().on(t.componentId),
    index().on(t.addedById),
    check('scope_needs_one', sql`num_nonnulls(${t.deficiencyId}, ${t.componentId}) = 1`),
  ],
);

/** What might go wrong with a project, and what is done about it. */
export const projectRisks = pgTable(
  'project_risks',
  {
    id: uuid().primaryKey(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id),
    title: text().notNull(),
    likelihoodRatio: doublePrecision().notNull(),
    impactCents: cents().notNull(),
    response: text().notNull(),
    state: text().notNull(),
    ownerId: uuid().references(() => people.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.projectId),
    index().on(t.ownerId),
    check('project_risks_likelihood', sql`${t.likelihoodRatio} between 0 and 1`),
    check('project_risks_impact', sql`${t.impactCents} >= 0`),
    check('project_risks_state', sql`${t.state} in ('open','happened','over')`),
  ],
);

/** A paper that an entry rests on: a file of ours, or where it is kept. */
export const capitalDocuments = pgTable(
  'capital_documents',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    projectId: uuid().references(() => projects.id),
    kind: text().notNull(),
    title: text().notNull(),
    attachmentId: uuid().references(() => attachments.id),
    /** Its number or address elsewhere, as "Board item 7.3 of 2021-03-11". */
    reference: text(),
    /** Reviewed and shown to everybody. */
    isPublic: boolean().notNull().default(false),
    addedById: uuid().references(() => people.id),
    addedAt: instant().notNull(),
  },
  (t) => [
    index().on(t.programmeId),
    index().on(t.projectId),
    index().on(t.attachmentId),
    index().on(t.addedById),
    check(
      'capital_documents_kind',
      sql`${t.kind} in ('board_item','contract','change_order','invoice','bid','tabulation','justification','photo','statement','other')`,
    ),
    check('capital_documents_where', sql`num_nonnulls(${t.attachmentId}, ${t.reference}) >= 1`),
  ],
);

/** Append-only: what happened to a project or programme beside its money, who did it and why. */
export const capitalEvents = pgTable(
  'capital_events',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    projectId: uuid().references(() => projects.id),
    kind: text().notNull(),
    /** Null: the system did it, or a file. */
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.programmeId, t.occurredAt, t.id),
    index().on(t.projectId, t.occurredAt, t.id),
    index().on(t.actorId),
    index().on(t.onBehalfOfId),
  ],
);
