import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sql } from '@steward/db';
import { dumpTables, FORMAT, type Manifest, type Sums, writeManifest } from '@steward/db/archive';
import { sql } from 'drizzle-orm';
import type { District } from './with-district.ts';
import { everyFile, isKept } from './every-file.ts';
import { inParallel } from './in-parallel.ts';
import { fetchFrom } from './sums.ts';

export type Source = Pick<District, 'databaseUrl' | 'db' | 'files' | 'version'>;
type StoredKey = { id: string; key: string };
type Say = (line: string) => void;
const AT_ONCE = 4;

/**
 * Writes all that the district has into the folder `target`: every table as it stood at one moment, and every file that the tables named at
 * that moment. People may go on working. The folder gets its name at the end: under it, a backup is whole.
 */
export async function makeBackup({ databaseUrl, db, files, version }: Source, target: string, say: Say): Promise<Manifest> {
  if (existsSync(target)) throw new Error(`${target} is there already. A backup goes into a folder of its own.`);
  const half = `${target}.unfinished`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  const madeAt = new Date().toISOString();
  let stored: StoredKey[] = [];
  const { dump, sums } = await dumpTables(databaseUrl, half, {
    alongside: async (snapshot) => void (stored = await keysAt(db, snapshot)),
    onTable: ({ name, rows }) => say(`  ${name.padEnd(26)} ${rows} rows`),
  });
  const kept = await copyFiles({ db, files }, stored, half, sums, say);
  const manifest: Manifest = { format: FORMAT, version, madeAt, ...dump, files: kept };
  await writeManifest(half, manifest, sums);
  await rename(half, target);
  return manifest;
}

/** The files' keys as the tables name them at the dump's own moment. */
const keysAt = (db: Sql, snapshot: string) =>
  db.transaction(
    async (tx) => {
      await tx.execute(sql.raw(`set transaction snapshot '${snapshot}'`));
      const stored: StoredKey[] = [];
      for await (const { id, keys } of everyFile(tx)) stored.push(...keys.map((key) => ({ id, key })));
      return stored;
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );

/** A file never changes, so it may be read later than the row that names it; one that was removed since is missed by nobody. */
async function copyFiles(
  { db, files }: Pick<Source, 'db' | 'files'>,
  stored: readonly StoredKey[],
  directory: string,
  sums: Sums,
  say: Say,
): Promise<Manifest['files']> {
  const kept: Manifest['files'] = { count: 0, bytes: 0, missing: [] };
  await inParallel(stored, AT_ONCE, async ({ id, key }) => {
    const path = join('files', key);
    await mkdir(dirname(join(directory, path)), { recursive: true });
    const copied = await fetchFrom(files, key, join(directory, path));
    if (!copied) return void ((await isKept(db, id)) && kept.missing.push(key));
    sums.set(path, copied.sum);
    kept.count += 1;
    kept.bytes += copied.bytes;
    if (kept.count % 1_000 === 0) say(`  files: ${kept.count} of ${stored.length}`);
  });
  return kept;
}
