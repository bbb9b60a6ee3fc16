import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { countRows, inTransaction, listSequences, listTables, MIGRATIONS_TABLE, onOneConnection, quoted, rowsOf } from './catalog.ts';
import type { Dump, Sums, TableDump } from './manifest.ts';

type Options = {
  onTable?: (table: TableDump) => void;
  /** Runs while the snapshot is held, for whoever wants to read the same moment over another connection. */
  alongside?: (snapshot: string) => Promise<void>;
};

/**
 * Writes every table into `directory` as it stood at one moment, while others go on writing: as PostgreSQL's own COPY text, compressed,
 * which `gunzip` and psql's \copy read without us. The schema is not written: the migrations, which never change, are its text.
 */
export async function dumpTables(url: string, directory: string, { onTable, alongside }: Options = {}): Promise<{ dump: Dump; sums: Sums }> {
  const sums: Sums = new Map();
  await mkdir(join(directory, 'tables'), { recursive: true });
  const dump = await onOneConnection(url, 'steward backup', (on) =>
    inTransaction(on, 'isolation level repeatable read read only', async () => {
      const [moment] = await rowsOf<{ snapshot: string; server: string }>(
        on,
        `select pg_export_snapshot() as snapshot, current_setting('server_version') as server`,
      );
      const migrations = await rowsOf<Dump['migrations'][number]>(on, `select name, checksum from ${MIGRATIONS_TABLE} order by name collate "C"`);
      await alongside?.(moment!.snapshot);
      const tables: TableDump[] = [];
      for (const { name, columns } of await listTables(on)) {
        const table = await dumpTable(on, directory, { name, columns }, sums);
        tables.push(table);
        onTable?.(table);
      }
      return { server: moment!.server, migrations, tables, sequences: await listSequences(on) };
    }),
  );
  return { dump, sums };
}

async function dumpTable(on: Client, directory: string, { name, columns }: Omit<TableDump, 'rows' | 'file'>, sums: Sums): Promise<TableDump> {
  const file = `tables/${name}.copy.gz`;
  const rows = await countRows(on, name);
  const out = on.query(copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`));
  const hash = createHash('sha256');
  let lines = 0;
  const counted = tap((chunk) => (lines += newlinesIn(chunk)));
  const hashed = tap((chunk) => void hash.update(chunk));
  await pipeline(out, counted, createGzip({ level: 1 }), hashed, createWriteStream(join(directory, file), { mode: 0o600 }));
  if (lines !== rows) throw new Error(`${name}: ${rows} rows were counted, ${lines} came. Make the backup again.`);
  sums.set(file, hash.digest('hex'));
  return { name, columns, rows, file };
}

const tap = (see: (chunk: Buffer) => unknown) =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      see(chunk);
      done(null, chunk);
    },
  });

/** One for each row: those within a value are written as \n. */
function newlinesIn(chunk: Buffer): number {
  let found = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) found += 1;
  return found;
}
