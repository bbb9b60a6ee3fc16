import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { teams } from './catalog.ts';
import { people } from './people.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/** A word that the desk hangs on an order; crews and the desk see it. */
export const workOrderTags = pgTable(
  'work_order_tags',
  {
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id, { onDelete: 'cascade' }),
    tag: text().notNull(),
    /** Null: a rule did. */
    addedById: uuid().references(() => people.id),
    addedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workOrderId, t.tag] }),
    index().on(t.tag, t.workOrderId),
    index().on(t.addedById),
    check('work_order_tags_tag', sql`${t.tag} ~ '^[^[:upper:][:space:],]{1,40}$'`),
  ],
);

/** Filters, sort and columns of the list under a name. It shows nobody more than they may see. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** The filters as the list's address has them. */
    query: text().notNull(),
    columns: text().array().notNull(),
    sort: text().notNull(),
    audience: text().notNull(),
    /** Who made it; a private one is theirs alone. */
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    teamId: uuid().references(() => teams.id, { onDelete: 'cascade' }),
    /** Where it stands among those of its audience. */
    position: integer().notNull(),
    isDefault: boolean().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.ownerId),
    index().on(t.teamId),
    uniqueIndex('saved_views_own_default')
      .on(t.ownerId)
      .where(sql`${t.isDefault} and ${t.audience} = 'private'`),
    uniqueIndex('saved_views_team_default')
      .on(t.teamId)
      .where(sql`${t.isDefault} and ${t.audience} = 'team'`),
    uniqueIndex('saved_views_shared_default')
      .on(t.isDefault)
      .where(sql`${t.isDefault} and ${t.audience} = 'shared'`),
    check('saved_views_audience', sql`${t.audience} in ('private','team','shared')`),
    check('saved_views_team', sql`(${t.audience} = 'team') = (${t.teamId} is not null)`),
  ],
);
