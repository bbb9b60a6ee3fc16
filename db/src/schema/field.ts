import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { requestTypes } from './catalog.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/**
 * What a phone sent that may have had no signal when it was meant. Written in the transaction of its effect, under the id that the phone
 * gave it: sent again, it is found here and not done again. What could not be done waits here for the desk.
 */
export const fieldOperations = pgTable(
  'field_operations',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text().notNull(),
    workOrderId: uuid().references(() => workOrders.id),
    /** Where a new request that could not be taken in was meant for: what the desk that looks at it is found by. */
    siteId: uuid().references(() => sites.id),
    requestTypeId: uuid().references(() => requestTypes.id),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The phone's clock when it was meant and when it was sent; `occurredAt` is the first by our clock. */
    deviceAt: instant().notNull(),
    sentAt: instant().notNull(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull(),
    /** The order as the phone showed it, and as it stood afterwards: what was answered, and is answered again. */
    seenStatus: text(),
    seenVersion: integer(),
    orderStatus: text(),
    orderVersion: integer(),
    outcome: text().notNull(),
    /** Why it was set aside: the code of the refusal. */
    reason: text(),
    decision: text(),
    decisionNote: text(),
    decidedById: uuid().references(() => people.id),
    decidedAt: instant(),
  },
  (t) => [
    index().on(t.personId, t.receivedAt),
    index().on(t.workOrderId),
    index().on(t.siteId),
    index().on(t.requestTypeId),
    index().on(t.decidedById),
    index('field_operations_waiting')
      .on(t.receivedAt, t.id)
      .where(sql`${t.outcome} = 'set_aside' and ${t.decision} is null`),
    check('field_operations_kind', sql`${t.kind} in ('start','hold','resume','complete','give_back','note','labour','photo','request')`),
    check('field_operations_outcome', sql`${t.outcome} in ('applied','set_aside')`),
    check('field_operations_decision', sql`${t.decision} in ('applied','dismissed')`),
    check('field_operations_reason', sql`(${t.outcome} = 'set_aside') = (${t.reason} is not null)`),
    check(
      'field_operations_decided',
      sql`(${t.decision} is null) = (${t.decidedAt} is null) and (${t.decision} is null) = (${t.decidedById} is null)`,
    ),
  ],
);
