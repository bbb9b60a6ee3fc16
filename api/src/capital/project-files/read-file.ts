import { uuidv7 } from 'uuidv7';
import { isTransaction, type Sql } from '@steward/db';
import { trimmed } from '#kernel/cells.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import type { Mapping } from '../received-files/mapping.ts';
import { fileEmpty } from '../received-files/problems.ts';
import { type FileRow, lease, setFile } from '../received-files/queries.ts';
import { LEASE_MS, LeaseLost, type Reading } from '../received-files/reading.ts';
import { idOf } from './ids.ts';
import { insertRows, listAmbiguous, type NewProjectRow, removeRows } from './queries.ts';
import { readProjectRow } from './read-row.ts';

const BATCH = 2_000;

/**
 * Reads another owner's list of projects row by row and keeps what each says; nothing of a project changes yet. Cut off anywhere, it is begun again: what was kept goes first. Rows that cannot be
 * told apart are listed together, none of them taken.
 */
export async function readProjects(on: Sql, row: FileRow, { rows, clock, leaseId = uuidv7() }: Reading): Promise<void> {
  const { headerRow, columns } = row.mapping as unknown as Mapping;
  await removeRows(on, row.id);
  let batch: NewProjectRow[] = [];
  let rowsRead = 0;
  /** One piece is written while the next is read; in a transaction of the caller's, which does one thing at a time, before. */
  let written: Promise<void> = Promise.resolve();
  async function note(read: number) {
    const now = clock();
    const until = new Date(now.getTime() + LEASE_MS);
    if (!(await lease(on, { id: row.id, leaseId, now, until }, { rowsRead, doneRatio: Math.min(1, read) }))) throw new LeaseLost();
  }
  async function flush(read: number) {
    await written;
    await note(read);
    rowsRead += batch.length;
    written = insertRows(on, batch);
    // It is waited for later, by whoever comes next; until then nobody stumbles over it.
    written.catch(() => {});
    batch = [];
    if (isTransaction(on)) await written;
  }
  for await (const { row: at, cells, read } of rows) {
    if (at <= headerRow || cells.every((cell) => trimmed(cell) === '')) continue;
    const { faults, ...said } = readProjectRow(cells, columns);
    const projectId = idOf(row.programmeId, said.projectKey);
    batch.push({
      fileId: row.id,
      row: at,
      ...said,
      projectId,
      phaseId: idOf(projectId, said.phase),
      eventId: uuidv7(),
      reasons: faults.length > 0 ? faults : null,
      outcome: faults.length > 0 ? 'listed' : 'good',
    });
    if (batch.length >= BATCH) await flush(read);
  }
  await flush(1);
  await written;
  await note(1);
  if (rowsRead === 0) throw new Unreadable(fileEmpty());
  await on.transaction(async (tx) => {
    await listAmbiguous(tx, row.id);
    await setFile(tx, row.id, { state: 'loading', loadedRow: 0, doneRatio: 0, leaseId: null, leasedUntil: null });
  });
}
