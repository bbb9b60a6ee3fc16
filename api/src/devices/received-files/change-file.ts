import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { Files } from '#platform/files/index.ts';
import type { RosterSource } from '#platform/roster-source.ts';
import { type DeviceFileKind, fieldsOf, missingField } from '../imports/rules/fields.ts';
import { isUnusual } from '../roster/rules/roster-diff.ts';
import { keepsEverywhere } from '../rules/access.ts';
import {
  columnMissing,
  fieldTwice,
  fileChanged,
  fileNotFound,
  filesNotForYou,
  fileState,
  manyLeave,
  noSource,
  nothingToDo,
  unknownField,
} from './problems.ts';
import { type FileRow, findFile, forgetRows, insertFile, lockFile, setFile } from './queries.ts';
import { effectsOf, type Summary } from './summary.ts';

/** The states in which each may be done: travels with the file. */
export const STATES = {
  check: ['mapping', 'checked'],
  load: ['checked'],
  discard: ['mapping', 'checking', 'checked'],
} as const satisfies Record<string, readonly string[]>;

/** The file, held, for who may change it and saw it as it is. */
async function toChange(tx: Sql, actor: Actor, { id, version }: { id: string; version: number }, states: readonly string[]): Promise<FileRow> {
  if (!keepsEverywhere(actor)) throw filesNotForYou();
  const row = await lockFile(tx, id);
  if (!row || row.state === 'receiving') throw fileNotFound();
  if (!states.includes(row.state)) throw fileState(row.state);
  if (row.version !== version) throw fileChanged(row.version);
  return row;
}
type Seen = { id: string; version: number };
const ANEW = { state: 'checking', summary: null, failure: null, rowsRead: 0, doneRatio: 0, leaseId: null, leasedUntil: null };

/** Says what the columns of a table are, or has the file compared anew as things stand now. */
export const beginCheck = (db: Sql, actor: Actor, seen: Seen, columns: (string | null)[] | undefined) =>
  db.transaction(async (tx) => {
    const row = await toChange(tx, actor, seen, STATES.check);
    const next = columns ?? row.columns;
    if (row.kind !== 'oneroster') judgeColumns(row.kind as DeviceFileKind, row.headings === null ? row.columns! : next!);
    await setFile(tx, row.id, { ...ANEW, ...(row.headings === null ? {} : { columns: next }) });
  });

function judgeColumns(kind: DeviceFileKind, columns: readonly (string | null)[]): void {
  const named = columns.filter((name) => name !== null);
  if (named.some((name) => !fieldsOf(kind).some((field) => field === name))) throw unknownField();
  if (new Set(named).size < named.length) throw fieldTwice();
  if (missingField(columns) !== undefined) throw columnMissing();
}

/** Confirms what the comparison showed. A worker does it, all in one transaction. */
export const beginLoad = (db: Sql, actor: Actor, seen: Seen, confirmsLeavers: boolean) =>
  db.transaction(async (tx) => {
    const row = await toChange(tx, actor, seen, STATES.load);
    const summary = row.summary as unknown as Summary;
    if (effectsOf(summary) === 0) throw nothingToDo();
    const { left } = summary.effects;
    if (isUnusual(left, summary.active) && !confirmsLeavers) throw manyLeave(left, summary.active);
    await setFile(tx, row.id, {
      state: 'loading',
      doneRatio: 0,
      areLeaversConfirmed: confirmsLeavers,
      confirmedById: actor.id,
      leaseId: null,
      leasedUntil: null,
    });
  });

/** Puts a file away without letting anything in; what it held of people goes at once. */
export async function discardFile({ db, files }: { db: Sql; files: Files }, actor: Actor, seen: Seen, now: Date): Promise<void> {
  const { id, storageKey } = await db.transaction(async (tx) => {
    const row = await toChange(tx, actor, seen, STATES.discard);
    await putAway(tx, row.id, now);
    return row;
  });
  if (storageKey === null) return;
  await files.remove([storageKey]);
  await setFile(db, id, { storageKey: null });
}

/** The same for one that nobody decided about. */
export async function putAway(tx: Sql, id: string, now: Date): Promise<void> {
  await forgetRows(tx, id);
  await setFile(tx, id, { state: 'discarded', finishedAt: now, leaseId: null, leasedUntil: null });
}

/** Has the student information system asked; a worker does that. `id` may come from the caller's Idempotency-Key. */
export async function fetchRoster(db: Sql, actor: Actor, source: RosterSource | undefined, now: Date, id: string = uuidv7()): Promise<string> {
  if (!keepsEverywhere(actor)) throw filesNotForYou();
  if (!source) throw noSource();
  if (await findFile(db, id)) return id;
  await insertFile(db, {
    id,
    kind: 'oneroster',
    broughtBy: 'source',
    fileName: new URL(source.url).host,
    state: 'checking',
    byId: actor.id,
    createdAt: now,
  });
  return id;
}
