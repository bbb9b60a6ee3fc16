import { constants } from 'node:fs';
import { copyFile, type FileHandle, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from './store.ts';

/** Files in a directory of this machine, or in one that all machines share. */
export function diskStore(directory: string): FileStore {
  const placeOf = (key: string) => join(directory, key);
  return {
    put: async (key, path) => {
      const place = placeOf(key);
      // Written beside its place and moved there: a reader never meets half a file.
      const part = `${place}.part`;
      try {
        await mkdir(dirname(place), { recursive: true });
        await copyFile(path, part, constants.COPYFILE_FICLONE);
        await outliveAPowerCut(part);
        await rename(part, place);
      } catch (error) {
        await rm(part, { force: true });
        await removeIfEmpty(dirname(place));
        throw error;
      }
    },
    open: async (key) => {
      // By a handle: a file that is moved away a moment later is still read to its end.
      const file = await openIfThere(placeOf(key));
      return file && { contentLength: (await file.stat()).size, stream: file.createReadStream() };
    },
    has: async (key) => {
      const file = await openIfThere(placeOf(key));
      await file?.close();
      return file !== undefined;
    },
    remove: async (keys) => {
      for (const place of keys.map(placeOf)) for (const path of [place, `${place}.part`]) await rm(path, { force: true });
      for (const folder of new Set(keys.map((key) => dirname(placeOf(key))))) await removeIfEmpty(folder);
    },
  };
}

async function outliveAPowerCut(path: string) {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A folder that is not empty refuses, and stays. */
const removeIfEmpty = (folder: string) => rmdir(folder).catch(() => {});
