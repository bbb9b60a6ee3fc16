import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { is } from 'drizzle-orm';
import { type PgDatabase, PgTransaction } from 'drizzle-orm/pg-core';
import postgres from 'postgres';

/** Anything a query can run on: the pool, or a transaction already open. */
export type Sql = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

/** The role that running processes work under: it owns no table, may not TRUNCATE, and may only add to event tables. */
export const RUNTIME_ROLE = 'steward_app';

/** A database that restarts is back within seconds: waits between attempts stay short, and a request learns soon that it is away. */
const RECONNECT = { connect_timeout: 5, backoff: (attempts: number) => Math.min(2 ** attempts / 20, 1) };

/** Says what is wrong with the address of a database, without repeating it: a password stands in it. */
export function refuseNoAddress(url: string | undefined): asserts url is string {
  if (isAddress(url)) return;
  throw new Error(`DATABASE_URL: ${NO_ADDRESS}`);
}

export const NO_ADDRESS =
  'set it to a database, as postgres://name:password@host:5432/database. In the password, what is neither letter nor digit is written as %23 (for #).';

/** Nothing but what the drivers can read: they decode each part. */
export function isAddress(url: string | undefined): url is string {
  // Several hosts, which only one of the drivers knows, are no URL.
  const parsed = url ? URL.parse(url.replace(/(@[^@/?,]*),[^@/?]*/, '$1')) : null;
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol)) return false;
  try {
    decodeURIComponent(parsed.username + parsed.password + parsed.pathname);
    return true;
  } catch {
    return false;
  }
}

/** Without parameters: statements hold places, parameters hold people's words. */
type Watch = (statement: string) => (error?: unknown) => void;

type ConnectOptions = {
  poolSize?: number;
  role?: string;
  applicationName?: string;
  /** A pooler between us and PostgreSQL lends a connection per transaction: nothing may stay behind on it, not a role, not a prepared statement. */
  isPooled?: boolean;
  /** Told of each statement as it is sent; what it gives is called at its end. */
  watch?: Watch | undefined;
};

/** A pool on `url` (postgres://…), working as the runtime role unless told otherwise; behind a pooler, as the login itself. */
export function connect(
  url: string,
  { poolSize = 10, role = RUNTIME_ROLE, applicationName = 'steward', isPooled = false, watch }: ConnectOptions = {},
) {
  const connection = { application_name: applicationName, ...(isPooled ? {} : { role }) };
  const client = postgres(url, { max: poolSize, ...RECONNECT, onnotice: () => {}, prepare: !isPooled, connection });
  if (watch) watchStatements(client, watch);
  return { db: drizzle(client, { casing: 'snake_case' }) as unknown as Sql, close: () => client.end({ timeout: 5 }) };
}

/**
 * Calls `heard` for each notice on the channel, and each time it begins to listen: when the connection was lost, and is there again, something
 * may have been missed. On a connection of its own that goes straight to PostgreSQL, as a pooler would give it to somebody else. Gives what ends it.
 */
export function listen(url: string, channel: string, heard: () => void, applicationName = 'steward'): () => Promise<void> {
  const client = postgres(url, { max: 1, ...RECONNECT, onnotice: () => {}, connection: { application_name: applicationName } });
  // What fails is tried again by itself.
  client.listen(channel, heard, heard).catch(() => {});
  return () => client.end({ timeout: 1 });
}

/** The pool behind it, as a key: a transaction has the same one. */
export const poolOf = (on: Sql): object => (on as unknown as { dialect: object }).dialect;

/** Does it hold a connection of its own until its transaction ends? */
export const isTransaction = (on: Sql): boolean => is(on, PgTransaction);

/** Drizzle sends everything through `unsafe`, and what belongs to a transaction through that of the transaction. */
function watchStatements(client: postgres.Sql, watch: Watch): void {
  const watched = (sql: Pick<postgres.Sql, 'unsafe'>) => {
    const unsafe = sql.unsafe.bind(sql);
    sql.unsafe = ((...sent: Parameters<typeof unsafe>) => {
      const end = watch(sent[0]);
      const query = unsafe(...sent);
      // The caller first says how it wants the rows; only then may the query be begun by waiting for it.
      queueMicrotask(() => void query.then(() => end(), end));
      return query;
    }) as typeof sql.unsafe;
  };
  watched(client);
  const begin = client.begin.bind(client) as (...given: unknown[]) => Promise<unknown>;
  client.begin = ((...given: unknown[]) => {
    const work = given.pop() as (tx: postgres.TransactionSql) => unknown;
    return begin(...given, (tx: postgres.TransactionSql) => {
      watched(tx);
      return work(tx);
    });
  }) as typeof client.begin;
}
