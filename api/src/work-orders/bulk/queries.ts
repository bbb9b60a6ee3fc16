import type { Sql } from '@steward/db';
import { bulkChangeOrders, bulkChanges, people, workOrders } from '@steward/db/schema';
import { and, asc, count, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { visibleTo } from '../queries.ts';
import type { BulkState, Outcome } from '../rules/bulk.ts';

export type BulkRow = Awaited<ReturnType<typeof selectBulks>>[number];
type OrderOutcome = Partial<typeof bulkChangeOrders.$inferInsert> & { outcome: Outcome };

/** The ids and versions of these orders, as far as the actor may know of them. */
export async function findSelected(on: Sql, actor: Actor, idsOrNumbers: readonly string[]) {
  const ids = idsOrNumbers.filter((named) => !/^wo-/i.test(named));
  const numbers = idsOrNumbers.filter((named) => /^wo-/i.test(named)).map((number) => number.toUpperCase());
  return on
    .select({ id: workOrders.id, number: workOrders.number, version: workOrders.version })
    .from(workOrders)
    .where(
      and(
        visibleTo(actor),
        or(ids.length ? inArray(workOrders.id, ids) : undefined, numbers.length ? inArray(workOrders.number, numbers) : undefined),
      ),
    );
}

export const insertBulk = (on: Sql, bulk: typeof bulkChanges.$inferInsert) => on.insert(bulkChanges).values(bulk);
export const insertBulkOrders = (on: Sql, rows: (typeof bulkChangeOrders.$inferInsert)[]) => on.insert(bulkChangeOrders).values(rows);

const selectBulks = (on: Sql) =>
  on
    .select({ bulk: bulkChanges, by: { id: people.id, name: people.name } })
    .from(bulkChanges)
    .innerJoin(people, eq(people.id, bulkChanges.byId))
    .$dynamic();
export const findBulk = async (on: Sql, id: string): Promise<BulkRow | undefined> => (await selectBulks(on).where(eq(bulkChanges.id, id)))[0];
export const listBulks = (on: Sql, byId: string, limit: number) =>
  selectBulks(on).where(eq(bulkChanges.byId, byId)).orderBy(desc(bulkChanges.createdAt), desc(bulkChanges.id)).limit(limit);

/** Held until the transaction ends. */
export async function lockBulk(on: Sql, id: string) {
  await on.select({ id: bulkChanges.id }).from(bulkChanges).where(eq(bulkChanges.id, id)).for('update');
  return findBulk(on, id);
}
export const setBulk = (on: Sql, id: string, set: Partial<typeof bulkChanges.$inferInsert>) =>
  on.update(bulkChanges).set(set).where(eq(bulkChanges.id, id));

const ofBulk = (id: string, outcome: Outcome) => and(eq(bulkChangeOrders.bulkChangeId, id), eq(bulkChangeOrders.outcome, outcome));

/** What has not had its turn will not have it. */
export const skipWaiting = (on: Sql, id: string) => on.update(bulkChangeOrders).set({ outcome: 'skipped' }).where(ofBulk(id, 'waiting'));

/** The change that has waited longest for somebody to go on with it. */
export const findUnderWay = async (on: Sql) =>
  (
    await on
      .select()
      .from(bulkChanges)
      .where(sql`${bulkChanges.state} in ('running','undoing')`)
      .orderBy(asc(bulkChanges.createdAt))
      .limit(1)
  )[0];

/** The next of its orders with this outcome that nobody else is at, held until the transaction ends. */
export const takeNext = async (on: Sql, id: string, outcome: Outcome) =>
  (
    await on
      .select()
      .from(bulkChangeOrders)
      .where(ofBulk(id, outcome))
      .orderBy(asc(bulkChangeOrders.position))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];

export const setOutcome = (on: Sql, { bulkChangeId, workOrderId }: { bulkChangeId: string; workOrderId: string }, set: OrderOutcome) =>
  on
    .update(bulkChangeOrders)
    .set(set)
    .where(and(eq(bulkChangeOrders.bulkChangeId, bulkChangeId), eq(bulkChangeOrders.workOrderId, workOrderId)));

/** Ends a change from one state to the next, once none of its orders is left with this outcome. */
export const finishBulk = async (
  on: Sql,
  id: string,
  { from, left }: { from: BulkState; left: Outcome },
  set: Partial<typeof bulkChanges.$inferInsert>,
) =>
  (
    await on
      .update(bulkChanges)
      .set(set)
      .where(
        and(
          eq(bulkChanges.id, id),
          eq(bulkChanges.state, from),
          sql`not exists (select 1 from bulk_change_orders o where o.bulk_change_id = ${id}::uuid and o.outcome = ${left})`,
        ),
      )
      .returning({ id: bulkChanges.id })
  ).length > 0;

/** How many of its orders, of those the actor may know of, came to what. */
export const countOutcomes = (on: Sql, actor: Actor, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select({ id: bulkChangeOrders.bulkChangeId, outcome: bulkChangeOrders.outcome, n: count() })
        .from(bulkChangeOrders)
        .innerJoin(workOrders, eq(workOrders.id, bulkChangeOrders.workOrderId))
        .where(and(inArray(bulkChangeOrders.bulkChangeId, [...ids]), visibleTo(actor)))
        .groupBy(bulkChangeOrders.bulkChangeId, bulkChangeOrders.outcome);

const FIRST = sql`array_position(array['refused','kept'], ${bulkChangeOrders.outcome})`;
/** Its orders that the actor may know of, those that were refused or kept first. */
export const listBulkOrders = (on: Sql, actor: Actor, id: string, limit: number) =>
  on
    .select({ row: bulkChangeOrders, order: { id: workOrders.id, number: workOrders.number, title: workOrders.title } })
    .from(bulkChangeOrders)
    .innerJoin(workOrders, eq(workOrders.id, bulkChangeOrders.workOrderId))
    .where(and(eq(bulkChangeOrders.bulkChangeId, id), visibleTo(actor)))
    .orderBy(sql`${FIRST} nulls last`, asc(bulkChangeOrders.position))
    .limit(limit);
