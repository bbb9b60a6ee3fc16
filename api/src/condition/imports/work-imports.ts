import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { Problem } from '#kernel/problem.ts';
import type { Files } from '#platform/files/index.ts';
import { INCOMING } from '../../work-orders/index.ts';
import { checkImport } from './check-import.ts';
import { loadNext } from './load-import.ts';
import { mappingOf } from './mapping.ts';
import { hasWork } from './load-queries.ts';
import { findToCheck, type ImportRow, lease, lockImport, setImport } from './queries.ts';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';

const LEASE_MS = 30_000;
const CANNOT_BE_KEPT = 'A row holds something that cannot be kept.';

/** Brings the file to this machine, to be read from its beginning to its end. */
async function withFile<T>(files: Files, row: ImportRow, use: (path: string) => Promise<T>): Promise<T | undefined> {
  const opened = row.storageKey === null ? undefined : await files.open(row.storageKey);
  if (!opened) return undefined;
  const incoming = join(files.directory, INCOMING);
  await mkdir(incoming, { recursive: true });
  const directory = await mkdtemp(join(incoming, 'import-'));
  try {
    const path = join(directory, 'file');
    await pipeline(opened.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return await use(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Reads the file that waits longest for its dry run; false when there is none that nobody else is at. */
async function checkNext(db: Sql, files: Files, clock: () => Date): Promise<boolean> {
  const now = clock();
  const row = await findToCheck(db, now);
  if (!row) return false;
  const leaseId = uuidv7();
  if (!(await lease(db, row.id, leaseId, now, new Date(now.getTime() + LEASE_MS)))) return false;
  const isThere = await withFile(files, row, async (path) => {
    try {
      const sheets = await openSheets(path);
      await checkImport(db, row, { rows: sheets.rows(mappingOf(row).sheet ?? undefined), clock, leaseId });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      await setImport(db, row.id, { state: 'failed', failure: error.problem.message, finishedAt: clock() });
    }
    return true;
  });
  if (!isThere) await setImport(db, row.id, { state: 'failed', failure: 'The file is not there any more. Upload it again.', finishedAt: clock() });
  return true;
}

/** What comes of the file itself and comes again whenever it is tried; a database that is away, or that two wait for, is none of it. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof Problem) return error.message;
  const { code } = Object(error instanceof Error ? error.cause : undefined) as { code?: string };
  return code !== undefined && /^2[23]/.test(code) ? CANNOT_BE_KEPT : undefined;
}

const fail = (db: Sql, id: string, failure: string, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockImport(tx, id);
    // What waits of it is let go.
    if (row?.state === 'loading') await setImport(tx, id, { state: 'failed', failure, finishedAt: now, rowsToLoad: row.rowsDone + row.rowsKept });
  });

/** Lets the next piece in. A file of which a piece cannot be kept ends there and says so, so that nobody else's waits for it; what is in stays in. */
async function loadOrFail(db: Sql, clock: () => Date): Promise<boolean> {
  let at: string | undefined;
  try {
    return await loadNext(db, clock, { onTaken: (id) => (at = id) });
  } catch (error) {
    const fault = faultOf(error);
    if (at === undefined || fault === undefined) throw error;
    await fail(db, at, fault, clock());
    return true;
  }
}

/** Files of assessments as work that workers take: dry runs, and pieces to let in. */
export const importWork = (db: Sql, files: Files, clock: () => Date) => ({
  name: 'imports',
  hasWork: () => hasWork(db, clock()),
  work: async () => (await loadOrFail(db, clock)) || checkNext(db, files, clock),
});
