import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, doublePrecision, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { programmes, projects } from './capital.ts';
import { components, deficiencies, structures } from './condition.ts';
import { draftPlans } from './draft-plans.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

/** Work at one school that somebody proposes: scored in public, looked at by a committee, decided with a reason. */
export const proposals = pgTable(
  'proposals',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    /** One after the other within its programme: what people call it. */
    number: integer().notNull(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    title: text().notNull(),
    /** In plain words, for everybody. */
    summary: text().notNull(),
    costCents: cents().notNull(),
    /** 0..100; null: nothing that counts was known. */
    points: doublePrecision(),
    /** By hand: what the points are made of, in words for everybody. */
    scoreBasis: text(),
    /** Of a plan: the version of the published weights; null where other weights were tried. */
    weightsNumber: integer(),
    /** Where it came from; null: by hand. */
    draftPlanId: uuid().references(() => draftPlans.id),
    /** Cameras, locks and alarms: never public. */
    isSecurity: boolean().notNull().default(false),
    state: text().notNull(),
    proposedById: uuid()
      .notNull()
      .references(() => people.id),
    proposedAt: instant().notNull(),
    publishedAt: instant(),
    committee: text(),
    /** What the committee says of it, in words for everybody. */
    committeeView: text(),
    committeeMetOn: date(),
    decision: text(),
    reason: text(),
    decidedById: uuid().references(() => people.id),
    decidedAt: instant(),
    /** What it became. */
    projectId: uuid()
      .unique('proposals_project')
      .references(() => projects.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('proposals_number').on(t.programmeId, t.number),
    unique('proposals_plan').on(t.draftPlanId, t.programmeId, t.siteId),
    index().on(t.siteId),
    index().on(t.proposedById),
    index().on(t.decidedById),
    check('proposals_state', sql`${t.state} in ('draft','published','in_committee','decided','withdrawn')`),
    check('proposals_cost', sql`${t.costCents} > 0`),
    check('proposals_score', sql`num_nonnulls(${t.draftPlanId}, ${t.scoreBasis}) = 1`),
    check('proposals_points', sql`${t.points} between 0 and 100`),
    check('proposals_published', sql`${t.state} in ('draft','withdrawn') or ${t.publishedAt} is not null`),
    check(
      'proposals_committee',
      sql`num_nonnulls(${t.committee}, ${t.committeeView}, ${t.committeeMetOn}) in (0, 3) and (${t.state} not in ('in_committee','decided') or ${t.committee} is not null)`,
    ),
    check('proposals_decision', sql`${t.decision} in ('approved','declined','later')`),
    check(
      'proposals_decided',
      sql`num_nonnulls(${t.decision}, ${t.reason}, ${t.decidedById}, ${t.decidedAt}) = case when ${t.state} = 'decided' then 4 else 0 end`,
    ),
    check('proposals_duties_apart', sql`${t.decidedById} <> ${t.proposedById}`),
    check('proposals_becomes', sql`(${t.projectId} is not null) = (${t.decision} is not distinct from 'approved')`),
  ],
);

/** One need that a proposal puts right, as it stood when it was proposed. */
export const proposalNeeds = pgTable(
  'proposal_needs',
  {
    id: uuid().primaryKey(),
    proposalId: uuid()
      .notNull()
      .references(() => proposals.id),
    position: integer().notNull(),
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    deficiencyId: uuid().references(() => deficiencies.id),
    componentId: uuid().references(() => components.id),
    scope: text().notNull(),
    costCents: cents().notNull(),
    points: doublePrecision(),
  },
  (t) => [
    unique('proposal_needs_position').on(t.proposalId, t.position),
    index().on(t.structureId),
    index().on(t.deficiencyId),
    index().on(t.componentId),
    check('proposal_needs_one', sql`num_nonnulls(${t.deficiencyId}, ${t.componentId}) = 1`),
  ],
);

/** Append-only: what happened to a proposal, who did it and why. */
export const proposalEvents = pgTable(
  'proposal_events',
  {
    id: uuid().primaryKey(),
    proposalId: uuid()
      .notNull()
      .references(() => proposals.id),
    kind: text().notNull(),
    actorId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.proposalId, t.occurredAt, t.id), index().on(t.actorId), index().on(t.onBehalfOfId)],
);

/** Years ahead under somebody's assumptions, with all that they were reckoned from: the same figures for ever. */
export const outlookScenarios = pgTable(
  'outlook_scenarios',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    name: text().notNull(),
    method: text().notNull(),
    /** Cents as decimal strings. */
    inputs: jsonb().$type<Record<string, unknown>>().notNull(),
    asOf: date().notNull(),
    createdById: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [unique('outlook_scenarios_name').on(t.programmeId, t.name), index().on(t.createdById)],
);
