import type { Sql } from '@steward/db';
import { type FileRow, insertCapitalEvent, setFile, setLoaded } from '../received-files/queries.ts';
import type { Mapping } from '../received-files/mapping.ts';
import { idOf } from './ids.ts';
import { countEvents, countOutcomes, findPieceEnd, insertProjects, listGone, type Place, placePhases, setGone, setProjectPhases } from './queries.ts';

const ROWS_AT_ONCE = 5_000;

/**
 * Places the next piece of a file that this transaction holds. Projects, phases and events are one transaction with the mark how far the file is placed, so that each counts once, wherever a worker is stopped. After
 * the last piece, what the file names no more is marked as gone.
 */
export async function loadProjects(tx: Sql, row: FileRow, now: Date, rowsAtOnce: number = ROWS_AT_ONCE): Promise<void> {
  const { id: fileId, programmeId, loadedRow: after } = row;
  const end = await findPieceEnd(tx, fileId, after, rowsAtOnce);
  if (end === undefined) return finish(tx, row, now);
  const place: Place = { fileId, programmeId, after, end, now };
  await insertProjects(tx, place);
  await placePhases(tx, place);
  await setLoaded(tx, fileId, end, Math.min(1, (end - headerRowOf(row)) / Math.max(1, row.rowsRead)));
}
const headerRowOf = ({ mapping }: FileRow) => (mapping as unknown as Mapping).headerRow;

async function finish(tx: Sql, row: FileRow, now: Date): Promise<void> {
  const { id: fileId, programmeId } = row;
  const gone = (await listGone(tx, fileId, programmeId)).map(({ id: phaseId, facts }) => ({
    id: idOf(fileId, phaseId),
    phaseId,
    fileId,
    row: null,
    kind: 'gone',
    before: facts,
    after: null,
    occurredAt: now,
  }));
  await setGone(tx, fileId, gone);
  await setProjectPhases(tx, programmeId);
  const [outcomes, events] = [await countOutcomes(tx, fileId), await countEvents(tx, fileId)];
  const changes = { added: events.added ?? 0, changed: events.changed ?? 0, gone: events.gone ?? 0, back: events.back ?? 0 };
  const summary = { ...outcomes, ...changes, same: (outcomes['placed'] ?? 0) - changes.added - changes.changed - changes.back };
  await setFile(tx, fileId, { state: 'done', doneRatio: 1, finishedAt: now, summary });
  if (Object.values(changes).every((n) => n === 0)) return;
  await insertCapitalEvent(tx, {
    id: idOf(fileId, 'stated'),
    programmeId,
    kind: 'projects_stated',
    actorId: row.byId,
    data: { fileId, fileName: row.fileName, asOfOn: row.asOfOn, ...changes },
    occurredAt: now,
  });
}
