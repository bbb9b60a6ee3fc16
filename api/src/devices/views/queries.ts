import type { Sql } from '@steward/db';
import { deviceViews } from '@steward/db/schema';
import { and, asc, eq } from 'drizzle-orm';

const columns = { id: deviceViews.id, name: deviceViews.name, query: deviceViews.query };
export const listViews = (on: Sql, ownerId: string) =>
  on.select(columns).from(deviceViews).where(eq(deviceViews.ownerId, ownerId)).orderBy(asc(deviceViews.name)).limit(200);
export const findView = async (on: Sql, id: string) => (await on.select().from(deviceViews).where(eq(deviceViews.id, id)))[0];
/** False where its owner has one of this name. */
export const insertView = async (on: Sql, values: typeof deviceViews.$inferInsert): Promise<boolean> =>
  (await on.insert(deviceViews).values(values).onConflictDoNothing().returning({ id: deviceViews.id })).length === 1;
export const removeView = async (on: Sql, id: string, ownerId: string): Promise<boolean> =>
  (
    await on
      .delete(deviceViews)
      .where(and(eq(deviceViews.id, id), eq(deviceViews.ownerId, ownerId)))
      .returning({ id: deviceViews.id })
  ).length === 1;
