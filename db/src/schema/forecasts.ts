import { sql } from 'drizzle-orm';
import { check, customType, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { costBases, portfolios } from './condition.ts';
import { people } from './people.ts';

const instant = () => timestamp({ withTimezone: true });
const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A forecast with its uncertainty, with everything it was made from: done again from that, it is the same to the last byte. */
export const forecastRuns = pgTable(
  'forecast_runs',
  {
    id: uuid().primaryKey(),
    portfolioId: uuid()
      .notNull()
      .references(() => portfolios.id),
    name: text().notNull(),
    /** The version of how it is reckoned. */
    method: text().notNull(),
    costBasisId: uuid()
      .notNull()
      .references(() => costBases.id),
    /** Whose money it begins in. */
    year: integer().notNull(),
    /** Which buildings, rates, fundings, spread, seed, years and draws. */
    inputs: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The inventory it was made from, deflated, and the SHA-256 of what that inflates to. */
    inventory: bytes().notNull(),
    inventoryDigest: text().notNull(),
    status: text().notNull(),
    drawsDone: integer().notNull().default(0),
    /** Which try this is, and when it was last heard of: one that is silent was broken off. */
    attempt: integer().notNull().default(1),
    heardAt: instant().notNull(),
    /** Its figures as they were made, byte for byte, deflated, and their SHA-256. */
    result: bytes(),
    resultDigest: text(),
    tookMs: integer(),
    startedById: uuid()
      .notNull()
      .references(() => people.id),
    startedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    index().on(t.portfolioId, t.startedAt),
    index().on(t.costBasisId),
    index().on(t.startedById),
    check('forecast_runs_status', sql`${t.status} in ('running','done','failed')`),
    check('forecast_runs_result', sql`(${t.status} = 'done') = (${t.result} is not null)`),
  ],
);
