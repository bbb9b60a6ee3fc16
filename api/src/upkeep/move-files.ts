import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '@steward/db';
import type { FileStore } from '#platform/files/index.ts';
import { INCOMING } from '../work-orders/index.ts';
import { everyFile, isKept } from './every-file.ts';
import { inParallel } from './in-parallel.ts';
import { fetchFrom, sumUnder } from './sums.ts';

type Move = { db: Sql; from: FileStore; to: FileStore; directory: string; say: (line: string) => void };
export type Moved = { attachments: number; files: number; moved: number; missing: string[] };
const AT_ONCE = 4;

/**
 * Moves every file that the table names. A file leaves its old place only when it has been read back from the new one and is the same;
 * so this may be killed anywhere and run again, while the product serves from both.
 */
export async function moveFiles({ db, from, to, directory, say }: Move): Promise<Moved> {
  const incoming = join(directory, INCOMING);
  await mkdir(incoming, { recursive: true });
  const desk = await mkdtemp(join(incoming, 'moving-'));
  const count: Moved = { attachments: 0, files: 0, moved: 0, missing: [] };
  try {
    await inParallel(everyFile(db), AT_ONCE, async ({ id, keys }) => {
      for (const key of keys) {
        const outcome = await moveOne({ db, from, to }, id, key, join(desk, crypto.randomUUID()));
        if (outcome === 'gone') return;
        if (outcome === 'missing') count.missing.push(key);
        else count.files += 1;
        if (outcome === 'moved') count.moved += 1;
      }
      count.attachments += 1;
      if (count.attachments % 500 === 0) say(`  ${count.attachments} attachments seen, ${count.moved} files moved`);
    });
  } finally {
    await rm(desk, { recursive: true, force: true });
  }
  return count;
}

async function moveOne({ db, from, to }: Pick<Move, 'db' | 'from' | 'to'>, id: string, key: string, copy: string) {
  const fetched = await fetchFrom(from, key, copy);
  if (!fetched) {
    if (await to.has(key)) return 'there';
    return (await isKept(db, id)) ? 'missing' : 'gone';
  }
  if ((await sumUnder(to, key)) !== fetched.sum) {
    await to.put(key, copy);
    if ((await sumUnder(to, key)) !== fetched.sum) throw new Error(`${key} does not come out of the new place as it went in. It stays where it was.`);
  }
  await rm(copy);
  // Removed from both places while it was on its way: it must not come back.
  if (!(await isKept(db, id))) {
    await to.remove([key]);
    return 'gone';
  }
  await from.remove([key]);
  return 'moved';
}
