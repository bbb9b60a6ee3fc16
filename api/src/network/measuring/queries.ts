import type { Sql } from '@steward/db';
import { bandwidthMeasurements, networkProbes } from '@steward/db/schema';
import { and, eq, isNull } from 'drizzle-orm';

export type NewMeasurement = Pick<
  typeof bandwidthMeasurements.$inferInsert,
  'id' | 'siteId' | 'direction' | 'source' | 'measuredAt' | 'numBytes' | 'elapsedUs' | 'personId' | 'probeId' | 'ticketId'
>;

/** False where the ticket has measured in this direction before. */
export const insertMeasurement = async (on: Sql, measurement: NewMeasurement): Promise<boolean> =>
  (await on.insert(bandwidthMeasurements).values(measurement).onConflictDoNothing().returning({ id: bandwidthMeasurements.id })).length === 1;

export const hasMeasured = async (on: Sql, ticketId: string, direction: string): Promise<boolean> =>
  (
    await on
      .select({ id: bandwidthMeasurements.id })
      .from(bandwidthMeasurements)
      .where(and(eq(bandwidthMeasurements.ticketId, ticketId), eq(bandwidthMeasurements.direction, direction)))
  ).length > 0;

/** The probe is one still. */
export const isProbeLive = async (on: Sql, id: string): Promise<boolean> =>
  (
    await on
      .select({ id: networkProbes.id })
      .from(networkProbes)
      .where(and(eq(networkProbes.id, id), isNull(networkProbes.revokedAt)))
  ).length === 1;
