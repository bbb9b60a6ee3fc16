import { join } from 'node:path';
import { loadTables, type Manifest, readManifest, type Sums, useOf, verifySums } from '@steward/db/archive';
import { migrate, refuseUnknown } from '@steward/db/migrate';
import type { District } from './with-district.ts';
import { inParallel } from './in-parallel.ts';
import { sumUnder } from './sums.ts';

type Say = (line: string) => void;
type Restored = { manifest: Manifest; applied: string[]; leftOut: string[] };
const AT_ONCE = 4;

/** Reads every byte of the backup and compares it with its checksum; throws in plain words. */
export async function verifyBackup(directory: string): Promise<Manifest> {
  const { manifest, sums } = await readManifest(directory);
  await verifySums(directory, sums);
  return manifest;
}

/**
 * Puts the backup's tables and files in the place of what is there; `mayReplace` is somebody's word that what is there may go. Files first:
 * they get in nobody's way. Then the tables, in one transaction. Killed anywhere before its end, the district is what it was.
 */
export async function restoreBackup(
  { databaseUrl, files }: Pick<District, 'databaseUrl' | 'files'>,
  directory: string,
  mayReplace: boolean,
  say: Say,
): Promise<Restored> {
  const { manifest, sums } = await readManifest(directory);
  await refuseUnknown(manifest.migrations);
  const { hasRows, connections } = await useOf(databaseUrl);
  if (connections > 0) throw new Error(`${connections} connections of Steward are open on this database. Stop API and worker first.`);
  if (hasRows && !mayReplace) throw new Error('This database is not empty. If all that is in it may be replaced by the backup, add --yes.');
  await verifySums(directory, sums);
  say('every file of the backup is as it was when it was made');

  await putBack(files, directory, sums);
  say(`${manifest.files.count} attachments and thumbnails are in the storage, compared by checksum`);
  const { leftOut } = await loadTables(databaseUrl, directory, manifest, { onTable: ({ name, rows }) => say(`  ${name.padEnd(26)} ${rows} rows`) });
  return { manifest, leftOut, applied: await migrate(databaseUrl) };
}

/** What is there already with the same bytes stays: a restore that was cut off goes on. */
async function putBack(files: District['files'], directory: string, sums: Sums): Promise<void> {
  await inParallel(
    [...sums].filter(([path]) => path.startsWith('files/')),
    AT_ONCE,
    async ([path, sum]) => {
      const key = path.slice('files/'.length);
      if ((await sumUnder(files, key)) === sum) return;
      await files.put(key, join(directory, path));
      if ((await sumUnder(files, key)) !== sum) throw new Error(`${key} does not come out of the storage as it went in. Nothing was restored.`);
    },
  );
}
