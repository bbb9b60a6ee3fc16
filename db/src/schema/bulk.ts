import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/** One change of many orders: what, by whom, and how far it is. */
export const bulkChanges = pgTable(
  'bulk_changes',
  {
    id: uuid().primaryKey(),
    byId: uuid()
      .notNull()
      .references(() => people.id),
    change: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().notNull(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
    undoneAt: instant(),
  },
  (t) => [
    index().on(t.byId, t.createdAt),
    index('bulk_changes_waiting')
      .on(t.createdAt)
      .where(sql`${t.state} in ('running','undoing')`),
    check('bulk_changes_state', sql`${t.state} in ('running','done','undoing','undone')`),
    check('bulk_changes_finished', sql`(${t.state} = 'done') <= (${t.finishedAt} is not null)`),
  ],
);

/** One order of such a change: how it was seen, what became of it, and what puts it back. Written with the order, in one transaction. */
export const bulkChangeOrders = pgTable(
  'bulk_change_orders',
  {
    bulkChangeId: uuid()
      .notNull()
      .references(() => bulkChanges.id, { onDelete: 'cascade' }),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    position: integer().notNull(),
    seenVersion: integer().notNull(),
    outcome: text().notNull(),
    /** Why not: the code of the problem, and its sentence. */
    code: text(),
    why: text(),
    /** The columns and tags that it changed, as they were; and the version and tags it left. */
    before: jsonb().$type<{ set: Record<string, unknown>; tags: readonly string[] }>(),
    after: jsonb().$type<{ version: number; tags: readonly string[] }>(),
  },
  (t) => [
    primaryKey({ columns: [t.bulkChangeId, t.workOrderId] }),
    index().on(t.workOrderId),
    index('bulk_change_orders_next').on(t.bulkChangeId, t.outcome, t.position),
    check('bulk_change_orders_outcome', sql`${t.outcome} in ('waiting','changed','unchanged','refused','skipped','undone','kept')`),
  ],
);
