import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import type { TransitionRequest } from './contract.ts';
import { lockedOrder, writeChange } from './locked-order.ts';
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
import { findOrder, insertEvent, type OrderRow } from './queries.ts';
import { districtDay } from './rules/words.ts';
import { judgeMove, type Move, movesFor, type Status } from './rules/lifecycle.ts';

type Input = z.infer<typeof TransitionRequest>;
type Change = { set: Parameters<typeof writeChange>[3]['set']; data: Record<string, unknown>; isInternal?: boolean };

const HELD = { holdReason: null, holdNote: null, holdUntilOn: null, heldFrom: null } as const;

/** What each move writes beside the status. */
function effectOf(move: Move, row: OrderRow, input: Input, actor: Actor, duplicateOf: { id: string; number: string } | null, now: Date): Change {
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
      return { set: { assigneeId: null, teamId: null }, data: { note, fromTeam: row.team?.name, fromPerson: row.assignee?.name }, isInternal: true };
    case 'not_fixed':
      return {
        set: { completedAt: null, closedAt: null, rating: null, ratingComment: null, ratedAt: null, reopenCount: row.order.reopenCount + 1 },
        data: { note },
      };
    case 'start':
      return { set: row.order.assigneeId === null ? { assigneeId: actor.id } : {}, data: { note } };
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

/** Moves an order along its life: the table of moves decides, the change and its event are one. */
export const transitionOrder = (db: Sql, actor: Actor, idOrNumber: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, version);
    const given = {
      assignee: row.order.assigneeId !== null || row.order.teamId !== null,
      note: !!input.note,
      holdReason: !!input.holdReason,
      resolutionNote: !!input.resolutionNote,
      duplicateOf: !!input.duplicateOf,
    };
    const verdict = judgeMove(factsOf(row), input.to, standingsOf(row, actor), given, now);
    if (!verdict.ok) throw refuse(row, input.to, verdict, actor, now);
    const { move } = verdict;
    if (move.action === 'hold' && input.holdUntilOn && input.holdUntilOn < districtDay(now)) throw dayPast('holdUntilOn');

    if (move.to === 'in_progress' && needsHazardAcknowledgement(row)) {
      if (!input.acknowledgeHazard) throw hazardUnacknowledged(row.room?.hazardNote ?? null);
      await insertEvent(tx, {
        workOrderId: row.order.id,
        kind: 'hazard_acknowledged',
        actorId: actor.id,
        isInternal: true,
        data: { hazardNote: row.room?.hazardNote },
        occurredAt: now,
      });
    }
    const acknowledged =
      move.to === 'in_progress' && needsHazardAcknowledgement(row) ? { hazardAcknowledgedById: actor.id, hazardAcknowledgedAt: now } : {};
    const duplicateOf = move.action === 'mark_duplicate' ? await duplicateIn(tx, actor, row, input.duplicateOf!) : null;
    const { set, data, isInternal } = effectOf(move, row, input, actor, duplicateOf, now);
    await writeChange(
      tx,
      actor,
      row,
      {
        kind: move.event,
        set: { ...set, ...acknowledged, status: move.to, statusChangedAt: now },
        data: { from: move.from, to: move.to, ...data },
        ...(isInternal ? { isInternal } : {}),
      },
      now,
    );
    return row.order.id;
  });
