import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrateWithin } from '../migrate.ts';
import { DROP_OUR_SCHEMAS } from '../reset.ts';
import { countRows, inTransaction, listTables, onOneConnection, quoted, rowsOf } from './catalog.ts';
import type { Dump, TableDump } from './manifest.ts';

type Options = { onTable?: (table: TableDump) => void };
type Use = { hasRows: boolean; connections: number };

/** What is in the way of loading an archive into the database at `url`: rows, and processes of ours that work on it. */
export const useOf = (url: string): Promise<Use> =>
  onOneConnection(url, 'steward restore', async (on) => {
    const [others] = await rowsOf<{ n: number }>(
      on,
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name like 'steward%' and pid <> pg_backend_pid()`,
    );
    let hasRows = false;
    for (const { name } of await listTables(on)) hasRows ||= (await on.query(`select from ${quoted(name)} limit 1`)).rowCount === 1;
    return { hasRows, connections: others!.n };
  });

/**
 * Replaces all that Steward keeps in the database at `url` by the archive's tables, with the schema of the version that made it; tables
 * that no migration makes are left out, and named. One transaction: until it has ended, with every row counted and every reference
 * checked, the database is what it was before.
 */
export const loadTables = (url: string, directory: string, dump: Dump, { onTable }: Options = {}): Promise<{ leftOut: string[] }> =>
  onOneConnection(url, 'steward restore', async (on) => {
    const leftOut = await inTransaction(on, '', async () => {
      for (const statement of DROP_OUR_SCHEMAS) await on.query(statement);
      await migrateWithin((text, values) => on.query(text, values), dump.migrations);
      const known = new Set((await listTables(on)).map(({ name }) => name));
      const putBack = await withoutGuards(on, [...known]);
      for (const table of dump.tables.filter(({ name }) => known.has(name))) {
        await loadTable(on, directory, table);
        onTable?.(table);
      }
      for (const { name, value } of dump.sequences) if (value !== null) await on.query('select setval($1::regclass, $2)', [quoted(name), value]);
      await putBack();
      return dump.tables.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    });
    await on.query('analyze');
    return { leftOut };
  });

async function loadTable(on: Client, directory: string, { name, columns, rows, file }: TableDump): Promise<void> {
  // What a migration filled in by itself is in the archive as it stood later.
  await on.query(`delete from ${quoted(name)}`);
  const into = on.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`));
  await pipeline(createReadStream(join(directory, file)), createGunzip(), into);
  const found = await countRows(on, name);
  if (found !== rows) throw new Error(`${name}: the archive holds ${rows} rows, ${found} came. Nothing was changed.`);
}

/** References and triggers out of the way while tables come in any order; putting the references back checks every row. */
async function withoutGuards(on: Client, tables: readonly string[]): Promise<() => Promise<void>> {
  const references = await rowsOf<{ table: string; name: string; definition: string }>(
    on,
    `select conrelid::regclass::text as table, conname::text as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'`,
  );
  for (const { table, name } of references) await on.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const table of tables) await on.query(`alter table ${quoted(table)} disable trigger user`);
  return async () => {
    for (const table of tables) await on.query(`alter table ${quoted(table)} enable trigger user`);
    for (const { table, name, definition } of references) await on.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  };
}
