import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** How often a sign-in was tried lately, for each thing that is counted. `key` is a digest: neither addresses nor what was typed in their place is kept. */
export const signInTries = pgTable(
  'sign_in_tries',
  {
    key: text().primaryKey(),
    tries: integer().notNull(),
    /** When counting begins anew. */
    until: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.until)],
);
