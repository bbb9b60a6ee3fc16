import { sql } from 'drizzle-orm';
import { bigint, check, date, doublePrecision, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { deficiencies, portfolios } from './condition.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });

/** What decisions are made on beside the condition: how a school suits those who learn in it, and how many it has room for. Unknown stays null. */
export const siteMeasures = pgTable(
  'site_measures',
  {
    siteId: uuid()
      .primaryKey()
      .references(() => sites.id),
    /** Of educational adequacy, 0..1 for each category that somebody scored. */
    scores: jsonb().$type<Record<string, number>>().notNull().default({}),
    assessedOn: date(),
    source: text().notNull(),
    /** Places for students. */
    capacity: integer(),
    version: integer().notNull().default(1),
  },
  (t) => [check('site_measures_capacity', sql`${t.capacity} is null or ${t.capacity} > 0`)],
);

/** Append-only: what a school's measures were before and after each change. */
export const siteMeasureEvents = pgTable(
  'site_measure_events',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    kind: text().notNull(),
    /** Null: the system did it. */
    actorId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.siteId, t.occurredAt, t.id), index().on(t.actorId), check('site_measure_events_kind', sql`${t.kind} in ('loaded','changed')`)],
);

/** What each category of adequacy, or each criterion of priority, counts. One that was published is never changed, the next version follows it. */
export const weightings = pgTable(
  'weightings',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    kind: text().notNull(),
    number: integer().notNull(),
    weights: jsonb().$type<Record<string, number>>().notNull(),
    /** Why, in words. */
    reason: text().notNull(),
    publishedById: uuid().references(() => people.id),
    publishedAt: instant().notNull(),
  },
  (t) => [
    unique('weightings_number').on(t.portfolioId, t.kind, t.number),
    index().on(t.publishedById),
    check('weightings_kind', sql`${t.kind} in ('adequacy','priorities')`),
  ],
);

/** What is thought of a need beside its cost. */
export const needEstimates = pgTable(
  'need_estimates',
  {
    deficiencyId: uuid()
      .primaryKey()
      .references(() => deficiencies.id),
    /** How much of what work needs is there (design, permits, access): 0..1. */
    readinessRatio: doublePrecision(),
    /** What mending it saves in a year. */
    savingCents: bigint({ mode: 'bigint' }),
    source: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    check('need_estimates_readiness', sql`${t.readinessRatio} is null or ${t.readinessRatio} between 0 and 1`),
    check('need_estimates_saving', sql`${t.savingCents} is null or ${t.savingCents} >= 0`),
  ],
);
