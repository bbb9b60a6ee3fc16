import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });

/** What must all hold of an order; of what names several, any one. What is left out does not matter. */
export type RuleConditions = {
  serviceCodes?: string[];
  tradeCodes?: string[];
  requestTypeIds?: string[];
  /** Whole words of the title, the description and the answers; several together must follow each other. */
  words?: string[];
  siteIds?: string[];
  areaIds?: string[];
  levels?: string[];
  /** Days of the week, Sunday 0, and minutes after midnight; until before from: over midnight, on the day it begins. */
  window?: { days: number[]; from: number; until: number };
  /** Whether the service works at that time. */
  serviceHours?: 'within' | 'outside';
  requesterRoles?: string[];
  impacts?: string[];
  urgencies?: string[];
  priorities?: string[];
  /** Of an escalation, and of nothing else: what the order has come to. */
  when?:
    | { kind: 'unassigned'; workingHours: number }
    | { kind: 'due_share'; clock: 'response' | 'resolution'; share: number }
    | { kind: 'on_hold'; days: number };
};

/** What is done with the order. An approval that a rule asks for would be named here. */
export type RuleActions = { teamId?: string; priority?: string; tags?: string[]; tell?: ('lead' | 'manager')[] };

/** Where orders go, and what is done about those that stand still: conditions and actions, in their order. */
export const deskRules = pgTable(
  'desk_rules',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** Lower goes first; the first that sets the crew or the priority has set it. */
    position: integer().notNull(),
    trigger: text().notNull(),
    conditions: jsonb().$type<RuleConditions>().notNull(),
    actions: jsonb().$type<RuleActions>().notNull(),
    isActive: boolean().notNull().default(false),
    /** An escalation looks at what orders come to from then on. */
    activeSince: instant(),
    /** When it was last tried on the orders of the last days, as it was in which version. */
    dryRunAt: instant(),
    dryRunVersion: integer(),
    /** Moves on with its name, conditions and actions; its place and whether it is on leave it alone. */
    version: integer().notNull().default(1),
  },
  (t) => [
    index('desk_rules_position').on(t.trigger, t.position, t.id),
    check('desk_rules_trigger', sql`${t.trigger} in ('submitted','escalation')`),
    check('desk_rules_dry_run', sql`not ${t.isActive} or ${t.dryRunVersion} is not distinct from ${t.version}`),
    check('desk_rules_active_since', sql`${t.isActive} = (${t.activeSince} is not null)`),
  ],
);

export type DryRunEffect = { kind: 'team' | 'priority' | 'tags' | 'tell'; from: string | null; to: string; orders: number };
/** Kept between two looks: what was found so far. `touched`: the newest orders that it would have changed. */
export type DryRunFound = {
  matched: number;
  changed: number;
  effects: DryRunEffect[];
  touched: { id: string; changes: Omit<DryRunEffect, 'orders'>[] }[];
};

/** A rule tried on the orders of the last 90 days that one person may see, as they were asked: theirs to read. */
export const deskRuleDryRuns = pgTable(
  'desk_rule_dry_runs',
  {
    id: uuid().primaryKey(),
    ruleId: uuid()
      .notNull()
      .references(() => deskRules.id, { onDelete: 'cascade' }),
    ruleVersion: integer().notNull(),
    startedById: uuid()
      .notNull()
      .references(() => people.id),
    since: instant().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    /** How many orders there are to look at, and how many were looked at. */
    total: integer().notNull(),
    seen: integer().notNull().default(0),
    /** The order looked at last: the newest come first. */
    lastAt: instant(),
    lastId: uuid(),
    found: jsonb().$type<DryRunFound>().notNull(),
  },
  (t) => [index().on(t.ruleId, t.startedAt), index().on(t.startedById)],
);
