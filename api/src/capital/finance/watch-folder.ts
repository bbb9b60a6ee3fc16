import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { Problem } from '#kernel/problem.ts';
import type { Files } from '#platform/files/index.ts';
import { MAX_FILE_BYTES as MAX_SHEET_BYTES } from '#platform/sheets/limits.ts';
import { fileTooLarge } from '../received-files/problems.ts';
import { findByFolderMark } from '../received-files/queries.ts';
import { keepFile } from '../received-files/receive-file.ts';
import { readFolderName } from './rules/folder-name.ts';

/** A file that was written to so recently may still be growing. */
const SETTLED_AFTER_MS = 60_000;
type Store = { db: Sql; files: Files };

/**
 * Takes what the finance system laid into the folder, each file once: it is known again by its name, size and age, and stays where it is. One whose headings were explained before is read at once, another waits
 * until somebody says what its columns are. What cannot be taken is told to `onRefused`, and tried again when it was changed.
 */
export async function watchFolder(store: Store, folder: string, now: Date, onRefused: (name: string, why: string) => void): Promise<number> {
  let taken = 0;
  for (const name of (await readdir(folder)).toSorted()) {
    const said = readFolderName(name);
    if (!said) continue;
    const path = join(folder, name);
    // Nothing is followed out of the folder.
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isFile() || now.getTime() - found.mtimeMs < SETTLED_AFTER_MS) continue;
    const folderMark = `${name}|${found.size}|${Math.trunc(found.mtimeMs)}`;
    if (await findByFolderMark(store.db, folderMark)) continue;
    try {
      if (found.size > MAX_SHEET_BYTES) throw fileTooLarge();
      const received = {
        directory: folder,
        path,
        fileName: name,
        sizeBytes: found.size,
        sha256: await digestOf(path),
        fields: new Map(Object.entries(said)),
      };
      await keepFile(store, received, { byId: null, broughtBy: 'folder', folderMark }, now, uuidv7());
      taken += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      onRefused(name, error.message);
    }
  }
  return taken;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
