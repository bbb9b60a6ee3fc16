import type { Sql } from '@steward/db';
import { deviceRepairs, workOrders } from '@steward/db/schema';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';

export type RepairRow = typeof deviceRepairs.$inferSelect;

export const findOpenRepair = async (on: Sql, deviceId: string): Promise<RepairRow | undefined> =>
  (
    await on
      .select()
      .from(deviceRepairs)
      .where(and(eq(deviceRepairs.deviceId, deviceId), isNull(deviceRepairs.closedAt)))
  )[0];

/** The number of the order on which this device is being mended, where this person asked for it; null for others. */
export const findOwnOrder = async (on: Sql, deviceId: string, personId: string): Promise<string | null> =>
  (
    await on
      .select({ number: workOrders.number })
      .from(deviceRepairs)
      .innerJoin(workOrders, eq(workOrders.id, deviceRepairs.workOrderId))
      .where(and(eq(deviceRepairs.deviceId, deviceId), isNull(deviceRepairs.closedAt), eq(workOrders.requesterId, personId)))
  )[0]?.number ?? null;

export const findRepair = async (on: Sql, id: string): Promise<RepairRow | undefined> =>
  (await on.select().from(deviceRepairs).where(eq(deviceRepairs.id, id)))[0];

export const listRepairs = (on: Sql, deviceId: string) =>
  on.select().from(deviceRepairs).where(eq(deviceRepairs.deviceId, deviceId)).orderBy(desc(deviceRepairs.openedAt), desc(deviceRepairs.id)).limit(50);

export const insertRepair = (on: Sql, values: typeof deviceRepairs.$inferInsert) => on.insert(deviceRepairs).values(values);

export const setRepair = (on: Sql, id: string, fields: Partial<Pick<RepairRow, 'kind' | 'damageClass' | 'outcome' | 'closedAt' | 'costCents'>>) =>
  on
    .update(deviceRepairs)
    .set({ ...fields, version: sql`${deviceRepairs.version} + 1` })
    .where(eq(deviceRepairs.id, id));
