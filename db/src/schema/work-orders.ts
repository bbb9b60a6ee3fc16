import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  text,
  timestamp,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { requestTypes, teams } from './catalog.ts';
import { people } from './people.ts';
import { services } from './services.ts';
import { areas, buildings, rooms, sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const workOrderNumbers = pgSequence('work_order_numbers');

export const workOrders = pgTable(
  'work_orders',
  {
    id: uuid().primaryKey(),
    /** WO-2026-000123: the year it was asked in, then a running number with gaps. */
    number: text().notNull().unique(),
    title: text().notNull(),
    description: text().notNull().default(''),
    requestTypeId: uuid()
      .notNull()
      .references(() => requestTypes.id),
    requestTypeVersion: integer().notNull(),
    /** Copied from the type when submitted: what visibility and routing are decided by. */
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    tradeCode: text().notNull(),
    compartment: text(),
    answers: jsonb().$type<Record<string, string | number | boolean>>().notNull().default({}),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    areaId: uuid().references(() => areas.id),
    buildingId: uuid().references(() => buildings.id),
    roomId: uuid().references(() => rooms.id),
    placeNote: text(),
    /** For whom; `submittedById` is who typed it. */
    requesterId: uuid()
      .notNull()
      .references(() => people.id),
    submittedById: uuid()
      .notNull()
      .references(() => people.id),
    status: text().notNull(),
    impact: text().notNull(),
    urgency: text().notNull(),
    priority: text().notNull(),
    /** Why the priority differs from the matrix; null when it does not. */
    priorityReason: text(),
    teamId: uuid().references(() => teams.id),
    assigneeId: uuid().references(() => people.id),
    plannedOn: date(),
    plannedSequence: integer(),
    estimateMinutes: integer(),
    holdReason: text(),
    holdNote: text(),
    holdUntilOn: date(),
    /** The status that the order returns to when the hold ends. */
    heldFrom: text(),
    resolutionNote: text(),
    cancelReason: text(),
    duplicateOfId: uuid().references((): AnyPgColumn => workOrders.id),
    /** "Not fixed" after the reopening window opens a linked order: the one it follows. */
    followsId: uuid().references((): AnyPgColumn => workOrders.id),
    hazardAcknowledgedById: uuid().references(() => people.id),
    hazardAcknowledgedAt: instant(),
    rating: integer(),
    ratingComment: text(),
    ratedAt: instant(),
    submittedAt: instant().notNull(),
    statusChangedAt: instant().notNull(),
    completedAt: instant(),
    closedAt: instant(),
    reopenCount: integer().notNull().default(0),
    updatedAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.requestTypeId),
    index().on(t.serviceCode),
    index().on(t.areaId),
    index().on(t.buildingId),
    index().on(t.roomId),
    index().on(t.submittedById),
    index().on(t.duplicateOfId),
    index().on(t.followsId),
    index().on(t.hazardAcknowledgedById),
    index('work_orders_newest').on(t.submittedAt, t.id),
    index('work_orders_site_newest').on(t.siteId, t.submittedAt, t.id),
    index('work_orders_requester_newest').on(t.requesterId, t.submittedAt, t.id),
    index('work_orders_team_newest').on(t.teamId, t.submittedAt, t.id),
    index('work_orders_assignee_newest').on(t.assigneeId, t.submittedAt, t.id),
    index('work_orders_updated').on(t.updatedAt, t.id),
    check(
      'work_orders_status',
      sql`${t.status} in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold','completed','closed','cancelled','duplicate')`,
    ),
    check('work_orders_impact', sql`${t.impact} in ('person','room','building','district')`),
    check('work_orders_urgency', sql`${t.urgency} in ('can_wait','disrupts','stops_teaching','danger')`),
    check('work_orders_priority', sql`${t.priority} in ('P1','P2','P3','P4')`),
    check('work_orders_rating', sql`${t.rating} between 1 and 5`),
    check('work_orders_assigned', sql`${t.status} not in ('assigned','in_progress') or ${t.assigneeId} is not null or ${t.teamId} is not null`),
    check('work_orders_held', sql`(${t.status} = 'on_hold') = (${t.holdReason} is not null)`),
    check('work_orders_duplicate', sql`(${t.status} = 'duplicate') = (${t.duplicateOfId} is not null)`),
  ],
);

/** The words to search in, apart from the row that changes often: written only when the words change. */
export const workOrderTexts = pgTable(
  'work_order_texts',
  {
    workOrderId: uuid()
      .primaryKey()
      .references(() => workOrders.id, { onDelete: 'cascade' }),
    words: tsvector().notNull(),
  },
  (t) => [index('work_order_texts_words').using('gin', t.words)],
);

/** Append-only: everything that happened to an order, in the transaction in which it happened. */
export const workOrderEvents = pgTable(
  'work_order_events',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    kind: text().notNull(),
    /** Null: the system did it. */
    actorId: uuid().references(() => people.id),
    /** Crews only: the requester's timeline leaves it out. */
    isInternal: boolean().notNull().default(false),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The order's version after this event, and which of its columns it changed; null where it only added something. */
    version: integer(),
    changedFields: text().array(),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.workOrderId, t.occurredAt, t.id), index().on(t.actorId)],
);

export const workOrderComments = pgTable(
  'work_order_comments',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    authorId: uuid()
      .notNull()
      .references(() => people.id),
    body: text().notNull(),
    isInternal: boolean().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index().on(t.workOrderId, t.createdAt, t.id), index().on(t.authorId)],
);

/** A photo or file. Without an order it is an upload that waits for its form to be sent; the worker removes it after a day. */
export const attachments = pgTable(
  'attachments',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid().references(() => workOrders.id),
    uploadedById: uuid()
      .notNull()
      .references(() => people.id),
    fileName: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    widthPx: integer(),
    heightPx: integer(),
    storageKey: text().notNull(),
    thumbnailKey: text(),
    isInternal: boolean().notNull().default(false),
    createdAt: instant().notNull(),
  },
  (t) => [index().on(t.workOrderId, t.createdAt), index().on(t.uploadedById)],
);

/** Minutes worked, per person and day. A correction is another line, with its sign. */
export const labourEntries = pgTable(
  'labour_entries',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    workedOn: date().notNull(),
    minutes: integer().notNull(),
    note: text(),
    enteredById: uuid()
      .notNull()
      .references(() => people.id),
    enteredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.workOrderId),
    index().on(t.personId, t.workedOn),
    index().on(t.enteredById),
    check('labour_entries_minutes', sql`${t.minutes} <> 0 and ${t.minutes} between -1440 and 1440`),
  ],
);

/** Material or vendor cost in cents, with the account it is charged to. */
export const costEntries = pgTable(
  'cost_entries',
  {
    id: uuid().primaryKey(),
    workOrderId: uuid()
      .notNull()
      .references(() => workOrders.id),
    kind: text().notNull(),
    description: text().notNull(),
    amountCents: bigint({ mode: 'bigint' }).notNull(),
    accountString: text().notNull(),
    enteredById: uuid()
      .notNull()
      .references(() => people.id),
    enteredAt: instant().notNull(),
  },
  (t) => [index().on(t.workOrderId), index().on(t.enteredById), check('cost_entries_kind', sql`${t.kind} in ('material','vendor')`)],
);
