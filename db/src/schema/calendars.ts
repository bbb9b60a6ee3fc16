import { pgTable, text } from 'drizzle-orm/pg-core';

/** When somebody works: what targets are counted by. What it says is its newest revision. */
export const calendars = pgTable('calendars', {
  code: text().primaryKey(),
  nameEn: text().notNull(),
  nameEs: text().notNull(),
});
