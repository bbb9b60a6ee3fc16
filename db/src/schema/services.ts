import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { calendars } from './calendars.ts';

/** Facilities, IT, HR, Nutrition: data, not modules. */
export const services = pgTable(
  'services',
  {
    code: text().primaryKey(),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    position: integer().notNull(),
    version: integer().notNull().default(1),
    /** When this service works. */
    calendarCode: text()
      .notNull()
      .default('district')
      .references(() => calendars.code),
  },
  (t) => [index().on(t.calendarCode)],
);

/** A trade is the kind of crew within a service: plumbing, network, leave, kitchen equipment. */
export const trades = pgTable(
  'trades',
  {
    code: text().primaryKey(),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [index().on(t.serviceCode)],
);

/** impact × urgency → priority. */
export const priorityMatrix = pgTable(
  'priority_matrix',
  {
    impact: text().notNull(),
    urgency: text().notNull(),
    priority: text().notNull(),
    /** Of the matrix as a whole: the same in every cell. */
    version: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.impact, t.urgency] })],
);

/** Default promise per priority: response and resolution. Null resolution means "by the planned date". */
export const targets = pgTable('targets', {
  priority: text().primaryKey(),
  calendar: text().notNull(),
  responseAmount: integer(),
  responseUnit: text().notNull(),
  resolutionAmount: integer(),
  resolutionUnit: text().notNull(),
});
