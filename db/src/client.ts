import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import postgres from 'postgres';

/** Anything a query can run on: the pool, or a transaction already open. */
export type Sql = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

/** The role that running processes work under: it owns no table, may not TRUNCATE, and may only add to event tables. */
export const RUNTIME_ROLE = 'steward_app';

type ConnectOptions = { poolSize?: number; role?: string };

/** A pool on `url` (postgres://…), working as the runtime role unless told otherwise. */
export function connect(url: string, { poolSize = 10, role = RUNTIME_ROLE }: ConnectOptions = {}) {
  const client = postgres(url, { max: poolSize, onnotice: () => {}, connection: { application_name: 'steward', role } });
  return { db: drizzle(client, { casing: 'snake_case' }) as unknown as Sql, close: () => client.end({ timeout: 5 }) };
}
