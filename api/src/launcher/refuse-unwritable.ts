import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDiskFull } from '#platform/files/index.ts';

/** A directory that belongs to somebody else, or a disk mounted to be read only, is said at the start, not to the first person with a photo. */
export async function refuseUnwritable(directory: string): Promise<void> {
  const place = resolve(directory);
  const failure = await mkdir(place, { recursive: true })
    .then(() => access(place, constants.W_OK | constants.X_OK))
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  // A full disk is one that empties again, and what lies on it can be read.
  if (failure === undefined || isDiskFull(failure)) return;
  const { code } = failure as NodeJS.ErrnoException;
  throw new Error(`FILES_DIR: this process cannot write in ${place} (${code}). Give it to the account that the process runs as.`);
}
