import type { Sql } from '@steward/db';
import { checklistItems, people } from '@steward/db/schema';
import { asc, eq, inArray, sql } from 'drizzle-orm';

export type ItemRow = Awaited<ReturnType<typeof listItemsOf>>[number];

/** The items of these orders, each order's in its order. */
export const listItemsOf = (on: Sql, workOrderIds: readonly string[]) =>
  on
    .select({ item: checklistItems, doneBy: { id: people.id, name: people.name } })
    .from(checklistItems)
    .leftJoin(people, eq(people.id, checklistItems.doneById))
    .where(inArray(checklistItems.workOrderId, [...workOrderIds]))
    .orderBy(asc(checklistItems.workOrderId), asc(checklistItems.position));

type NewItem = { id: string; textEn: string; textEs: string };
/** Adds items below those that there are, on an order that nobody else is at. */
export async function insertItems(on: Sql, workOrderId: string, items: readonly NewItem[]) {
  const [last] = await on
    .select({ position: sql<number>`coalesce(max(${checklistItems.position}), 0)` })
    .from(checklistItems)
    .where(eq(checklistItems.workOrderId, workOrderId));
  await on.insert(checklistItems).values(items.map((item, i) => ({ ...item, workOrderId, position: Number(last!.position) + i + 1 })));
}

export const setItemDone = (on: Sql, id: string, done: { doneById: string; doneAt: Date } | { doneById: null; doneAt: null }) =>
  on.update(checklistItems).set(done).where(eq(checklistItems.id, id));
export const removeItems = (on: Sql, ids: readonly string[]) => on.delete(checklistItems).where(inArray(checklistItems.id, [...ids]));
