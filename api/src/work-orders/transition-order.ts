import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { approvalPending } from './approvals/problems.ts';
import { findOpenStep } from './approvals/queries.ts';
import type { TransitionRequest } from './contract.ts';
import { doneByStanding, orderAt, orderToMove, writeChange } from './locked-order.ts';
import { factsOf, needsHazardAcknowledgement, standingsOf } from './present.ts';
import {
  dayPast,
  duplicateOfItself,
  duplicateUnknown,
  hazardUnacknowledged,
  moveNeeds,
  moveNotYours,
  moveRefused,
  reopenTooLate,
} from './problems.ts';
import { findOrder, type OrderRow } from './queries.ts';
import { judgeMove, type Move, movesFor, type Status } from './rules/lifecycle.ts';
import { asAsked, stamps, type When } from '#kernel/when.ts';

type Input = z.infer<typeof TransitionRequest>;
/** Who did it, where the desk enters what somebody did out of reach. */
type Doer = { id: string; name: string };
type Change = { set: Parameters<typeof writeChange>[2]['set']; data: Record<string, unknown>; isInternal?: boolean };

const HELD = { holdReason: null, holdNote: null, holdUntilOn: null, heldFrom: null } as const;

/** What each move writes beside the status. */
function effectOf(move: Move, row: OrderRow, input: Input, doer: Doer, duplicateOf: { id: string; number: string } | null, now: Date): Change {
  const note = input.note || undefined;
  // Whatever ends a hold clears it.
  const unheld = row.order.status === 'on_hold' && move.action !== 'hold' ? HELD : {};
  switch (move.action) {
    case 'hold':
      return {
        set: { holdReason: input.holdReason!, holdNote: note ?? null, holdUntilOn: input.holdUntilOn ?? null, heldFrom: row.order.status },
        data: { reason: input.holdReason, note, untilOn: input.holdUntilOn },
      };
    case 'complete':
      return { set: { resolutionNote: input.resolutionNote!, completedAt: now }, data: { resolutionNote: input.resolutionNote } };
    case 'confirm':
      return { set: { closedAt: now }, data: { note } };
    case 'cancel':
      return { set: { ...unheld, cancelReason: note!, closedAt: now }, data: { note } };
    case 'mark_duplicate':
      return { set: { ...unheld, duplicateOfId: duplicateOf!.id, closedAt: now }, data: { duplicateOf: duplicateOf!.number } };
    case 'give_back':
      return {
        set: { assigneeId: null, teamId: null },
        data: { note, fromTeamId: row.order.teamId, fromTeam: row.team?.name, fromPerson: row.assignee?.name },
        isInternal: true,
      };
    case 'not_fixed':
      return {
        set: { completedAt: null, closedAt: null, rating: null, ratingComment: null, ratedAt: null, reopenCount: row.order.reopenCount + 1 },
        data: { note },
      };
    case 'start':
      return { set: row.order.assigneeId === null ? { assigneeId: doer.id } : {}, data: { note } };
    default:
      return { set: unheld, data: { note } };
  }
}

async function duplicateIn(tx: Sql, actor: Actor, row: OrderRow, number: string) {
  const other = /^(WO-\d{4}-\d{6,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(number.trim())
    ? await findOrder(tx, actor, number.trim())
    : undefined;
  if (!other || other.order.compartment !== row.order.compartment) throw duplicateUnknown();
  if (other.order.id === row.order.id || other.order.status === 'duplicate') throw duplicateOfItself();
  return other.order;
}

function refuse(row: OrderRow, to: Status, verdict: Exclude<ReturnType<typeof judgeMove>, { ok: true }>, actor: Actor, now: Date) {
  const legal = movesFor(factsOf(row), standingsOf(row, actor), now);
  if (verdict.why === 'missing') return moveNeeds(verdict.needs);
  if (verdict.why === 'too_late') return reopenTooLate();
  return verdict.why === 'not_your_move' ? moveNotYours(to, legal) : moveRefused(row.order.status as Status, to, legal);
}

/** Moves an order along its life: the table of moves decides, the change and its event are one. Gives the order as it is then. */
export async function transitionOrder(db: Sql, actor: Actor, idOrNumber: string, version: number, input: Input, now: Date): Promise<OrderRow> {
  const row = await orderToMove(db, actor, idOrNumber, version, input.to);
  await moveOrder(db, actor, row, input, asAsked(now));
  return row;
}

/** The move itself, written only if the order still has the version of `row`, which is then as it was written. `meantBy` where the actor enters it for who did it. */
export async function moveOrder(on: Sql, actor: Actor, row: OrderRow, input: Input, when: When, meantBy?: Doer) {
  const doer = meantBy ?? actor;
  const given = {
    assignee: row.order.assigneeId !== null || row.order.teamId !== null,
    note: !!input.note,
    holdReason: !!input.holdReason,
    resolutionNote: !!input.resolutionNote,
    duplicateOf: !!input.duplicateOf,
  };
  const verdict = judgeMove(factsOf(row), input.to, standingsOf(row, actor), given, when.at);
  if (!verdict.ok) throw refuse(row, input.to, verdict, actor, when.at);
  const { move } = verdict;
  if (move.action === 'resume' && row.order.holdReason === 'approval' && (await findOpenStep(on, row.order.id))) throw approvalPending();
  const by = doneByStanding(actor, row, (have) => judgeMove(factsOf(row), input.to, have, given, when.at).ok);
  if (move.action === 'hold' && input.holdUntilOn && input.holdUntilOn < districtDay(when.at)) throw dayPast('holdUntilOn');

  const asksForHazard = move.to === 'in_progress' && needsHazardAcknowledgement(row);
  if (asksForHazard && !input.acknowledgeHazard) throw hazardUnacknowledged(row.room?.hazardNote ?? null);
  const before = asksForHazard
    ? [{ kind: 'hazard_acknowledged', ...by, actorId: doer.id, isInternal: true, data: { hazardNote: row.room?.hazardNote }, ...stamps(when) }]
    : [];
  const acknowledged = asksForHazard ? { hazardAcknowledgedById: doer.id, hazardAcknowledgedAt: when.at } : {};
  const duplicateOf = move.action === 'mark_duplicate' ? await duplicateIn(on, actor, row, input.duplicateOf!) : null;
  const { set, data, isInternal } = effectOf(move, row, input, doer, duplicateOf, when.at);
  const isWritten = await writeChange(
    on,
    row,
    {
      kind: move.event,
      by,
      before,
      set: { ...set, ...acknowledged, status: move.to, statusChangedAt: when.at },
      data: { from: move.from, to: move.to, ...data, ...(meantBy ? { meantBy: meantBy.name } : {}) },
      ...(isInternal ? { isInternal } : {}),
    },
    when,
  );
  // Somebody was quicker: this says what differs now.
  if (!isWritten) await orderAt(on, actor, row.order.id, row.order.version);
}
