import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type FileRow, insertCapitalEvent, setFile, setProgress } from '../received-files/queries.ts';
import {
  countEvents,
  countOutcomes,
  countWaiting,
  findPieceEnd,
  insertProjects,
  listGone,
  markPlaced,
  type Place,
  placePhases,
  setGone,
  setProjectPhases,
} from './queries.ts';

const ROWS_AT_ONCE = 5_000;

type Way = { rowsAtOnce?: number; newId?: (name: string) => string };

/**
 * Places the next piece of a file that this transaction holds. Projects, phases and events are one transaction with the mark that the rows are done, so that each counts once, wherever a worker is stopped. After
 * the last piece, what the file names no more is marked as gone.
 */
export async function loadProjects(tx: Sql, row: FileRow, now: Date, { rowsAtOnce = ROWS_AT_ONCE, newId = uuidv7 }: Way = {}): Promise<void> {
  const { id: fileId, programmeId } = row;
  const end = await findPieceEnd(tx, fileId, rowsAtOnce);
  if (end !== undefined) {
    const place: Place = { fileId, programmeId, end, now };
    await insertProjects(tx, place);
    await placePhases(tx, place);
    await setProjectPhases(tx, place);
    await markPlaced(tx, fileId, end);
    const waiting = await countWaiting(tx, fileId);
    if (waiting > 0) return void (await setProgress(tx, fileId, 1 - waiting / Math.max(1, row.rowsRead)));
  }
  await finish(tx, row, now, newId);
}

async function finish(tx: Sql, row: FileRow, now: Date, newId: (name: string) => string): Promise<void> {
  const { id: fileId, programmeId } = row;
  const gone = (await listGone(tx, fileId, programmeId)).map(({ id: phaseId, projectId, facts }) => ({
    id: newId(`gone ${fileId} ${phaseId}`),
    programmeId,
    projectId,
    phaseId,
    fileId,
    row: null,
    kind: 'gone',
    before: facts,
    after: null,
    occurredAt: now,
  }));
  await setGone(tx, fileId, gone);
  const [outcomes, events] = [await countOutcomes(tx, fileId), await countEvents(tx, fileId)];
  const changes = { added: events.added ?? 0, changed: events.changed ?? 0, gone: events.gone ?? 0, back: events.back ?? 0 };
  const summary = { ...outcomes, ...changes, same: (outcomes['placed'] ?? 0) - changes.added - changes.changed - changes.back };
  await setFile(tx, fileId, { state: 'done', doneRatio: 1, finishedAt: now, summary });
  if (Object.values(changes).every((n) => n === 0)) return;
  await insertCapitalEvent(tx, {
    id: newId(`capital event ${fileId}`),
    programmeId,
    kind: 'projects_stated',
    actorId: row.byId,
    data: { fileId, fileName: row.fileName, asOfOn: row.asOfOn, ...changes },
    occurredAt: now,
  });
}
