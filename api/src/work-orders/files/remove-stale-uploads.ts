import type { Sql } from '@steward/db';
import type { Disk } from 'flydrive';
import { deleteUpload, withdrawStaleUploads } from './queries.ts';
import { folderOf } from './storage-keys.ts';

const WAITS_HOURS = 24;

/**
 * Removes the uploads that came into no order within a day; gives back how many. First nobody can reach them, then their files go, then their
 * rows: cut off anywhere, the next run goes on where this one ended.
 */
export async function removeStaleUploads(db: Sql, disk: Disk, now: Date): Promise<number> {
  const stale = await withdrawStaleUploads(db, new Date(now.getTime() - WAITS_HOURS * 3_600_000));
  for (const { id } of stale) {
    await disk.deleteAll(folderOf(id));
    await deleteUpload(db, id);
  }
  return stale.length;
}
