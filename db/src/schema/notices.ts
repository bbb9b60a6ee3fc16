import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/**
 * Events that somebody may have to be told of: a trigger puts them here in the transaction in which they happened, the worker takes them out.
 * Without a foreign key, which every transition would pay for: events are never deleted.
 */
export const noticeOutbox = pgTable('notice_outbox', {
  eventId: uuid().primaryKey(),
  attempts: integer().notNull().default(0),
  /** Null: at once. */
  nextAttemptAt: instant(),
});

/** A file in the storage, as a mail brings it. */
export type AttachedFile = { storageKey: string; fileName: string; mediaType: string; sizeBytes: number };

/** What one person is told, in the portal. Of a confidential order it holds no words: nothing but which order. */
export const notices = pgTable(
  'notices',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text().notNull(),
    workOrderId: uuid().references(() => workOrders.id),
    /** The event it tells of, which is never deleted; null where a use case told the person itself. */
    eventId: uuid(),
    /** For those only who read what crews write to each other. */
    isInternal: boolean().notNull().default(false),
    /** What the sentence needs: names, days, the words that were written. */
    facts: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Where in the portal it leads, if not to its order. */
    path: text(),
    /** A file that its mail brings. */
    attached: jsonb().$type<AttachedFile>(),
    createdAt: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    unique('notices_once').on(t.eventId, t.personId),
    index('notices_newest').on(t.personId, t.createdAt, t.id),
    index('notices_unread')
      .on(t.personId)
      .where(sql`${t.readAt} is null`),
    index().on(t.workOrderId),
    check('notices_lead_somewhere', sql`${t.workOrderId} is not null or ${t.path} is not null`),
  ],
);

/** The delivery of one notice by e-mail; its id is that of the mail, so that a mailbox that gets it twice knows. Words are kept in the demonstration only, where an administrator reads them. */
export const mails = pgTable(
  'mails',
  {
    id: uuid().primaryKey(),
    noticeId: uuid()
      .notNull()
      .unique('mails_once')
      .references(() => notices.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** Where it went, or was last tried to; null before the first attempt. */
    toAddress: text(),
    subject: text(),
    textBody: text(),
    htmlBody: text(),
    /** queued · sent · failed · kept (no mail server is set) · withdrawn (no longer the person's to read, or no longer wanted). */
    status: text().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant().notNull(),
    lastError: text(),
    createdAt: instant().notNull(),
    /** Since when it is tried: a retry by hand begins anew. */
    triedSince: instant().notNull(),
    sentAt: instant(),
  },
  (t) => [
    index().on(t.personId, t.createdAt, t.id),
    index('mails_newest').on(t.createdAt, t.id),
    index('mails_status_newest').on(t.status, t.createdAt, t.id),
    index('mails_due')
      .on(t.nextAttemptAt, t.id)
      .where(sql`${t.status} = 'queued'`),
    check('mails_status', sql`${t.status} in ('queued','sent','failed','kept','withdrawn')`),
    check('mails_sent', sql`(${t.status} = 'sent') = (${t.sentAt} is not null)`),
  ],
);

/** Append-only: attempts that failed, and who had one tried again. */
export const mailEvents = pgTable(
  'mail_events',
  {
    id: uuid().primaryKey(),
    mailId: uuid()
      .notNull()
      .references(() => mails.id),
    kind: text().notNull(),
    /** Null: the worker. */
    actorId: uuid().references(() => people.id),
    /** For whom, where the actor was permitted only as their stand-in. */
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.mailId, t.occurredAt, t.id),
    index()
      .on(t.actorId)
      .where(sql`${t.actorId} is not null`),
    index()
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
  ],
);
