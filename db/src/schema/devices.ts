import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { apiTokens, people } from './people.ts';
import { students } from './roster.ts';
import { rooms, sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

const isStatus = (status: AnyPgColumn) =>
  sql`${status} in ('ordered','received','enrolled','in_stock','assigned','on_loan','in_repair','vendor_repair','warranty_repair','awaiting_parts','lost','stolen','recovered','retired','disposed')`;

export const deviceModels = pgTable(
  'device_models',
  {
    id: uuid().primaryKey(),
    make: text().notNull(),
    name: text().notNull(),
    /** chromebook · ipad · laptop · hotspot · other */
    kind: text().notNull(),
    /** The last day on which its maker updates it (Auto Update Expiration); null: unknown. */
    autoUpdateExpiresOn: date(),
    /** What one costs today; null: nobody has said. */
    priceCents: cents(),
    /** For how many years one is meant to be used. */
    lifeYears: integer().notNull().default(4),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('device_models_once').on(sql`lower(${t.make})`, sql`lower(${t.name})`),
    check('device_models_kind', sql`${t.kind} in ('chromebook','ipad','laptop','hotspot','other')`),
    check('device_models_price', sql`${t.priceCents} >= 0`),
    check('device_models_life', sql`${t.lifeYears} between 1 and 20`),
  ],
);

/** Devices that left together, with the paper that says they were wiped. */
export const deviceDisposals = pgTable(
  'device_disposals',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** recycled · sold · donated · destroyed */
    way: text().notNull(),
    /** Who took them. */
    takenBy: text().notNull(),
    /** The certificate of wiping: nothing is disposed without it. */
    certificateKey: text(),
    certificateName: text(),
    /** By which whoever wiped them calls it, where there is no file. */
    certificateNumber: text(),
    /** The day on which they left; null: they are still here. */
    disposedOn: date(),
    createdById: uuid().references(() => people.id),
    createdAt: instant().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.createdById),
    check('device_disposals_way', sql`${t.way} in ('recycled','sold','donated','destroyed')`),
    check('device_disposals_certificate', sql`(${t.certificateKey} is null) = (${t.certificateName} is null)`),
  ],
);

/** Append-only: what happened to a lot of devices that leave together, and who did it. */
export const deviceDisposalEvents = pgTable(
  'device_disposal_events',
  {
    id: uuid().primaryKey(),
    disposalId: uuid()
      .notNull()
      .references(() => deviceDisposals.id),
    kind: text().notNull(),
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index('device_disposal_events_disposal').on(t.disposalId, t.occurredAt, t.id),
    index().on(t.actorId),
    index().on(t.onBehalfOfId),
    check('device_disposal_events_kind', sql`${t.kind} in ('begun','changed','added','removed','certified','done')`),
  ],
);

/** A device as it is now. Its status, and that it was deprovisioned, wiped or disposed of, come from its events alone: a trigger writes them. */
export const devices = pgTable(
  'devices',
  {
    id: uuid().primaryKey(),
    assetTag: text().notNull(),
    serial: text().notNull(),
    modelId: uuid()
      .notNull()
      .references(() => deviceModels.id),
    /** Where it belongs; whoever holds it may be elsewhere. */
    homeSiteId: uuid()
      .notNull()
      .references(() => sites.id),
    status: text().notNull(),
    statusChangedAt: instant().notNull(),
    /** Kept to be lent while another is mended. */
    isLoaner: boolean().notNull().default(false),
    acquiredOn: date(),
    priceCents: cents(),
    warrantyEndsOn: date(),
    /** By which money it was bought. */
    fundingSource: text(),
    orderNumber: text(),
    plannedRefreshOn: date(),
    /** When it last called in with the district's management. */
    lastSeenAt: instant(),
    osVersion: text(),
    macAddress: text(),
    deprovisionedAt: instant(),
    wipedAt: instant(),
    disposalId: uuid().references(() => deviceDisposals.id),
    isDemonstration: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('devices_asset_tag').on(sql`upper(${t.assetTag})`),
    uniqueIndex('devices_serial').on(sql`upper(${t.serial})`),
    index().on(t.modelId),
    index('devices_site_status').on(t.homeSiteId, t.status, t.assetTag),
    index('devices_status').on(t.status, t.assetTag),
    index('devices_tag_order').on(t.assetTag),
    index()
      .on(t.disposalId)
      .where(sql`${t.disposalId} is not null`),
    check('devices_status', isStatus(t.status)),
    check(
      'devices_disposed',
      sql`${t.status} <> 'disposed' or (${t.deprovisionedAt} is not null and ${t.wipedAt} is not null and ${t.disposalId} is not null)`,
    ),
    check('devices_price', sql`${t.priceCents} >= 0`),
  ],
);

/** Which devices are to leave together, until they have: one is in one lot. */
export const deviceDisposalItems = pgTable(
  'device_disposal_items',
  {
    deviceId: uuid()
      .primaryKey()
      .references(() => devices.id),
    disposalId: uuid()
      .notNull()
      .references(() => deviceDisposals.id),
    addedAt: instant().notNull(),
  },
  (t) => [index().on(t.disposalId)],
);

/** A cart of devices at a school. */
export const deviceCarts = pgTable(
  'device_carts',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    name: text().notNull(),
  },
  (t) => [uniqueIndex('device_carts_once').on(t.siteId, sql`lower(${t.name})`)],
);

/** Append-only: what happened to a device. Where it moves the device, the database moves it, or refuses. */
export const deviceEvents = pgTable(
  'device_events',
  {
    id: uuid().primaryKey(),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    /** One call may do several things at once (a swap): they share this. It may come from the caller's Idempotency-Key. */
    actId: uuid().notNull(),
    kind: text().notNull(),
    fromStatus: text(),
    toStatus: text().notNull(),
    /** Null: the system did it. */
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    apiTokenId: uuid().references(() => apiTokens.id),
    /** For which student or member of staff. */
    studentId: uuid().references(() => students.id),
    personId: uuid().references(() => people.id),
    disposalId: uuid().references(() => deviceDisposals.id),
    reason: text(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
    /** When it was taken in, where that was later: from a counter that had no signal. Null: as it happened. */
    recordedAt: instant(),
  },
  (t) => [
    index('device_events_device').on(t.deviceId, t.occurredAt, t.id),
    unique('device_events_act').on(t.actId, t.deviceId, t.kind),
    index()
      .on(t.actorId)
      .where(sql`${t.actorId} is not null`),
    index()
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
    index()
      .on(t.apiTokenId)
      .where(sql`${t.apiTokenId} is not null`),
    index()
      .on(t.studentId)
      .where(sql`${t.studentId} is not null`),
    index()
      .on(t.personId)
      .where(sql`${t.personId} is not null`),
    index()
      .on(t.disposalId)
      .where(sql`${t.disposalId} is not null`),
    check('device_events_status', isStatus(t.toStatus)),
  ],
);

/** Who has or had a device: a student, a member of staff, a room or a cart; from the first instant on, up to the last one. */
export const deviceAssignments = pgTable(
  'device_assignments',
  {
    id: uuid().primaryKey(),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    /** primary: to keep. loaner: to bring back. */
    kind: text().notNull(),
    studentId: uuid().references(() => students.id),
    personId: uuid().references(() => people.id),
    roomId: uuid().references(() => rooms.id),
    cartId: uuid().references(() => deviceCarts.id),
    /** The school of whoever got it, then. */
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    startedAt: instant().notNull(),
    endedAt: instant(),
    /** A loaner is to be back by then. */
    dueOn: date(),
    /** The event that gave it: each gives once. Null: from before there were events. */
    openedByEventId: uuid()
      .unique('device_assignments_opened')
      .references(() => deviceEvents.id),
    closedByEventId: uuid().references(() => deviceEvents.id),
  },
  (t) => [
    index('device_assignments_device').on(t.deviceId, t.startedAt),
    uniqueIndex('device_assignments_open')
      .on(t.deviceId)
      .where(sql`${t.endedAt} is null`),
    index()
      .on(t.studentId)
      .where(sql`${t.studentId} is not null`),
    index()
      .on(t.personId)
      .where(sql`${t.personId} is not null`),
    index()
      .on(t.roomId)
      .where(sql`${t.roomId} is not null`),
    index()
      .on(t.cartId)
      .where(sql`${t.cartId} is not null`),
    index().on(t.siteId),
    index()
      .on(t.closedByEventId)
      .where(sql`${t.closedByEventId} is not null`),
    index('device_assignments_due')
      .on(t.dueOn)
      .where(sql`${t.endedAt} is null and ${t.dueOn} is not null`),
    check('device_assignments_kind', sql`${t.kind} in ('primary','loaner')`),
    check('device_assignments_one', sql`num_nonnulls(${t.studentId}, ${t.personId}, ${t.roomId}, ${t.cartId}) = 1`),
    check('device_assignments_range', sql`${t.endedAt} is null or ${t.endedAt} >= ${t.startedAt}`),
    check('device_assignments_due', sql`(${t.kind} = 'loaner') = (${t.dueOn} is not null)`),
  ],
);

/** Append-only: each time somebody saw which student has which device. */
export const studentLinkViews = pgTable(
  'student_link_views',
  {
    id: uuid().primaryKey(),
    viewerId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    apiTokenId: uuid().references(() => apiTokens.id),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    /** Null: all that the student has or had. */
    deviceId: uuid().references(() => devices.id),
    /** By which page: the operation that answered. */
    page: text().notNull(),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index('student_link_views_newest').on(t.occurredAt, t.id),
    index().on(t.viewerId, t.occurredAt),
    index()
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
    index()
      .on(t.apiTokenId)
      .where(sql`${t.apiTokenId} is not null`),
    index().on(t.studentId, t.occurredAt),
    index().on(t.deviceId, t.occurredAt),
  ],
);

/** What is planned for a grade in a school year: which model each gets, and what one costs. */
export const refreshPlans = pgTable(
  'refresh_plans',
  {
    id: uuid().primaryKey(),
    /** The year in which it begins: 2026 is 2026-27. */
    schoolYear: integer().notNull(),
    grade: integer().notNull(),
    modelId: uuid()
      .notNull()
      .references(() => deviceModels.id),
    unitCents: cents().notNull(),
    source: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('refresh_plans_once').on(t.schoolYear, t.grade),
    index().on(t.modelId),
    check('refresh_plans_grade', sql`${t.grade} between -1 and 12`),
    check('refresh_plans_cost', sql`${t.unitCents} >= 0`),
  ],
);

/** Append-only: who said what of a model or of a refresh plan, and what was said before. */
export const devicePlanEvents = pgTable(
  'device_plan_events',
  {
    id: uuid().primaryKey(),
    /** model · refresh_plan */
    subject: text().notNull(),
    subjectId: uuid().notNull(),
    kind: text().notNull(),
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index('device_plan_events_subject').on(t.subjectId, t.occurredAt, t.id),
    index().on(t.actorId),
    index().on(t.onBehalfOfId),
    check('device_plan_events_subject', sql`${t.subject} in ('model','refresh_plan')`),
    check('device_plan_events_kind', sql`${t.kind} in ('added','changed','removed')`),
  ],
);

/** What somebody looks for in the list of devices, under a name. It shows nobody more than they may see. */
export const deviceViews = pgTable(
  'device_views',
  {
    id: uuid().primaryKey(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    /** The filters as the list's address has them. */
    query: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('device_views_once').on(t.ownerId, sql`lower(${t.name})`)],
);
