import { index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { type FormField, requestTypes } from './catalog.ts';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });

/** Append-only: what was changed of how the district works, by whom, from what to what. Only the fields that differ are kept. */
export const setupChanges = pgTable(
  'setup_changes',
  {
    id: uuid().primaryKey(),
    subjectKind: text().notNull(),
    /** An id, or the code of what has none. */
    subjectId: text().notNull(),
    /** What it was called then. */
    subjectName: text().notNull(),
    actorId: uuid()
      .notNull()
      .references(() => people.id),
    /** For whom, where the actor was permitted only as their stand-in. */
    onBehalfOfId: uuid().references(() => people.id),
    occurredAt: instant().notNull(),
    /** Null where it was made. */
    before: jsonb().$type<Record<string, unknown>>(),
    after: jsonb().$type<Record<string, unknown>>().notNull(),
    why: text(),
  },
  (t) => [index().on(t.occurredAt, t.id), index().on(t.subjectKind, t.subjectId, t.occurredAt), index().on(t.actorId), index().on(t.onBehalfOfId)],
);

/** Append-only: each version of a request type's form, so that an order's answers keep the labels they were asked with. */
export const requestTypeVersions = pgTable(
  'request_type_versions',
  {
    id: uuid().primaryKey(),
    requestTypeId: uuid()
      .notNull()
      .references(() => requestTypes.id),
    version: integer().notNull(),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    fields: jsonb().$type<FormField[]>().notNull(),
    sinceAt: instant().notNull().defaultNow(),
  },
  (t) => [unique('request_type_versions_once').on(t.requestTypeId, t.version)],
);
