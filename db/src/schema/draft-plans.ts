import { sql } from 'drizzle-orm';
import { bigint, check, doublePrecision, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { components, deficiencies, portfolios, structures } from './condition.ts';
import { people } from './people.ts';

/** Needs that were ranked and chosen together: where a capital plan begins. */
export const draftPlans = pgTable(
  'draft_plans',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    name: text().notNull(),
    /** By which its needs were ranked, and the version of them where they were the published ones. */
    weights: jsonb().$type<Record<string, number>>().notNull(),
    weightsNumber: integer(),
    createdById: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [index().on(t.portfolioId, t.createdAt), index().on(t.createdById)],
);

/** One need of a plan as it stood when it was chosen. */
export const draftPlanItems = pgTable(
  'draft_plan_items',
  {
    id: uuid().primaryKey(),
    planId: uuid()
      .notNull()
      .references(() => draftPlans.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    structureId: uuid()
      .notNull()
      .references(() => structures.id),
    /** What was found, or the component whose renewal is overdue. */
    deficiencyId: uuid().references(() => deficiencies.id),
    componentId: uuid().references(() => components.id),
    scope: text().notNull(),
    costCents: bigint({ mode: 'bigint' }).notNull(),
    /** 0..100; null where nothing that counts was known. */
    points: doublePrecision(),
  },
  (t) => [
    unique('draft_plan_items_position').on(t.planId, t.position),
    index().on(t.structureId),
    index().on(t.deficiencyId),
    index().on(t.componentId),
    check('draft_plan_items_need', sql`num_nonnulls(${t.deficiencyId}, ${t.componentId}) = 1`),
  ],
);
