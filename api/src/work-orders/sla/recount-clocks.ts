import type { Sql } from '@steward/db';
import { readVersionOf } from '#platform/kept.ts';
import { keptCalendars, keptCatalogue } from '../../catalog/index.ts';
import { policyOf, promiseOf } from '../rules/promise.ts';
import {
  addToRecount,
  type Counted,
  findRecount,
  insertMoved,
  isNewestUncounted,
  listHistories,
  lockRecount,
  lockStale,
  type PromisedRow,
  setCounted,
} from './queries.ts';

/** Counted and written together: a worker that dies leaves whole ones, and the next goes on with the rest. */
const BATCH = 500;
/** So long after it is finished, orders are still looked for that were asked just before the calendar changed. */
const LOOKED_AFTER_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

const hasMoved = (before: Date | null, after: Date | null | undefined) =>
  before !== null && after !== undefined && Math.abs((after?.getTime() ?? 0) - before.getTime()) >= MINUTE_MS;

type Known = Awaited<ReturnType<typeof keptCalendars>>;

/** What the newest revision asks for; undefined where every order has been counted by it. */
async function findUnfinished(
  db: Sql,
  now: Date,
): Promise<{ known: Known; targets: Awaited<ReturnType<typeof keptCatalogue>>['targets'] } | undefined> {
  const version = await readVersionOf(db, 'catalogue');
  const known = await keptCalendars(db, version);
  const last = await findRecount(db, known.revision);
  if (last?.finishedAt && now.getTime() - last.finishedAt.getTime() > LOOKED_AFTER_MS) return undefined;
  return { known, targets: (await keptCatalogue(db, version)).targets };
}

/** Is there a revision by which orders wait to be counted? Asked each second: it looks at two rows. */
export const hasRecount = (db: Sql): Promise<boolean> => isNewestUncounted(db);

/** Counts one batch. False when none is left. */
export async function recountNext(db: Sql, clock: () => Date): Promise<boolean> {
  const now = clock();
  const unfinished = await findUnfinished(db, now);
  return unfinished !== undefined && (await recountBatch(db, unfinished, now)) === BATCH;
}

/**
 * Counts every open order anew that was counted by older calendars, and those that never were: due times that lie ahead move, and whose promise
 * moved is told in the order's history. One transaction for each batch, with its progress. Gives how many were done.
 */
export async function recountClocks(db: Sql, clock: () => Date): Promise<number> {
  for (let done = 0; ;) {
    const unfinished = await findUnfinished(db, clock());
    const rows = unfinished === undefined ? 0 : await recountBatch(db, unfinished, clock());
    done += rows;
    if (rows < BATCH) return done;
  }
}

/** What the order's calendar says newly, told to who reads of it. */
const causeOf = ({ calendars }: Known, { policy }: Counted) => calendars.get(policy!.calendar)!.at(-1)!;

async function recountBatch(db: Sql, { known, targets }: NonNullable<Awaited<ReturnType<typeof findUnfinished>>>, now: Date): Promise<number> {
  const { calendars, ofService, revision } = known;
  const count = (row: PromisedRow, history: Parameters<typeof promiseOf>[1]): Counted => {
    const policy = row.policy ?? policyOf(targets.get(row.priority), ofService.get(row.serviceCode) ?? 'district');
    const columns = promiseOf({ ...row, policy }, history, calendars, now);
    return { id: row.id, policy, columns, hasMoved: row.policy !== null && hasMoved(row.resolutionDueAt, columns.resolutionDueAt) };
  };
  return db.transaction(async (tx) => {
    const recount = await lockRecount(tx, revision, now);
    const rows = await lockStale(tx, revision, BATCH);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const histories = await listHistories(tx, [...byId.keys()]);
    const counted = rows.map((row) => count(row, histories.get(row.id) ?? []));
    if (counted.length > 0) await setCounted(tx, counted, revision, now);
    const moved = counted.filter((one) => one.hasMoved);
    await insertMoved(
      tx,
      moved.map((one) => {
        const { why, byId: changedById } = causeOf(known, one);
        return { id: one.id, from: byId.get(one.id)!.resolutionDueAt, to: one.columns.resolutionDueAt ?? null, why, changedById };
      }),
      now,
    );
    // Of what is confidential not even the number is told.
    const told = moved.filter(({ id }) => byId.get(id)!.compartment === null).length;
    await addToRecount(tx, revision, { done: counted.length, moved: told }, recount.finishedAt ?? (rows.length < BATCH ? now : null));
    return rows.length;
  });
}
