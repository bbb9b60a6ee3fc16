import type { Sql } from '@steward/db';
import { type Actor, actingFor, type DoneBy, doneBy } from '#kernel/actor.ts';
import { tellFollower } from './followers.ts';
import { standingsOf } from './present.ts';
import { workOrderChanged, workOrderNotFound } from './problems.ts';
import { changedSince, changeOrderAt, findOrder, findOrderToMove, insertEvent, lockOrder, type OrderRow } from './queries.ts';
import { mayWork } from './rules/access.ts';
import { stamps, type When } from '#kernel/when.ts';
import { promiseOfChange } from './sla/promise-of-change.ts';

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

/** The order with its row locked until the transaction ends; `version` null where adding needs no agreement (comments, labour). */
export const lockedOrder = async (tx: Sql, actor: Actor, idOrNumber: string, version: number | null): Promise<OrderRow> =>
  agreed(tx, actor, await lockOrder(tx, actor, idOrNumber), version);

/** The order as the actor saw it: nothing is locked, and what is written must find this version still. */
export const orderAt = async (on: Sql, actor: Actor, idOrNumber: string, version: number): Promise<OrderRow> =>
  agreed(on, actor, await findOrder(on, actor, idOrNumber), version);

/** The same, to be moved there. */
export const orderToMove = async (on: Sql, actor: Actor, idOrNumber: string, version: number, to: string): Promise<OrderRow> =>
  agreed(on, actor, await findOrderToMove(on, actor, idOrNumber, to), version);

/** 404 when the actor may not know of it, 412 with the fields that differ when somebody changed it since `version`. */
async function agreed(on: Sql, actor: Actor, row: OrderRow | undefined, version: number | null): Promise<OrderRow> {
  if (!row) throw workOrderNotFound();
  if (version === null || row.order.version === version) return row;
  const shown = mayWork(standingsOf(row, actor)) ? [...SHARED, ...CREW_ONLY] : SHARED;
  const changed = await changedSince(on, row.order.id, version);
  throw workOrderChanged(Object.fromEntries(shown.filter((f) => changed.includes(f)).map((f) => [f, row.order[f]])), row.order.version);
}

/** Who did it and for whom: the first of those the actor stands in for by whose standing `may` allows it, where their own does not. */
export const doneByStanding = (actor: Actor, row: OrderRow, may: (have: ReturnType<typeof standingsOf>, as: Actor) => boolean) =>
  doneBy(
    actor,
    actingFor(actor, (as) => may(standingsOf(row, as), as)),
  );

type Told = Parameters<typeof changeOrderAt>[3][number];
type Change = {
  /** Of the event, where the caller knows it already. */
  id?: string;
  kind: string;
  by: DoneBy;
  set: Parameters<typeof changeOrderAt>[2];
  data?: Record<string, unknown>;
  isInternal?: boolean;
  /** What is told first. */
  before?: readonly Told[];
};

/** What of an order may change that decides who may know of it. */
const AUDIENCE = ['serviceCode', 'teamId', 'assigneeId'] as const;

/** By what it was seen before, where this change touches that: who loses sight of it is told so, and no more. */
function audienceBefore({ order }: OrderRow, set: Change['set']) {
  const changed = AUDIENCE.filter((key) => set[key] !== undefined && set[key] !== order[key]);
  return changed.length ? Object.fromEntries(changed.map((key) => [key, order[key]])) : null;
}

/**
 * Writes a change, what it does to the promise, and its event, which always belong together, and moves the version on; `row` is then as it was written. False, and nothing
 * written, where the row is not locked and somebody was quicker.
 */
export async function writeChange(
  on: Sql,
  row: OrderRow,
  { id: eventId, kind, by, set, data = {}, isInternal = false, before = [] }: Change,
  when: When,
) {
  const { id, version } = row.order;
  const promise = await promiseOfChange(on, row, { kind, set, data }, when);
  const seen = { audienceBefore: audienceBefore(row, set) };
  const told = { ...data, ...promise.data, ...(by.bulkId === undefined ? {} : { bulkId: by.bulkId }) };
  const event = {
    ...(eventId === undefined ? {} : { id: eventId }),
    kind,
    ...by,
    isInternal,
    data: told,
    version: version + 1,
    changedFields: Object.keys(set),
    ...seen,
    ...stamps(when),
  };
  const write = async (into: Sql) => {
    const after = await changeOrderAt(into, { id, version }, { ...set, ...promise.set }, [...before, event], when.heardAt);
    Object.assign(row, after, { happened: undefined });
    return after !== undefined;
  };
  return followed(on, row, set, write, { by, now: when.heardAt });
}

/** Writes a change; where it is one of the status and something follows the order, both in one transaction. */
function followed(
  on: Sql,
  row: OrderRow,
  set: Change['set'],
  write: (on: Sql) => Promise<boolean>,
  told: { by: DoneBy; now: Date },
): Promise<boolean> {
  if (!row.order.isFollowed || set.status === undefined || set.status === row.order.status) return write(on);
  return on.transaction(async (tx) => {
    const isWritten = await write(tx);
    if (isWritten) await tellFollower(tx, { order: row.order, ...told });
    return isWritten;
  });
}

/** Writes columns back as they were, the promise among them, and says that it was undone: for what nobody changed since. The row is locked. */
export async function writeBack(
  on: Sql,
  row: OrderRow,
  { by, set, data }: Pick<Change, 'by' | 'set'> & { data: Record<string, unknown> },
  when: When,
) {
  const { id, version } = row.order;
  const event = {
    kind: 'undone',
    ...by,
    data: { ...data, from: row.order.status, to: set.status ?? row.order.status },
    version: version + 1,
    changedFields: Object.keys(set),
    audienceBefore: audienceBefore(row, set),
    ...stamps(when),
  };
  const write = async (into: Sql) => {
    Object.assign(row, await changeOrderAt(into, { id, version }, set, [event], when.heardAt));
    return true;
  };
  await followed(on, row, set, write, { by, now: when.heardAt });
}

/**
 * Holds an order that something is to follow from now on, and tells so on it. The first time its version moves on: a change that was decided before does not pass by.
 * Crews read it, who asked does not.
 */
export async function beginToFollow(
  tx: Sql,
  row: OrderRow,
  { kind, by, data }: Pick<Change, 'kind' | 'by'> & { data: Record<string, unknown> },
  now: Date,
): Promise<void> {
  const when: When = { at: now, heardAt: now };
  if (row.order.isFollowed) await insertEvent(tx, { workOrderId: row.order.id, kind, ...by, isInternal: true, data, ...stamps(when) });
  else await writeChange(tx, row, { kind, by, set: { isFollowed: true }, data, isInternal: true }, when);
}
