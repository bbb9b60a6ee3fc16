import type { Sql } from '@steward/db';
import { deviceDisposalEvents, deviceDisposalItems, deviceDisposals, deviceModels, devices, harvestedParts, people, sites } from '@steward/db/schema';
import { and, asc, desc, eq, gt, inArray, isNotNull, or, sql } from 'drizzle-orm';

export type LotRow = typeof deviceDisposals.$inferSelect;

/** Lots, those that are still here first, then the newest. */
export const listLots = (on: Sql) =>
  on
    .select({
      lot: deviceDisposals,
      devices: sql<number>`(case when ${deviceDisposals.disposedOn} is null
        then (select count(*) from ${deviceDisposalItems} i where i.disposal_id = device_disposals.id)
        else (select count(*) from ${devices} d where d.disposal_id = device_disposals.id) end)::int`,
    })
    .from(deviceDisposals)
    .orderBy(sql`${deviceDisposals.disposedOn} desc nulls first`, desc(deviceDisposals.createdAt))
    .limit(200);

export const findLot = async (on: Sql, id: string): Promise<LotRow | undefined> =>
  (await on.select().from(deviceDisposals).where(eq(deviceDisposals.id, id)))[0];
export const lockLot = async (on: Sql, id: string): Promise<LotRow | undefined> =>
  (await on.select().from(deviceDisposals).where(eq(deviceDisposals.id, id)).for('update'))[0];
export const insertLot = (on: Sql, values: typeof deviceDisposals.$inferInsert) => on.insert(deviceDisposals).values(values);
type Fields = Partial<Pick<LotRow, 'name' | 'way' | 'takenBy' | 'certificateNumber' | 'certificateKey' | 'certificateName' | 'disposedOn'>>;
export const setLot = (on: Sql, id: string, fields: Fields) =>
  on
    .update(deviceDisposals)
    .set({ ...fields, version: sql`${deviceDisposals.version} + 1` })
    .where(eq(deviceDisposals.id, id));

/** The devices of a lot: those that are to leave, or left. */
export const listLotDevices = (on: Sql, id: string) =>
  on
    .select({
      id: devices.id,
      assetTag: devices.assetTag,
      serial: devices.serial,
      status: devices.status,
      deprovisionedAt: devices.deprovisionedAt,
      wipedAt: devices.wipedAt,
      acquiredOn: devices.acquiredOn,
      model: sql<string>`${deviceModels.make} || ' ' || ${deviceModels.name}`,
      site: { id: sites.id, name: sites.name },
    })
    .from(devices)
    .innerJoin(deviceModels, eq(deviceModels.id, devices.modelId))
    .innerJoin(sites, eq(sites.id, devices.homeSiteId))
    .leftJoin(deviceDisposalItems, eq(deviceDisposalItems.deviceId, devices.id))
    .where(or(eq(devices.disposalId, id), eq(deviceDisposalItems.disposalId, id)))
    .orderBy(asc(devices.assetTag));

/** Parts that were taken out of these devices. */
export const listPartsOutOf = async (on: Sql, deviceIds: readonly string[]) =>
  deviceIds.length === 0
    ? []
    : on
        .select({ deviceId: harvestedParts.deviceId, kind: harvestedParts.kind })
        .from(harvestedParts)
        .where(inArray(harvestedParts.deviceId, [...deviceIds]))
        .orderBy(asc(harvestedParts.kind));

/** In which lot each of these devices is. */
export const listLotsOf = async (on: Sql, deviceIds: readonly string[]) =>
  deviceIds.length === 0
    ? []
    : on
        .select({ deviceId: deviceDisposalItems.deviceId, disposalId: deviceDisposalItems.disposalId })
        .from(deviceDisposalItems)
        .where(inArray(deviceDisposalItems.deviceId, [...deviceIds]));
export const insertItems = (on: Sql, rows: (typeof deviceDisposalItems.$inferInsert)[]) =>
  on.insert(deviceDisposalItems).values(rows).onConflictDoNothing().returning({ deviceId: deviceDisposalItems.deviceId });
export const removeItem = async (on: Sql, disposalId: string, deviceId: string): Promise<boolean> =>
  (
    await on
      .delete(deviceDisposalItems)
      .where(and(eq(deviceDisposalItems.disposalId, disposalId), eq(deviceDisposalItems.deviceId, deviceId)))
      .returning({ deviceId: deviceDisposalItems.deviceId })
  ).length === 1;
export const removeItems = (on: Sql, disposalId: string) => on.delete(deviceDisposalItems).where(eq(deviceDisposalItems.disposalId, disposalId));

export const insertLotEvent = (on: Sql, values: typeof deviceDisposalEvents.$inferInsert) => on.insert(deviceDisposalEvents).values(values);
export const findLotEvent = async (on: Sql, id: string) =>
  (await on.select({ id: deviceDisposalEvents.id }).from(deviceDisposalEvents).where(eq(deviceDisposalEvents.id, id)))[0];
export const listLotEvents = (on: Sql, id: string) =>
  on
    .select({ event: deviceDisposalEvents, actor: { id: people.id, name: people.name } })
    .from(deviceDisposalEvents)
    .leftJoin(people, eq(people.id, deviceDisposalEvents.actorId))
    .where(eq(deviceDisposalEvents.disposalId, id))
    .orderBy(desc(deviceDisposalEvents.occurredAt), desc(deviceDisposalEvents.id))
    .limit(500);

/** Lots with a file, after `last`. */
export const listCertificates = (on: Sql, last: string | null, limit: number) =>
  on
    .select({ id: deviceDisposals.id, key: deviceDisposals.certificateKey })
    .from(deviceDisposals)
    .where(and(isNotNull(deviceDisposals.certificateKey), last === null ? undefined : gt(deviceDisposals.id, last)))
    .orderBy(asc(deviceDisposals.id))
    .limit(limit);
