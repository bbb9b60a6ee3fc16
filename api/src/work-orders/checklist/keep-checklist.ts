import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { doneByStanding, lockedOrder } from '../locked-order.ts';
import { standingsOf } from '../present.ts';
import { notYoursToDo } from '../problems.ts';
import { insertEvent, type OrderRow } from '../queries.ts';
import { mayWork } from '../rules/access.ts';
import { ITEMS_AT_MOST, mayKeepChecklist } from '../rules/checklist.ts';
import type { Status } from '../rules/lifecycle.ts';
import type { InBoth } from '../rules/macro.ts';
import { asAsked, stamps } from '#kernel/when.ts';
import { checklistOver, itemNotFound, tooManyItems } from './problems.ts';
import { listItemsOf, removeItems, setItemDone } from './queries.ts';
import { writeItems } from './write-items.ts';

/** The order with its row locked, for who may keep its checklist. Items never conflict, so it needs no version. */
async function kept(tx: Sql, actor: Actor, idOrNumber: string): Promise<OrderRow> {
  const row = await lockedOrder(tx, actor, idOrNumber, null);
  const standings = standingsOf(row, actor);
  if (!mayWork(standings)) throw notYoursToDo('The checklist is for those who work on the order.');
  if (!mayKeepChecklist(standings, row.order.status as Status)) throw checklistOver();
  return row;
}

const tell = (tx: Sql, actor: Actor, row: OrderRow, kind: string, data: Record<string, unknown>, now: Date) => {
  const by = doneByStanding(actor, row, mayWork);
  return insertEvent(tx, { workOrderId: row.order.id, kind, ...by, isInternal: true, data, ...stamps(asAsked(now)) });
};

/** Adds items below those that there are. `id`, of the first, may come from the caller's Idempotency-Key: what a killed process added under it is not added again. */
export const addItems = (db: Sql, actor: Actor, idOrNumber: string, items: readonly InBoth[], now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const row = await kept(tx, actor, idOrNumber);
    const there = await listItemsOf(tx, [row.order.id]);
    if (there.some(({ item }) => item.id === id)) return row.order.id;
    if (there.length + items.length > ITEMS_AT_MOST) throw tooManyItems(ITEMS_AT_MOST);
    await writeItems(tx, row.order.id, items, { ...doneByStanding(actor, row, mayWork), ...stamps(asAsked(now)) }, id);
    return row.order.id;
  });

async function itemOf(tx: Sql, row: OrderRow, itemId: string) {
  const found = (await listItemsOf(tx, [row.order.id])).find(({ item }) => item.id === itemId);
  if (!found) throw itemNotFound();
  return found.item;
}

/** Ticks an item, or takes the tick off; nothing is written where it is so already. */
export const tickItem = (db: Sql, actor: Actor, idOrNumber: string, itemId: string, isDone: boolean, now: Date) =>
  db.transaction(async (tx) => {
    const row = await kept(tx, actor, idOrNumber);
    const { textEn: en, textEs: es, doneAt } = await itemOf(tx, row, itemId);
    if ((doneAt !== null) === isDone) return row.order.id;
    await setItemDone(tx, itemId, isDone ? { doneById: actor.id, doneAt: now } : { doneById: null, doneAt: null });
    await tell(tx, actor, row, isDone ? 'item_ticked' : 'item_unticked', { en, es }, now);
    return row.order.id;
  });

/** Takes an item off the list. */
export const removeItem = (db: Sql, actor: Actor, idOrNumber: string, itemId: string, now: Date) =>
  db.transaction(async (tx) => {
    const row = await kept(tx, actor, idOrNumber);
    const { textEn: en, textEs: es } = await itemOf(tx, row, itemId);
    await removeItems(tx, [itemId]);
    await tell(tx, actor, row, 'item_removed', { en, es }, now);
    return row.order.id;
  });
