import { pgTable, text, uuid } from 'drizzle-orm/pg-core';

/**
 * What processes keep in memory is kept under the version that stands here: of `access` (what people hold) and of the `catalogue`. Triggers
 * give a new one in each transaction that changes a table concerned, so whoever reads the same version again may go on with what they have.
 */
export const versions = pgTable('versions', {
  name: text().primaryKey(),
  version: uuid().notNull(),
});
