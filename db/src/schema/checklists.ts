import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/** One thing to do on an order, for crew and desk. What happened to it is in the order's events. */
export const checklistItems = pgTable(
  'checklist_items',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    position: integer().notNull(),
    /** What somebody typed is the same in both. */
    textEn: text().notNull(),
    textEs: text().notNull(),
    doneById: uuid().references(() => people.id),
    doneAt: instant(),
  },
  (t) => [
    unique('checklist_items_position').on(t.workOrderId, t.position),
    index().on(t.doneById),
    check('checklist_items_done', sql`(${t.doneById} is null) = (${t.doneAt} is null)`),
  ],
);
