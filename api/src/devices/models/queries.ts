import type { Sql } from '@steward/db';
import { deviceModels, devices } from '@steward/db/schema';
import { and, asc, eq, notInArray, sql } from 'drizzle-orm';

const NOT_IN_USE = ['ordered', 'received', 'retired', 'disposed', 'lost', 'stolen'];

/** Models with how many devices of each are in use. */
export const listModelsInUse = (on: Sql) =>
  on
    .select({ model: deviceModels, devices: sql<number>`count(${devices.id})::int` })
    .from(deviceModels)
    .leftJoin(devices, and(eq(devices.modelId, deviceModels.id), notInArray(devices.status, NOT_IN_USE)))
    .groupBy(deviceModels.id)
    .orderBy(asc(deviceModels.make), asc(deviceModels.name));

export const countInUse = (on: Sql, modelId: string) => on.$count(devices, and(eq(devices.modelId, modelId), notInArray(devices.status, NOT_IN_USE)));

export const lockModel = async (on: Sql, id: string) => (await on.select().from(deviceModels).where(eq(deviceModels.id, id)).for('update'))[0];

/** False where there is one of this maker and name. */
export const insertModel = async (on: Sql, values: typeof deviceModels.$inferInsert): Promise<boolean> =>
  (await on.insert(deviceModels).values(values).onConflictDoNothing().returning({ id: deviceModels.id })).length === 1;

export const isModelTaken = async (on: Sql, make: string, name: string, exceptId: string): Promise<boolean> =>
  (await on.$count(
    deviceModels,
    sql`lower(${deviceModels.make}) = lower(${make}) and lower(${deviceModels.name}) = lower(${name}) and ${deviceModels.id} <> ${exceptId}`,
  )) > 0;

type Fields = Partial<Omit<typeof deviceModels.$inferInsert, 'id' | 'version'>>;
export const setModel = (on: Sql, id: string, fields: Fields) =>
  on
    .update(deviceModels)
    .set({ ...fields, version: sql`${deviceModels.version} + 1` })
    .where(eq(deviceModels.id, id));
