import type { Sql } from '@steward/db';
import { deviceRepairs, devices, harvestedParts } from '@steward/db/schema';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

const mended = alias(devices, 'mended');

/** Parts out of devices of this model that nobody has used yet, the oldest first. */
export const listFreeParts = (on: Sql, modelId: string) =>
  on
    .select({ id: harvestedParts.id, kind: harvestedParts.kind, fromAssetTag: devices.assetTag })
    .from(harvestedParts)
    .innerJoin(devices, eq(devices.id, harvestedParts.deviceId))
    .where(and(eq(harvestedParts.modelId, modelId), isNull(harvestedParts.usedInRepairId)))
    .orderBy(asc(harvestedParts.kind), asc(harvestedParts.harvestedAt), asc(harvestedParts.id))
    .limit(200);

/** Parts that went into repairs of this device. */
export const listPartsUsedIn = (on: Sql, deviceId: string) =>
  on
    .select({ repairId: deviceRepairs.id, id: harvestedParts.id, kind: harvestedParts.kind, fromAssetTag: devices.assetTag })
    .from(harvestedParts)
    .innerJoin(deviceRepairs, eq(deviceRepairs.id, harvestedParts.usedInRepairId))
    .innerJoin(devices, eq(devices.id, harvestedParts.deviceId))
    .where(eq(deviceRepairs.deviceId, deviceId))
    .orderBy(asc(harvestedParts.kind), asc(harvestedParts.id));

/** Parts taken out of this device, and into which one each went. */
export const listPartsOf = (on: Sql, deviceId: string) =>
  on
    .select({ id: harvestedParts.id, kind: harvestedParts.kind, usedInAssetTag: mended.assetTag })
    .from(harvestedParts)
    .leftJoin(deviceRepairs, eq(deviceRepairs.id, harvestedParts.usedInRepairId))
    .leftJoin(mended, eq(mended.id, deviceRepairs.deviceId))
    .where(eq(harvestedParts.deviceId, deviceId))
    .orderBy(asc(harvestedParts.harvestedAt), asc(harvestedParts.id));

export const insertParts = (on: Sql, rows: (typeof harvestedParts.$inferInsert)[]) => on.insert(harvestedParts).values(rows);

/** Puts parts into a repair; gives their kinds, fewer where some are used already. */
export async function usePartsIn(on: Sql, repairId: string, ids: readonly string[], usedAt: Date): Promise<string[]> {
  if (ids.length === 0) return [];
  const used = await on
    .update(harvestedParts)
    .set({ usedInRepairId: repairId, usedAt })
    .where(and(inArray(harvestedParts.id, [...ids]), isNull(harvestedParts.usedInRepairId)))
    .returning({ kind: harvestedParts.kind });
  return used.map(({ kind }) => kind).toSorted();
}
