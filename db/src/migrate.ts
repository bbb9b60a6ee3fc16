import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';

/** Where the migrations are: what drizzle-kit generates, and SQL written by hand between. */
const MIGRATIONS = join(import.meta.dirname, '../migrations');
const RECORD = `create table if not exists schema_migrations (
  name text primary key, checksum text not null, applied_at timestamptz not null default now())`;
const BREAKPOINT = '--> statement-breakpoint';

/** Any number of processes may start at once: the first takes this lock, the others wait and then find nothing left to do. */
const MIGRATING = 7_783_002;

type Migration = { name: string; content: string; checksum: string };
type Applied = Pick<Migration, 'name' | 'checksum'>;
/** Runs one statement on a connection that is in a transaction. */
type Execute = (text: string, values?: string[]) => Promise<unknown>;
type Options = { directory?: string };

/** Brings the database at `url` up to date, as its owner; gives the names of the files that it applied now. */
export async function migrate(url: string, { directory = MIGRATIONS }: Options = {}): Promise<string[]> {
  const migrations = await readMigrations(directory);
  // One connection that is never exchanged: the lock belongs to it.
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {}, connection: { application_name: 'steward migrate' } });
  try {
    await sql`select pg_advisory_lock(${MIGRATING})`;
    const pending = await findPending(sql, migrations);
    for (const migration of pending) await apply(sql, migration);
    return pending.map(({ name }) => name);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Applies these migrations and no others, inside a transaction on a database that has none; each must be one that we have. */
export async function migrateWithin(execute: Execute, wanted: readonly Applied[]): Promise<void> {
  await refuseUnknown(wanted);
  const names = new Set(wanted.map(({ name }) => name));
  await execute(`select pg_advisory_xact_lock(${MIGRATING})`);
  await execute(RECORD);
  for (const migration of (await readMigrations(MIGRATIONS)).filter(({ name }) => names.has(name))) await run(execute, migration);
}

/** Throws in plain words when another version applied these: a newer one, or one that is not ours. */
export async function refuseUnknown(applied: readonly Applied[]): Promise<void> {
  const ours = new Map((await readMigrations(MIGRATIONS)).map(({ name, checksum }) => [name, checksum]));
  const unknown = applied.find(({ name }) => !ours.has(name));
  if (unknown) throw new Error(`It was made by a newer version of Steward, which has ${unknown.name}. Use that version or a later one.`);
  const foreign = applied.find(({ name, checksum }) => ours.get(name) !== checksum);
  if (foreign) throw new Error(`It was made by another Steward than this: ${foreign.name} is not the same there.`);
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      // A checkout with Windows line ends is still the same migration.
      const content = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, content, checksum: createHash('sha256').update(content).digest('hex') };
    }),
  );
}

/** Files not applied yet. Applied files that we do not have are no fault: a newer version may be starting beside us. */
async function findPending(sql: postgres.Sql, migrations: Migration[]): Promise<Migration[]> {
  await sql.unsafe(RECORD);
  const rows = await sql<{ name: string; checksum: string }[]>`select name, checksum from schema_migrations`;
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum)
      throw new Error(`${name} was changed after it was applied to this database. Put it back as it was, and write the change as a new migration.`);
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(sql: postgres.Sql, migration: Migration): Promise<void> {
  await sql.begin((tx) => run((text, values = []) => tx.unsafe(text, values), migration));
}

/** All of one file, and its record. */
async function run(execute: Execute, { name, content, checksum }: Migration): Promise<void> {
  const statements = content.split(BREAKPOINT).filter((statement) => statement.trim() !== '');
  try {
    for (const statement of statements) await execute(statement);
    await execute('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
  } catch (error) {
    throw new Error(`${name} could not be applied: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
