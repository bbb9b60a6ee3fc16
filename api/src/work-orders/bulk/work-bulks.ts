import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { findActors } from '../../people/index.ts';
import { workOrderChanged, workOrderNotFound } from '../problems.ts';
import { findOrderById, lockOrder, type OrderRow } from '../queries.ts';
import { changedColumns } from '../rules/bulk.ts';
import { changeOne } from './change-one.ts';
import type { Change } from './contract.ts';
import { asProblem, judgeFor } from './judge.ts';
import { finishBulk, findUnderWay, setOutcome, takeNext } from './queries.ts';
import { putBack } from './put-back.ts';

/** So many orders are one piece of work: between two pieces a worker may stop, and the person's rights are read anew. */
const PIECE = 20;
type Under = { id: string; change: Change; actor: Actor; clock: () => Date };

const refusal = (error: unknown) => {
  const { code, message } = asProblem(error);
  return { outcome: 'refused' as const, code, why: message };
};

/** The next order, and what became of it, in one transaction: killed in between, neither is. False when none is left to take. */
const changeNext = (db: Sql, { id, change, actor, clock }: Under) =>
  db.transaction(async (tx) => {
    const row = await takeNext(tx, id, 'waiting');
    if (!row) return false;
    const now = clock();
    const done = async () => {
      const before = await lockOrder(tx, actor, row.workOrderId);
      if (!before) throw workOrderNotFound();
      if (before.order.version !== row.seenVersion) throw workOrderChanged({}, before.order.version);
      const verdict = await (await judgeFor(tx, actor, change, now))(before);
      if (verdict === 'same') return { outcome: 'unchanged' as const };
      if (verdict !== 'changes') throw verdict;
      // Within a transaction of its own: what is refused half-way leaves nothing.
      await tx.transaction((own) => changeOne(own, actor, row.workOrderId, row.seenVersion, change, now));
      const after = (await findOrderById(tx, row.workOrderId))!;
      return { outcome: 'changed' as const, before: keptOf(before, after), after: { version: after.order.version, tags: after.tags } };
    };
    await setOutcome(tx, row, await done().catch(refusal));
    return true;
  });

const keptOf = (before: OrderRow, after: OrderRow) => ({ set: changedColumns(before.order, after.order), tags: before.tags });

/** The same for taking back. */
const undoNext = (db: Sql, { id, actor, clock }: Under) =>
  db.transaction(async (tx) => {
    const row = await takeNext(tx, id, 'changed');
    if (!row) return false;
    await setOutcome(tx, row, await putBack(tx, actor, row, clock()));
    return true;
  });

/** One piece of the change that waits longest; false when there is nothing to do that another worker is not at. */
export async function workOnBulk(db: Sql, clock: () => Date): Promise<boolean> {
  const bulk = await findUnderWay(db);
  if (!bulk) return false;
  const [person] = await findActors(db, [bulk.byId], clock());
  const under: Under = { id: bulk.id, change: bulk.change as Change, actor: { ...person!, bulkId: bulk.id }, clock };
  const next = bulk.state === 'undoing' ? undoNext : changeNext;
  let done = 0;
  while (done < PIECE && (await next(db, under))) done += 1;
  if (done === PIECE) return true;
  const now = clock();
  const isFinished =
    bulk.state === 'undoing'
      ? await finishBulk(db, bulk.id, { from: 'undoing', left: 'changed' }, { state: 'undone', undoneAt: now })
      : await finishBulk(db, bulk.id, { from: 'running', left: 'waiting' }, { state: 'done', finishedAt: now });
  return isFinished || done > 0;
}

/** Changes of many, as work that workers take. */
export const bulkWork = (db: Sql, clock: () => Date) => ({
  name: 'bulk-changes',
  hasWork: async () => (await findUnderWay(db)) !== undefined,
  work: () => workOnBulk(db, clock),
});
