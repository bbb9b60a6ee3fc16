import { resolve } from 'node:path';
import { diskStore } from './disk-store.ts';
import type { FilesSettings } from './settings.ts';
import { type FileStore, inPlainWords } from './store.ts';

export { readFilesSettings, type FilesSettings } from './settings.ts';
export { type FileStore, filesFull, isDiskFull, sayingWhy } from './store.ts';

export type Files = FileStore & {
  /** The directory on this machine: what is being received lies here, and without S3 everything. */
  directory: string;
  disk: FileStore;
  s3: FileStore | undefined;
};

/**
 * Where people's files are kept. New ones go to the main store; where a second one is configured, files that have not been moved yet are
 * read from there, so that moving needs no standstill.
 */
export async function createFiles(settings: FilesSettings): Promise<Files> {
  const directory = resolve(settings.directory);
  const disk = inPlainWords(diskStore(directory));
  const s3 = settings.s3 && inPlainWords((await import('./s3-store.ts')).s3Store(settings.s3));
  const main = settings.main === 's3' && s3 ? s3 : disk;
  return {
    directory,
    disk,
    s3,
    put: main.put,
    // The disk answers at once. It is asked again, for the file may have been moved to it in between.
    open: async (key) => (await disk.open(key)) ?? (s3 && ((await s3.open(key)) ?? (await disk.open(key)))),
    has: async (key) => (await disk.has(key)) || ((await s3?.has(key)) ?? false) || (await disk.has(key)),
    remove: async (keys) => {
      for (const store of s3 ? [s3, disk] : [disk]) await store.remove(keys);
    },
  };
}
