import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Files } from '#platform/files/index.ts';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { INCOMING } from '../../work-orders/index.ts';
import { loadFinance } from '../finance/load-file.ts';
import { readFinance } from '../finance/read-file.ts';
import { loadProjects } from '../project-files/load-file.ts';
import { readProjects } from '../project-files/read-file.ts';
import { type FileRow, findToRead, hasWork, lease, setFile, takeLoading } from './queries.ts';
import { LEASE_MS, LeaseLost } from './reading.ts';

/** Lets the next piece of a file in; false when none waits that another worker is not at. */
export const loadNext = (db: Sql, clock: () => Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    const row = await takeLoading(tx);
    if (!row) return false;
    await (row.kind === 'projects' ? loadProjects : loadFinance)(tx, row, clock());
    return true;
  });

/** Brings the file to this machine, to be read from its beginning to its end. */
async function withFile<T>(files: Files, row: FileRow, use: (path: string) => Promise<T>): Promise<T | undefined> {
  const opened = row.storageKey === null ? undefined : await files.open(row.storageKey);
  if (!opened) return undefined;
  const incoming = join(files.directory, INCOMING);
  await mkdir(incoming, { recursive: true });
  const directory = await mkdtemp(join(incoming, 'capital-'));
  try {
    const path = join(directory, 'file');
    await pipeline(opened.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return await use(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function readNext(db: Sql, files: Files, clock: () => Date): Promise<boolean> {
  const now = clock();
  const row = await findToRead(db, now);
  if (!row) return false;
  const leaseId = uuidv7();
  if (!(await lease(db, { id: row.id, leaseId, now, until: new Date(now.getTime() + LEASE_MS) }))) return false;
  const fail = (failure: string) => setFile(db, row.id, { state: 'failed', failure, finishedAt: clock(), leaseId: null, leasedUntil: null });
  const isThere = await withFile(files, row, async (path) => {
    try {
      const sheets = await openSheets(path);
      await (row.kind === 'projects' ? readProjects : readFinance)(db, row, { rows: sheets.rows(), clock, leaseId });
    } catch (error) {
      if (error instanceof Unreadable) await fail(error.problem.message);
      else if (!(error instanceof LeaseLost)) throw error;
    }
    return true;
  });
  if (!isThere) await fail('The file is not there any more. Bring it again.');
  return true;
}

/** Files about capital money as work that workers take: to read, and pieces to let in. */
export const capitalFileWork = (db: Sql, files: Files, clock: () => Date) => ({
  name: 'capital-files',
  hasWork: () => hasWork(db, clock()),
  work: async () => (await loadNext(db, clock)) || readNext(db, files, clock),
});
