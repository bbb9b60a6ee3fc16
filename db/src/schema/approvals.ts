import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { requestTypes } from './catalog.ts';
import { people } from './people.ts';
import { services } from './services.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/** Any one of these decides: who holds one of the roles where the order is, and those named. */
export type ApprovalStep = { roles: string[]; personIds: string[] };

/** Which requests wait for an approval, and whose, one step after the other. */
export const approvalPolicies = pgTable(
  'approval_policies',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    /** Null: every kind of the service. */
    requestTypeId: uuid().references(() => requestTypes.id),
    /** always · amount: from `thresholdCents` on, as an answer says or as costs come to. */
    condition: text().notNull(),
    thresholdCents: bigint({ mode: 'number' }),
    /** The question whose answer is dollars; null where costs alone count. */
    amountKey: text(),
    steps: jsonb().$type<ApprovalStep[]>().notNull(),
    isActive: boolean().notNull().default(true),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.serviceCode),
    index().on(t.requestTypeId),
    check(
      'approval_policies_condition',
      sql`case ${t.condition} when 'always' then ${t.thresholdCents} is null and ${t.amountKey} is null when 'amount' then ${t.thresholdCents} > 0 else false end`,
    ),
  ],
);

/** One step of what an order waits for. It is open only while its order waits, too. */
export const approvals = pgTable(
  'approvals',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    policyId: uuid()
      .notNull()
      .references(() => approvalPolicies.id),
    policyVersion: integer().notNull(),
    /** asked: before the order is taken up. cost: what it costs has risen. */
    cause: text().notNull(),
    /** In the order in which they are asked, over the whole life of the order. */
    position: integer().notNull(),
    step: jsonb().$type<ApprovalStep>().notNull(),
    amountCents: bigint({ mode: 'number' }),
    /** later · open · approved · declined · withdrawn. */
    state: text().notNull(),
    openedAt: instant(),
    /** How many reminders went out, and when the next one does. */
    reminders: integer().notNull().default(0),
    nextReminderAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('approvals_position').on(t.workOrderId, t.position),
    index().on(t.policyId),
    index('approvals_open')
      .on(t.openedAt, t.id)
      .where(sql`${t.state} = 'open'`),
    index('approvals_next_reminder')
      .on(t.nextReminderAt)
      .where(sql`${t.state} = 'open' and ${t.nextReminderAt} is not null`),
    check('approvals_cause', sql`${t.cause} in ('asked','cost')`),
    check('approvals_state', sql`${t.state} in ('later','open','approved','declined','withdrawn')`),
  ],
);

/** Append-only: who decided on a step, and for whom they stood in. */
export const approvalDecisions = pgTable(
  'approval_decisions',
  {
    id: uuid().primaryKey(),
    approvalId: uuid()
      .notNull()
      .unique('approval_decisions_once')
      .references(() => approvals.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    decision: text().notNull(),
    words: text(),
    /** portal · link: from the mail. */
    via: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    index().on(t.personId, t.decidedAt),
    index().on(t.onBehalfOfId),
    check('approval_decisions_decision', sql`${t.decision} in ('approve','decline')`),
    check('approval_decisions_via', sql`${t.via} in ('portal','link')`),
    check('approval_decisions_declined', sql`${t.decision} <> 'decline' or ${t.words} is not null`),
  ],
);

/** The link in a mail by which one person decides on one step, once. Only the hash of its secret is kept. */
export const approvalLinks = pgTable(
  'approval_links',
  {
    id: uuid().primaryKey(),
    approvalId: uuid()
      .notNull()
      .references(() => approvals.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** SHA-256 of the secret, in hexadecimal. */
    secretHash: text().notNull().unique('approval_links_secret'),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [index().on(t.approvalId), index().on(t.personId)],
);

/** Days on which somebody is away: what waits for them alone goes on to others. */
export const absences = pgTable(
  'absences',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startsOn: date().notNull(),
    /** The first day on which they are back. */
    endsOn: date().notNull(),
    createdAt: instant().notNull(),
    createdById: uuid()
      .notNull()
      .references(() => people.id),
    endedAt: instant(),
  },
  (t) => [index().on(t.personId, t.startsOn), index().on(t.createdById), check('absences_days', sql`${t.startsOn} < ${t.endsOn}`)],
);
