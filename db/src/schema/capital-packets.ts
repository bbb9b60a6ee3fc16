import { sql } from 'drizzle-orm';
import { check, date, index, integer, jsonb, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { capitalApprovals } from './capital-ledger.ts';
import { programmes } from './capital.ts';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });

/** Who gets the board packet of a programme by mail, how often, and when the next one is due. */
export const packetSubscriptions = pgTable(
  'packet_subscriptions',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    createdById: uuid()
      .notNull()
      .references(() => people.id),
    /** week · month */
    every: text().notNull(),
    /** 1 is Monday of a week; the day of a month, or its last where it is shorter. */
    day: integer().notNull(),
    /** In the district. */
    hour: integer().notNull(),
    language: text().notNull(),
    nextDueAt: instant().notNull(),
    createdAt: instant().notNull(),
    endedAt: instant(),
    /** person: somebody ended it. role: who gets it may no longer read it, or has left. */
    endedBecause: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('packet_subscriptions_once')
      .on(t.programmeId, t.personId)
      .where(sql`${t.endedAt} is null`),
    index('packet_subscriptions_due')
      .on(t.nextDueAt)
      .where(sql`${t.endedAt} is null`),
    index().on(t.programmeId),
    index().on(t.personId),
    index().on(t.createdById),
    check(
      'packet_subscriptions_every',
      sql`(${t.every} = 'week' and ${t.day} between 1 and 7) or (${t.every} = 'month' and ${t.day} between 1 and 31)`,
    ),
    check('packet_subscriptions_hour', sql`${t.hour} between 0 and 23`),
    check('packet_subscriptions_language', sql`${t.language} in ('en','es')`),
    check(
      'packet_subscriptions_ended',
      sql`(${t.endedAt} is null) = (${t.endedBecause} is null) and (${t.endedBecause} is null or ${t.endedBecause} in ('person','role'))`,
    ),
  ],
);

/** Append-only: who began, changed or ended a subscription; nobody where the person's role did. */
export const packetSubscriptionEvents = pgTable(
  'packet_subscription_events',
  {
    id: uuid().primaryKey(),
    subscriptionId: uuid()
      .notNull()
      .references(() => packetSubscriptions.id),
    kind: text().notNull(),
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.subscriptionId, t.occurredAt, t.id), index().on(t.actorId), index().on(t.onBehalfOfId)],
);

/** Append-only: a board packet as it went out, byte for byte. Of each period a subscription sends one. */
export const boardPackets = pgTable(
  'board_packets',
  {
    id: uuid().primaryKey(),
    subscriptionId: uuid()
      .notNull()
      .references(() => packetSubscriptions.id),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** The day it was due for; of one that somebody sent by hand, its own id. */
    period: text().notNull(),
    /** By hand; null: it was due. */
    sentById: uuid().references(() => people.id),
    asOfOn: date().notNull(),
    sinceOn: date().notNull(),
    language: text().notNull(),
    storageKey: text().notNull(),
    fileName: text().notNull(),
    sizeBytes: integer().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique('board_packets_period').on(t.subscriptionId, t.period),
    index().on(t.programmeId, t.createdAt),
    index().on(t.personId),
    index().on(t.sentById),
  ],
);

/** The link in a mail by which one person decides on one step of a request for capital money, once. Only the hash of its secret is kept. */
export const capitalApprovalLinks = pgTable(
  'capital_approval_links',
  {
    id: uuid().primaryKey(),
    approvalId: uuid()
      .notNull()
      .references(() => capitalApprovals.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** SHA-256 of the secret, in hexadecimal. */
    secretHash: text().notNull().unique('capital_approval_links_secret'),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [index().on(t.approvalId), index().on(t.personId)],
);
