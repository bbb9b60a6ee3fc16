import type { Sql } from '@steward/db';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { withdrawSteps } from '../approvals/queries.ts';
import { inOneGo } from '../in-one-go.ts';
import { changed, notOpen, notYoursToRun } from '../problems.ts';
import { insertEvent } from '../queries.ts';
import { freeNumber, lockRequest, setDispute, setRequest } from './queries.ts';
import { movesOf, requestSeen } from './read-requests.ts';

type Act = { actor: Actor; id: string; expected: number; now: Date };
type Move = { to: 'withdrawn' | 'disputed' | 'waiting'; move: 'withdraw' | 'dispute' | 'settle'; event: string; reason?: string };

async function moveRequest(db: Sql, { actor, id, expected, now }: Act, { to, move, event, reason }: Move): Promise<void> {
  await inOneGo(db, async (tx) => {
    await requestSeen(tx, actor, id);
    const request = (await lockRequest(tx, id))!;
    if (!(await movesOf(tx, actor, request)).includes(move))
      throw ['waiting', 'disputed'].includes(request.state) ? notYoursToRun() : notOpen(request.state);
    if (request.version !== expected) throw changed('request', request.version);
    if (to === 'withdrawn') {
      await withdrawSteps(tx, id);
      await freeNumber(tx, id);
    } else await setDispute(tx, id, reason ?? null);
    await setRequest(tx, id, { state: to, ...(to === 'withdrawn' ? { decidedAt: now } : {}) });
    const { programmeId, projectId, title } = request;
    await insertEvent(tx, {
      programmeId,
      projectId,
      kind: event,
      by: doneBy(actor),
      data: { requestId: id, title, ...(reason ? { note: reason } : {}) },
      now,
    });
  });
}

/** Takes back what waits: nobody need decide on it any more. */
export const withdrawRequest = (db: Sql, act: Act) => moveRequest(db, act, { to: 'withdrawn', move: 'withdraw', event: 'withdrawn' });

/** Disputes an invoice: it is not decided on until that is settled. */
export const disputeInvoice = (db: Sql, act: Act, reason: string) =>
  moveRequest(db, act, { to: 'disputed', move: 'dispute', event: 'disputed', reason });

/** Settles the dispute, as it says: the invoice goes on to be decided. */
export const settleDispute = (db: Sql, act: Act) => moveRequest(db, act, { to: 'waiting', move: 'settle', event: 'dispute_settled' });
