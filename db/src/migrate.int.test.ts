import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from './migrate.ts';
import { emptyDatabase } from './testing.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');

async function anEmptyDatabase() {
  const { url, drop } = await emptyDatabase();
  onTestFinished(drop);
  return url;
}

/** The committed migrations, with more beside them. */
async function withMigration(files: Record<string, string>) {
  const directory = await mkdtemp(join(tmpdir(), 'steward-migrations-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await cp(MIGRATIONS, directory, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  return directory;
}

async function ask<T extends object>(url: string, query: string): Promise<T[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe<T[]>(query))];
  } finally {
    await sql.end();
  }
}

it('builds the schema from nothing, and has nothing to do the second time', async () => {
  const url = await anEmptyDatabase();
  const applied = await migrate(url);
  expect(applied.slice(0, 2)).toEqual(['0000_foundation.sql', '0001_guards.sql']);
  expect(await ask(url, 'select name from schema_migrations order by name')).toEqual(applied.map((name) => ({ name })));
  expect(await migrate(url)).toEqual([]);
});

it('applies each file once when several processes start together', async () => {
  const url = await anEmptyDatabase();
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
});

it('migrates several databases of one server at once, though they share its roles', async () => {
  const urls = await Promise.all([anEmptyDatabase(), anEmptyDatabase(), anEmptyDatabase()]);
  const applied = await Promise.all(urls.map((url) => migrate(url)));
  expect(new Set(applied.map((names) => names.join()))).toHaveLength(1);
});

it('refuses a file that was changed after it was applied, by name', async () => {
  const url = await anEmptyDatabase();
  const before = await withMigration({ '9000_later.sql': 'create table later (id uuid primary key)' });
  const after = await withMigration({ '9000_later.sql': 'create table later (id uuid primary key, more text)' });
  await migrate(url, { directory: before });
  await expect(migrate(url, { directory: after })).rejects.toThrow(/^9000_later\.sql was changed after it was applied/);
});

it('leaves nothing of a file that fails half-way, and says which it was', async () => {
  const url = await anEmptyDatabase();
  const directory = await withMigration({ '9000_half.sql': 'create table half (id uuid);--> statement-breakpoint\nselect nonsense' });
  await expect(migrate(url, { directory })).rejects.toThrow(/^9000_half\.sql could not be applied: .*nonsense/);
  expect(await ask(url, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
  expect(await ask(url, `select 1 from schema_migrations where name = '9000_half.sql'`)).toEqual([]);
});

it('starts on a database that a newer version has migrated further', async () => {
  const url = await anEmptyDatabase();
  await migrate(url, { directory: await withMigration({ '9000_newer.sql': 'create table newer (id uuid primary key)' }) });
  expect(await migrate(url)).toEqual([]);
});
