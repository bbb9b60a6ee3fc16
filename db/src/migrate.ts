import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';

/** Where the migrations are: what drizzle-kit generates, and SQL written by hand between. */
const MIGRATIONS = join(import.meta.dirname, '../migrations');
const BREAKPOINT = '--> statement-breakpoint';

/** Any number of processes may start at once: the first takes this lock, the others wait and then find nothing left to do. */
const MIGRATING = 7_783_002;

type Migration = { name: string; content: string; checksum: string };
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
  await sql`create table if not exists schema_migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`;
  const rows = await sql<{ name: string; checksum: string }[]>`select name, checksum from schema_migrations`;
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum)
      throw new Error(`${name} was changed after it was applied to this database. Put it back as it was, and write the change as a new migration.`);
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(sql: postgres.Sql, { name, content, checksum }: Migration): Promise<void> {
  const statements = content.split(BREAKPOINT).filter((statement) => statement.trim() !== '');
  try {
    await sql.begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
      await tx`insert into schema_migrations (name, checksum) values (${name}, ${checksum})`;
    });
  } catch (error) {
    throw new Error(`${name} could not be applied: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
