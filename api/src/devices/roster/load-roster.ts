import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import type { FileRow } from '../received-files/queries.ts';
import type { Summary } from '../received-files/summary.ts';
import { changeStudents, insertStudents, leaveChangedAlone, letStudentsLeave } from './queries.ts';

/** Lets a roster in, within the caller's one transaction. */
export async function loadRoster(tx: Sql, row: FileRow, now: Date): Promise<Partial<Summary>> {
  const confirmed = { fileId: row.id, now, today: districtDay(now) };
  const leftAlone = await leaveChangedAlone(tx, confirmed);
  await insertStudents(tx, confirmed);
  await changeStudents(tx, confirmed);
  await letStudentsLeave(tx, confirmed);
  return { leftAlone };
}
