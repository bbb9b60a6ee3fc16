import pg from 'pg';

/** The record of migrations: made anew by migrating, so it is in the manifest and not among the tables. */
export const MIGRATIONS_TABLE = 'schema_migrations';

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Dates and times as text that means the same everywhere. */
const SPEAKING_PLAINLY = `set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set intervalstyle = 'postgres'; set extra_float_digits = 1`;

/** One connection by the driver whose COPY, both ways, can be slow or fail half-way and says so. */
export async function onOneConnection<T>(url: string, name: string, work: (on: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true });
  // A connection that breaks fails what is under way as well, which is where it is dealt with.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(SPEAKING_PLAINLY);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All of it or nothing; `mode` is what follows BEGIN. */
export async function inTransaction<T>(on: pg.Client, mode: string, work: () => Promise<T>): Promise<T> {
  await on.query(`begin ${mode}`);
  try {
    const result = await work();
    await on.query('commit');
    return result;
  } catch (error) {
    await on.query('rollback').catch(() => {});
    throw error;
  }
}

export async function rowsOf<T extends pg.QueryResultRow>(on: pg.Client, text: string, values: unknown[] = []): Promise<T[]> {
  return (await on.query<T>(text, values)).rows;
}

/** Every table of ours with the columns that hold something of their own: what is generated is generated again, and transactions are other ones elsewhere. */
export const listTables = (on: pg.Client) =>
  rowsOf<{ name: string; columns: string[] }>(
    on,
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> $1
    group by c.relname order by c.relname collate "C"`,
    [MIGRATIONS_TABLE],
  );

export const listSequences = (on: pg.Client) =>
  rowsOf<{ name: string; value: string | null }>(
    on,
    `select sequencename::text as name, last_value::text as value from pg_sequences where schemaname = 'public' order by sequencename collate "C"`,
  );

export async function countRows(on: pg.Client, table: string): Promise<number> {
  const [row] = await rowsOf<{ n: string }>(on, `select count(*) as n from ${quoted(table)}`);
  return Number(row!.n);
}
