import { dirname } from 'node:path';
import type { Sql } from '@steward/db';
import type { Disk } from 'flydrive';
import { deleteUpload, withdrawStaleUploads } from './queries.ts';
import { folderOf, INCOMING } from './storage-keys.ts';

const WAITS_HOURS = 24;

/**
 * Removes the uploads that came into no order within a day; gives back how many. First nobody can reach them, then their files go, then their
 * rows: cut off anywhere, the next run goes on where this one ended.
 */
export async function removeStaleUploads(db: Sql, disk: Disk, now: Date): Promise<number> {
  const before = new Date(now.getTime() - WAITS_HOURS * 3_600_000);
  const stale = await withdrawStaleUploads(db, before);
  for (const { id } of stale) {
    await disk.deleteAll(folderOf(id));
    await deleteUpload(db, id);
  }
  await removeLeftovers(disk, before);
  return stale.length;
}

/** What a process that died while receiving left behind. */
async function removeLeftovers(disk: Disk, before: Date) {
  // Nothing was ever received: there is no such folder.
  const { objects } = await disk.listAll(INCOMING, { recursive: true }).catch(() => ({ objects: [] }));
  for (const entry of objects) {
    if (entry.isFile && (await entry.getMetaData()).lastModified < before) await disk.deleteAll(dirname(entry.key));
  }
}
