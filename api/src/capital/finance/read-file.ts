import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { trimmed } from '#kernel/cells.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import type { FinanceKind } from '../received-files/kinds.ts';
import type { Mapping } from '../received-files/mapping.ts';
import { fileEmpty } from '../received-files/problems.ts';
import { type FileRow, lease, setFile } from '../received-files/queries.ts';
import { LEASE_MS, LeaseLost, type Reading } from '../received-files/reading.ts';
import { insertRows, type NewFinanceRow, removeRows } from './queries.ts';
import { isTotal, readFinanceRow } from './read-row.ts';

const BATCH = 2_000;

/** Reads a file of the finance system row by row and keeps what each says, or why it cannot be read. Cut off anywhere, it is begun again: what was kept goes first. */
export async function readFinance(on: Sql, row: FileRow, { rows, clock, leaseId = uuidv7() }: Reading): Promise<void> {
  const { headerRow, columns } = row.mapping as unknown as Mapping;
  const kind = row.kind as FinanceKind;
  await removeRows(on, row.id);
  let batch: NewFinanceRow[] = [];
  let rowsRead = 0;
  async function flush(read: number) {
    await insertRows(on, batch);
    rowsRead += batch.length;
    batch = [];
    const now = clock();
    if (!(await lease(on, { id: row.id, leaseId, now, until: new Date(now.getTime() + LEASE_MS) }, { rowsRead, doneRatio: Math.min(1, read) })))
      throw new LeaseLost();
  }
  for await (const { row: at, cells, read } of rows) {
    if (at <= headerRow || cells.every((cell) => trimmed(cell) === '') || isTotal(kind, cells, columns)) continue;
    const { faults, ...said } = readFinanceRow(kind, cells, columns);
    batch.push({ fileId: row.id, row: at, ...said, faults: faults.length > 0 ? faults : null, raw: faults.length > 0 ? cells : null });
    if (batch.length >= BATCH) await flush(read);
  }
  await flush(1);
  if (rowsRead === 0) throw new Unreadable(fileEmpty());
  await setFile(on, row.id, { state: 'loading', doneRatio: 0, leaseId: null, leasedUntil: null });
}
