import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
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
import { apiTokens, people } from './people.ts';
import { services } from './services.ts';
import { areas, buildings, rooms, sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** In so many words: an index of open orders is met only by the same. */
const isOpen = (status: AnyPgColumn) => sql`${status} in ('awaiting_approval','submitted','triaged','assigned','in_progress','on_hold')`;

type Target = { unit: 'minutes' | 'working_days'; amount: number };
/** The calendar that it is counted by, and how much of its time; null: nothing is promised. `planned_date`: by the end of the planned day. */
export type OrderPolicy = { calendar: string; response: Target | null; resolution: Target | { unit: 'planned_date' } | null };

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
    /** What is promised, as it was when it was last set: later policies leave it alone. Null before a promise was ever worked out. */
    policy: jsonb().$type<OrderPolicy>(),
    responseDueAt: instant(),
    /** The first assignment to a person, or the first public word from the crew. */
    respondedAt: instant(),
    /** Null while the clock does not run, and where nothing is promised. */
    resolutionDueAt: instant(),
    /** While it is paused: what is left of the target, in the target's unit. */
    resolutionLeft: doublePrecision(),
    /** Not before this does anybody need to be warned. */
    nextWarningAt: instant(),
    /** The newest revision of any calendar that this was worked out by. */
    clocksRevision: bigint({ mode: 'number' }),
    rating: integer(),
    ratingComment: text(),
    ratedAt: instant(),
    submittedAt: instant().notNull(),
    statusChangedAt: instant().notNull(),
    completedAt: instant(),
    closedAt: instant(),
    reopenCount: integer().notNull().default(0),
    /** Something follows what becomes of it, and is told in the transaction of each change of its status or cost. */
    isFollowed: boolean().notNull().default(false),
    updatedAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // Of a kind at a place, by time: whether it came again.
    index('work_orders_kind_place').on(t.requestTypeId, sql`coalesce(${t.roomId}, ${t.buildingId}, ${t.siteId})`, t.submittedAt),
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
    // The queue of a team: as short after ten years as in the first, so it is found without passing what is closed.
    index('work_orders_team_open').on(t.teamId, t.submittedAt, t.id).where(isOpen(t.status)),
    index('work_orders_due').on(t.resolutionDueAt, t.id).where(isOpen(t.status)),
    // What breaches next: the answer, where none was given yet, or the work.
    index('work_orders_breach')
      .on(sql`least(case when ${t.respondedAt} is null then ${t.responseDueAt} end, ${t.resolutionDueAt})`, t.id)
      .where(isOpen(t.status)),
    index('work_orders_next_warning')
      .on(t.nextWarningAt)
      .where(sql`${t.nextWarningAt} is not null`),
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
    /** For whom, where the actor was permitted only as their stand-in. */
    onBehalfOfId: uuid().references(() => people.id),
    /** Where a program did it. */
    apiTokenId: uuid().references(() => apiTokens.id),
    /** Crews only: the requester's timeline leaves it out. */
    isInternal: boolean().notNull().default(false),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The order's version after this event, and which of its columns it changed; null where it only added something. */
    version: integer(),
    changedFields: text().array(),
    occurredAt: instant().notNull(),
    /** When it was taken in, where that was later: from a phone that had no signal. Null: as it happened. */
    recordedAt: instant(),
    /** By what it was seen before, of the order's columns that decide who may know of it, where this event changed one: for telling who lost it. */
    audienceBefore: jsonb().$type<{ serviceCode?: string; teamId?: string | null; assigneeId?: string | null }>(),
    /** The transaction it came with: times and ids are not in the order of commits. Null: from before there were live pages. */
    writtenIn: xid8().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    index().on(t.workOrderId, t.occurredAt, t.id),
    // Waits alone, for reports.
    index('work_order_events_holds')
      .on(t.workOrderId, t.occurredAt)
      .where(sql`${t.kind} in ('held', 'resumed')`),
    index().on(t.actorId),
    // Nearly always null, and written with every act: the index holds only the others.
    index()
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
    index()
      .on(t.apiTokenId)
      .where(sql`${t.apiTokenId} is not null`),
    index('work_order_events_written')
      .on(t.writtenIn)
      .where(sql`${t.writtenIn} is not null`),
  ],
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

/** A photo or file. Without an order, and kept by nothing else, it is an upload that waits for its form to be sent; the worker removes it after a day. */
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
    /** What is no order has it, and serves it by its own routes. */
    isKept: boolean().notNull().default(false),
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
