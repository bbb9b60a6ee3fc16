import type { Sql } from '@steward/db';
import { priorityMatrix, services, trades, workOrders } from '@steward/db/schema';
import { and, asc, count, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { OPEN } from './queries.ts';

export type Cell = { impact: string; urgency: string; priority: string };

export const listCells = (on: Sql) => on.select().from(priorityMatrix);
/** The same, holding the rows until the transaction ends. */
export const lockCells = (on: Sql) => on.select().from(priorityMatrix).for('update');
export async function setCells(on: Sql, cells: readonly Cell[], version: number) {
  for (const { impact, urgency, priority } of cells)
    await on
      .insert(priorityMatrix)
      .values({ impact, urgency, priority, version })
      .onConflictDoUpdate({ target: [priorityMatrix.impact, priorityMatrix.urgency], set: { priority, version } });
}

/** Open orders in these cells that have another priority; of what is confidential not even the number is told. */
export const countOtherwise = async (on: Sql, cells: readonly Cell[]) =>
  cells.length === 0
    ? 0
    : (
        await on
          .select({ n: count() })
          .from(workOrders)
          .where(
            and(
              inArray(workOrders.status, OPEN),
              isNull(workOrders.compartment),
              or(...cells.map((c) => and(eq(workOrders.impact, c.impact), eq(workOrders.urgency, c.urgency), ne(workOrders.priority, c.priority)))),
            ),
          )
      )[0]!.n;

export const listServiceRows = (on: Sql) => on.select().from(services).orderBy(asc(services.position));
export const listTradeRows = (on: Sql) => on.select().from(trades).orderBy(asc(trades.nameEn));
export const lockService = async (on: Sql, code: string) => (await on.select().from(services).where(eq(services.code, code)).for('update'))[0];
export const lockTrade = async (on: Sql, code: string) => (await on.select().from(trades).where(eq(trades.code, code)).for('update'))[0];

type Names = { nameEn: string; nameEs: string };
export const setService = (on: Sql, code: string, names: Names) =>
  on
    .update(services)
    .set({ ...names, version: sql`${services.version} + 1` })
    .where(eq(services.code, code));
export const setTrade = (on: Sql, code: string, names: Names) =>
  on
    .update(trades)
    .set({ ...names, version: sql`${trades.version} + 1` })
    .where(eq(trades.code, code));
/** Undefined when another trade was given this code at the same moment. */
export const insertTrade = async (on: Sql, trade: typeof trades.$inferInsert) =>
  (await on.insert(trades).values(trade).onConflictDoNothing().returning())[0];
