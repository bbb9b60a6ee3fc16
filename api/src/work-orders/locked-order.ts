import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { standingsOf } from './present.ts';
import { workOrderChanged, workOrderNotFound } from './problems.ts';
import { changedSince, insertEvent, lockOrder, type OrderRow, setOrder } from './queries.ts';
import { mayWork } from './rules/access.ts';

/** What two people may both change, as the API names it. */
const SHARED = [
  'status',
  'title',
  'description',
  'placeNote',
  'buildingId',
  'roomId',
  'requestTypeId',
  'impact',
  'urgency',
  'priority',
  'priorityReason',
  'teamId',
  'assigneeId',
  'plannedOn',
  'holdReason',
  'holdNote',
  'holdUntilOn',
  'resolutionNote',
  'rating',
] as const;
const CREW_ONLY = ['plannedSequence', 'estimateMinutes'] as const;

/**
 * The order with its row locked until the transaction ends. 404 when the actor may not know of it, 412 with the fields that differ when
 * somebody changed it since `version`; `version` null where adding needs no agreement (comments, labour).
 */
export async function lockedOrder(tx: Sql, actor: Actor, idOrNumber: string, version: number | null): Promise<OrderRow> {
  const row = await lockOrder(tx, actor, idOrNumber);
  if (!row) throw workOrderNotFound();
  if (version === null || row.order.version === version) return row;
  const shown = mayWork(standingsOf(row, actor)) ? [...SHARED, ...CREW_ONLY] : SHARED;
  const changed = await changedSince(tx, row.order.id, version);
  throw workOrderChanged(Object.fromEntries(shown.filter((f) => changed.includes(f)).map((f) => [f, row.order[f]])), row.order.version);
}

type Change = { kind: string; set: Parameters<typeof setOrder>[2]; data?: Record<string, unknown>; isInternal?: boolean };

/** Writes a change and its event, which always belong together; moves the version on. */
export async function writeChange(tx: Sql, actor: Actor, row: OrderRow, { kind, set, data = {}, isInternal = false }: Change, now: Date) {
  const changedFields = Object.keys(set);
  await setOrder(tx, row.order.id, set, now);
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind,
    actorId: actor.id,
    isInternal,
    data,
    version: row.order.version + 1,
    changedFields,
    occurredAt: now,
  });
  row.order.version += 1;
}
