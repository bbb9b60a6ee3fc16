import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '@steward/db';
import type { Files } from '#platform/files/index.ts';
import { INCOMING } from '#platform/receive/receive-form.ts';
import { deleteUpload, withdrawStaleUploads } from './queries.ts';
import { keysOf } from './storage-keys.ts';

const WAITS_HOURS = 24;

/**
 * Removes the uploads that came into no order within a day; gives back how many. First nobody can reach them, then their files go, then their
 * rows: cut off anywhere, the next run goes on where this one ended.
 */
export async function removeStaleUploads(db: Sql, files: Files, now: Date): Promise<number> {
  const before = new Date(now.getTime() - WAITS_HOURS * 3_600_000);
  const stale = await withdrawStaleUploads(db, before);
  for (const { id } of stale) {
    await files.remove(keysOf(id));
    await deleteUpload(db, id);
  }
  await removeLeftovers(join(files.directory, INCOMING), before);
  return stale.length;
}

/** What a process that died while receiving left behind. */
async function removeLeftovers(incoming: string, before: Date) {
  // Nothing was ever received: there is no such folder.
  for (const name of await readdir(incoming).catch(() => [])) {
    const folder = join(incoming, name);
    const found = await stat(folder).catch(() => undefined);
    if (found && found.mtime < before) await rm(folder, { recursive: true, force: true });
  }
}
