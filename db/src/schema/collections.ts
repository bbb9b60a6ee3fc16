import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, timestamp, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { apiTokens, people } from './people.ts';
import { students } from './roster.ts';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });

/** Append-only: each thing that a station scanned on a collection day, once by its id, with what became of it. What moved the device is its event of this act. */
export const collectionScans = pgTable(
  'collection_scans',
  {
    /** Made at the station: a scan that is sent again is the same. */
    id: uuid().primaryKey(),
    /** Where devices were collected. */
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    station: text().notNull(),
    /** As it was scanned. */
    code: text().notNull(),
    /** What is wrong with the device, where something is. */
    damage: text(),
    /** Null: nothing of this code is known here, or a student. */
    deviceId: uuid().references(() => devices.id),
    /** Whose key it was: the next device is said to be theirs. */
    studentId: uuid().references(() => students.id),
    /** The device came back by this scan. */
    isBack: boolean().notNull(),
    /** Of whoever had it. */
    grade: integer(),
    /** What somebody has to look at. */
    exceptions: text().array().notNull(),
    /** This takes that scan back. */
    undoesId: uuid().references((): AnyPgColumn => collectionScans.id),
    actorId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    apiTokenId: uuid().references(() => apiTokens.id),
    occurredAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    unique('collection_scans_undone_once').on(t.undoesId),
    index('collection_scans_site').on(t.siteId, t.occurredAt, t.id),
    index('collection_scans_code').on(t.siteId, sql`upper(${t.code})`, t.occurredAt),
    index()
      .on(t.deviceId)
      .where(sql`${t.deviceId} is not null`),
    index()
      .on(t.studentId)
      .where(sql`${t.studentId} is not null`),
    index().on(t.actorId, t.station, t.occurredAt),
    index()
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
    index()
      .on(t.apiTokenId)
      .where(sql`${t.apiTokenId} is not null`),
    check(
      'collection_scans_exceptions',
      sql`${t.exceptions} <@ array['unknown','not_out','already_back','in_repair','found','other_site','somebody_elses','damaged']`,
    ),
    check('collection_scans_back', sql`not ${t.isBack} or ${t.deviceId} is not null`),
  ],
);
