import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { insertCapitalEvent } from '../received-files/queries.ts';
import { countMatches, listStatements, lockProgramme, setReconciled } from './queries.ts';
import { reconciledAsOf, type Statement } from './rules/reconciled.ts';

type By = { actorId: string | null; onBehalfOfId: string | null };

/** The last statement of each kind with what is open of it. */
export async function readStatements(on: Sql, programmeId: string) {
  const files = await listStatements(on, programmeId);
  const counted = [];
  for (const file of files) counted.push({ ...file, counts: await countMatches(on, file.id) });
  return counted.map(({ counts, ...file }) => ({
    ...file,
    kind: file.kind as Statement['kind'],
    counts,
    open: counts.reduce((sum, { open }) => sum + open, 0),
  }));
}

/** Notes as of when the programme's books and the finance system's agree, once nothing is open. The day never goes back. */
export async function settleReconciliation(tx: Sql, programmeId: string, by: By, now: Date): Promise<void> {
  const programme = await lockProgramme(tx, programmeId);
  const statements = await readStatements(tx, programmeId);
  const day = reconciledAsOf(statements);
  if (!programme || day === null || (programme.reconciledOn !== null && day <= programme.reconciledOn)) return;
  await setReconciled(tx, programmeId, day);
  await insertCapitalEvent(tx, {
    id: uuidv7(),
    programmeId,
    kind: 'reconciled',
    ...by,
    data: { reconciledOn: day, before: programme.reconciledOn, fileIds: statements.map(({ id }) => id) },
    occurredAt: now,
  });
}
