import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { requestTypes } from './catalog.ts';
import { buildingSystems, deficiencies } from './condition.ts';
import { people } from './people.ts';
import { attachments, workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/** A component as it was before an order renewed it. */
export type RenewedFrom = { yearInstalled: number; observedOn: string | null; observedRemainingYears: number | null };

/** What an order cost, as it is told: hours by rate (null: nobody says what an hour costs), and what was charged to it (null: nothing). Of the whole order. */
export type Charged = { labour: { minutes: number; hourly: string | null }[]; parts: string | null; putRight: number };

/** Orders that have to do with a deficiency: one that reported it, similar ones that proposed it together, and one that is to put it right. */
export const deficiencyOrders = pgTable(
  'deficiency_orders',
  {
    deficiencyId: uuid()
      .notNull()
      .references(() => deficiencies.id),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    kind: text().notNull(),
    /** Where it puts right: what the deficiency was before, and is again when the order is cancelled. */
    statusBefore: text(),
    /** Its component is new when the order is done; then, what the component was before. */
    renewsComponent: boolean().notNull().default(false),
    renewedFrom: jsonb().$type<RenewedFrom>(),
    /** Since when it has put it right, and its share of what the order cost. */
    retiredAt: instant(),
    shareCents: bigint({ mode: 'bigint' }),
    /** What that is a share of. */
    charged: jsonb().$type<Charged>(),
    linkedById: uuid().references(() => people.id),
    linkedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.deficiencyId, t.workOrderId, t.kind] }),
    index().on(t.workOrderId),
    index().on(t.linkedById),
    check('deficiency_orders_kind', sql`${t.kind} in ('reported','similar','repair')`),
    check('deficiency_orders_repair', sql`(${t.kind} = 'repair') = (${t.statusBefore} is not null)`),
  ],
);

/** What a deficiency looks like. */
export const deficiencyPhotos = pgTable(
  'deficiency_photos',
  {
    attachmentId: uuid()
      .primaryKey()
      .references(() => attachments.id),
    deficiencyId: uuid()
      .notNull()
      .references(() => deficiencies.id),
    addedById: uuid()
      .notNull()
      .references(() => people.id),
    addedAt: instant().notNull(),
  },
  (t) => [index().on(t.deficiencyId, t.addedAt), index().on(t.addedById)],
);

/** Which part of a building a kind of request speaks of, where it speaks of one: similar orders propose a deficiency there. */
export const requestTypeSystems = pgTable(
  'request_type_systems',
  {
    requestTypeId: uuid()
      .primaryKey()
      .references(() => requestTypes.id),
    systemCode: text()
      .notNull()
      .references(() => buildingSystems.code),
  },
  (t) => [index().on(t.systemCode)],
);
