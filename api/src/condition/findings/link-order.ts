import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { beginToFollow, findOrder, findOrderById, isOpen, lockOrderById, type OrderRow, type Status, submitOrder } from '../../work-orders/index.ts';
import { changeStructure } from '../keep-condition.ts';
import { deficiencyToPlan } from '../may-plan.ts';
import {
  candidateOnly,
  deficiencyChanged,
  deficiencyEnded,
  inWorkElsewhere,
  noPlaceForOrder,
  nothingToRenew,
  notInWorkOn,
  orderElsewhere,
  orderNotForBuildings,
  orderOver,
  orderUnknown,
} from '../problems.ts';
import { findDeficiency, findStructure, setDeficiency } from '../queries.ts';
import { isAboutBuildings } from '../rules/about-buildings.ts';
import type { Act } from './change-deficiency.ts';
import type { AskRequest, LinkRequest } from './contract.ts';
import { findRepair, insertLink, removeRepair, setRepair } from './queries.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findDeficiency>>>;
type Structure = NonNullable<Awaited<ReturnType<typeof findStructure>>>;

function judge({ order }: OrderRow, structure: Structure) {
  if (!isAboutBuildings(order)) throw orderNotForBuildings();
  if (order.siteId !== structure.siteId) throw orderElsewhere();
  if (!isOpen(order.status as Status)) throw orderOver();
}

type Link = { actor: Actor; renewsComponent: boolean; now: Date; expected: number | null };

/** Puts a deficiency in work on an order whose row is held; both say so. */
async function putInWork(tx: Sql, id: string, order: OrderRow, structure: Structure, { actor, renewsComponent, now, expected }: Link) {
  const workOrderId = order.order.id;
  const change = async () => {
    const row = (await findDeficiency(tx, id))!;
    if (row.status === 'candidate') throw candidateOnly();
    if (row.status === 'in_work') throw inWorkElsewhere();
    if (row.status !== 'open' && row.status !== 'funded') throw deficiencyEnded(row.status);
    if (expected !== null && row.version !== expected) throw deficiencyChanged(row.version);
    if (renewsComponent && row.componentId === null) throw nothingToRenew();
    const link = { statusBefore: row.status, renewsComponent, linkedById: actor.id, linkedAt: now };
    await insertLink(tx, { deficiencyId: id, workOrderId, kind: 'repair', ...link });
    await setRepair(tx, id, workOrderId, link);
    await setDeficiency(tx, id, { status: 'in_work', workOrderId });
    await beginToFollow(tx, order, { kind: 'building_linked', by: doneBy(actor), data: { building: structure.name, scope: row.scope } }, now);
    return { componentId: row.componentId, data: { scope: row.scope } };
  };
  const happening = { kind: 'deficiency_in_work', cause: 'work', actorId: actor.id, deficiencyId: id, workOrderId } as const;
  await changeStructure(tx, structure.id, happening, change, now);
}

/** Puts a deficiency in work on an open order of its school: when that is done, it is put right. Gives the building. */
export async function linkOrder(db: Sql, { actor, id, expected, now }: Act, input: z.infer<typeof LinkRequest>): Promise<string> {
  const { structureId } = await deficiencyToPlan(db, actor, id);
  const found = await findOrder(db, actor, input.workOrder);
  if (!found) throw orderUnknown();
  await db.transaction(async (tx) => {
    // First the order, then the building: as everything that an order does to deficiencies.
    const order = (await lockOrderById(tx, found.order.id))!;
    const structure = (await findStructure(tx, structureId))!;
    judge(order, structure);
    await putInWork(tx, id, order, structure, { actor, renewsComponent: input.renewsComponent ?? false, now, expected });
  });
  return structureId;
}

/** Asks for a new order that puts a deficiency right, at its building. Order and link come together; gives the order. `orderId` may come from the caller's Idempotency-Key. */
export async function askForOrder(
  db: Sql,
  actor: Actor,
  id: string,
  input: z.infer<typeof AskRequest>,
  now: Date,
  orderId: string,
): Promise<OrderRow> {
  const { structureId } = await deficiencyToPlan(db, actor, id);
  const structure = (await findStructure(db, structureId))!;
  const { siteId, buildingId } = structure;
  if (siteId === null) throw noPlaceForOrder();
  const { renewsComponent = false, answers = {}, ...words } = input;
  await db.transaction(async (tx) => {
    if (await findRepair(tx, id, orderId)) return;
    const asked = { ...words, answers, siteId, attachmentIds: [], ...(buildingId ? { buildingId } : {}) };
    const made = await submitOrder(tx, actor, asked, now, orderId);
    if (!isAboutBuildings(made.order)) throw orderNotForBuildings();
    await putInWork(tx, id, (await lockOrderById(tx, made.order.id))!, structure, { actor, renewsComponent, now, expected: null });
  });
  return (await findOrderById(db, orderId))!;
}

/** Takes a deficiency off its order again; it is open, or funded, as before. Gives the building. */
export async function unlinkOrder(db: Sql, actor: Actor, id: string, workOrderId: string, now: Date): Promise<string> {
  const seen = await deficiencyToPlan(db, actor, id);
  await db.transaction(async (tx) => {
    const order = await lockOrderById(tx, workOrderId);
    if (!order) throw notInWorkOn();
    const structure = (await findStructure(tx, seen.structureId))!;
    const change = async () => {
      const row: Row = (await findDeficiency(tx, id))!;
      const link = await findRepair(tx, id, workOrderId);
      if (!link || row.status !== 'in_work' || row.workOrderId !== workOrderId) throw notInWorkOn();
      await removeRepair(tx, id, workOrderId);
      await setDeficiency(tx, id, { status: link.statusBefore!, workOrderId: null });
      await beginToFollow(tx, order, { kind: 'building_unlinked', by: doneBy(actor), data: { building: structure.name, scope: row.scope } }, now);
      return { componentId: row.componentId, data: { scope: row.scope } };
    };
    const happening = { kind: 'deficiency_off_work', cause: 'work', actorId: actor.id, deficiencyId: id, workOrderId } as const;
    await changeStructure(tx, seen.structureId, happening, change, now);
  });
  return seen.structureId;
}
