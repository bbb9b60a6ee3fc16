import type { Sql } from '@steward/db';
import { deviceRepairs } from '@steward/db/schema';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';

export type RepairRow = typeof deviceRepairs.$inferSelect;

export const findOpenRepair = async (on: Sql, deviceId: string): Promise<RepairRow | undefined> =>
  (
    await on
      .select()
      .from(deviceRepairs)
      .where(and(eq(deviceRepairs.deviceId, deviceId), isNull(deviceRepairs.closedAt)))
  )[0];

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
