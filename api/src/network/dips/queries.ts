import type { Sql } from '@steward/db';
import { bandwidthMeasurements, networkDips, people, requestTypes, sites, workOrders } from '@steward/db/schema';
import { and, asc, desc, eq, gt, gte, isNull, sql } from 'drizzle-orm';

const selectDips = (on: Sql) =>
  on
    .select({
      id: networkDips.id,
      site: { id: sites.id, name: sites.name },
      beganAt: networkDips.beganAt,
      foundAt: networkDips.foundAt,
      endedAt: networkDips.endedAt,
      usualMbps: networkDips.usualMbps,
      seenMbps: networkDips.seenMbps,
      state: sql<'proposed' | 'ordered' | 'dismissed'>`${networkDips.state}`,
      workOrder: { id: workOrders.id, number: workOrders.number },
      decidedBy: { id: people.id, name: people.name },
      decidedAt: networkDips.decidedAt,
      reason: networkDips.reason,
      version: networkDips.version,
    })
    .from(networkDips)
    .innerJoin(sites, eq(sites.id, networkDips.siteId))
    .leftJoin(workOrders, eq(workOrders.id, networkDips.workOrderId))
    .leftJoin(people, eq(people.id, networkDips.decidedById))
    .$dynamic();
export type DipRow = Awaited<ReturnType<typeof selectDips>>[number];

const MOST_SHOWN = 200;

/** Those that wait first, then the newest; of one school where that is asked. */
export const listDips = (on: Sql, siteId?: string) =>
  selectDips(on)
    .where(siteId === undefined ? undefined : eq(networkDips.siteId, siteId))
    .orderBy(sql`${networkDips.state} <> 'proposed'`, desc(networkDips.foundAt), desc(networkDips.id))
    .limit(MOST_SHOWN);

export const findDip = async (on: Sql, id: string): Promise<DipRow | undefined> => (await selectDips(on).where(eq(networkDips.id, id)))[0];

export const lockDip = async (on: Sql, id: string) => (await on.select().from(networkDips).where(eq(networkDips.id, id)).for('update'))[0];

/** False where the school has one already that is not over. */
export const insertDip = async (on: Sql, dip: typeof networkDips.$inferInsert): Promise<boolean> =>
  (await on.insert(networkDips).values(dip).onConflictDoNothing().returning({ id: networkDips.id })).length === 1;

export const setDip = (on: Sql, id: string, set: Partial<typeof networkDips.$inferInsert>) =>
  on
    .update(networkDips)
    .set({ ...set, version: sql`${networkDips.version} + 1` })
    .where(eq(networkDips.id, id));

export const listOpenDips = (on: Sql) => on.select().from(networkDips).where(isNull(networkDips.endedAt)).orderBy(asc(networkDips.id));

const byProbes = and(eq(bandwidthMeasurements.direction, 'download'), eq(bandwidthMeasurements.source, 'probe'));

/** Schools that a probe measured from since then, of those whose last dip is over. */
export const listMeasuredLately = async (on: Sql, since: Date): Promise<string[]> =>
  (
    await on
      .selectDistinct({ siteId: sites.id })
      .from(sites)
      .where(
        and(
          sql`exists (select from ${bandwidthMeasurements} where ${bandwidthMeasurements.siteId} = ${sites.id} and ${byProbes} and ${bandwidthMeasurements.measuredAt} >= ${since.toISOString()}::timestamptz)`,
          sql`not exists (select from ${networkDips} where ${networkDips.siteId} = ${sites.id} and ${networkDips.endedAt} is null)`,
        ),
      )
      .orderBy(asc(sites.id))
  ).map(({ siteId }) => siteId);

/** What probes measured at a school since then, oldest first. */
export const listMeasuredSince = (on: Sql, siteId: string, since: Date) =>
  on
    .select({ mbps: bandwidthMeasurements.mbps, at: bandwidthMeasurements.measuredAt })
    .from(bandwidthMeasurements)
    .where(and(eq(bandwidthMeasurements.siteId, siteId), byProbes, gte(bandwidthMeasurements.measuredAt, since)))
    .orderBy(asc(bandwidthMeasurements.measuredAt), asc(bandwidthMeasurements.id));

export const latestMeasuredAfter = async (on: Sql, siteId: string, after: Date) =>
  (
    await on
      .select({ mbps: bandwidthMeasurements.mbps, at: bandwidthMeasurements.measuredAt })
      .from(bandwidthMeasurements)
      .where(and(eq(bandwidthMeasurements.siteId, siteId), byProbes, gt(bandwidthMeasurements.measuredAt, after)))
      .orderBy(desc(bandwidthMeasurements.measuredAt), desc(bandwidthMeasurements.id))
      .limit(1)
  )[0];

/** What kind of request the network's are: "Wi-Fi or no internet", or whichever the catalogue has for that trade. */
export const findNetworkRequestType = async (on: Sql) =>
  (
    await on
      .select({ id: requestTypes.id })
      .from(requestTypes)
      .where(
        and(
          eq(requestTypes.serviceCode, 'it'),
          eq(requestTypes.tradeCode, 'network'),
          eq(requestTypes.isActive, true),
          isNull(requestTypes.compartment),
        ),
      )
      .orderBy(sql`${requestTypes.code} <> 'wifi_network'`, asc(requestTypes.code))
      .limit(1)
  )[0];
