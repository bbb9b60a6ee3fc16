import type { Sql } from '@steward/db';
import { collectionScans, deviceEvents, deviceModels, devices, people } from '@steward/db/schema';
import { runWritten, selection, written } from '@steward/db/statement';
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { DISTRICT_ZONE } from '#kernel/day.ts';

const lockIt = written(sql`select pg_advisory_xact_lock(hashtextextended(${sql.placeholder('name')}, 0))`);
/** The same scan sent twice at once is taken in one after the other, until the transaction ends. */
export const lockScan = (on: Sql, id: string) => runWritten(on, lockIt, { name: `collection scan ${id}` });

const scanRow = selection({
  scan: collectionScans,
  device: { id: devices.id, assetTag: devices.assetTag, make: deviceModels.make, name: deviceModels.name },
});
const selectScans = sql`select ${scanRow.columns} from ${collectionScans}
  left join ${devices} on ${eq(devices.id, collectionScans.deviceId)} left join ${deviceModels} on ${eq(deviceModels.id, devices.modelId)}`;
export type ScanRow = { scan: typeof collectionScans.$inferSelect; device: { id: string; assetTag: string; model: string } | null };
type Read = { scan: ScanRow['scan']; device: { id: string; assetTag: string; make: string; name: string } | null };
function scanOf(row: readonly unknown[]): ScanRow {
  const { scan, device } = scanRow.rowOf(row) as Read;
  return { scan, device: device && { id: device.id, assetTag: device.assetTag, model: `${device.make} ${device.name}` } };
}
const scanById = written(sql`${selectScans} where ${collectionScans.id} = ${sql.placeholder('id')}`);
export async function findScan(on: Sql, id: string): Promise<ScanRow | undefined> {
  const [row] = await runWritten(on, scanById, { id });
  return row && scanOf(row);
}
export const insertScan = (on: Sql, values: typeof collectionScans.$inferInsert) => on.insert(collectionScans).values(values);

/** The scan that was taken back by another. */
export const findUndoing = async (on: Sql, id: string) =>
  (await on.select({ id: collectionScans.id }).from(collectionScans).where(eq(collectionScans.undoesId, id)))[0];

const lastBefore = written(sql`
  select ${collectionScans.studentId} from ${collectionScans}
  where ${collectionScans.actorId} = ${sql.placeholder('actorId')} and ${collectionScans.station} = ${sql.placeholder('station')}
    and ${collectionScans.occurredAt} <= ${sql.placeholder('at')}::timestamptz
  order by ${collectionScans.occurredAt} desc, ${collectionScans.recordedAt} desc limit 1`);
/** Whose key this person scanned at this station just before; nobody’s where a device came between. */
export async function findStudentBefore(on: Sql, { actorId, station, at }: { actorId: string; station: string; at: Date }): Promise<string | null> {
  const [last] = await runWritten(on, lastBefore, { actorId, station, at: at.toISOString() });
  return (last?.[0] ?? null) as string | null;
}

/** What happened to the device last. */
export const findLastMove = async (on: Sql, deviceId: string) =>
  (
    await on.select({ kind: deviceEvents.kind }).from(deviceEvents).where(eq(deviceEvents.deviceId, deviceId)).orderBy(desc(deviceEvents.id)).limit(1)
  )[0];

/** When the day begins in the district. */
const beginOf = (since: string) => sql`(${since}::date::timestamp at time zone ${DISTRICT_ZONE})`;

/** What students had when the collection began or got since, each device once, with whether it is back. */
const outSince = (since: string, where: SQL) => sql`
  select distinct on (a.device_id) s.site_id, s.grade, (a.ended_at is not null or d.status = 'recovered') as is_back
  from device_assignments a join students s on s.id = a.student_id join devices d on d.id = a.device_id
  where (a.ended_at is null or a.ended_at >= ${beginOf(since)}) and ${where}
  order by a.device_id, a.ended_at is null desc, a.started_at desc`;

/** Of each grade of a school: how many are out, and how many of these are back. */
export const listGrades = (on: Sql, siteId: string, since: string) =>
  on.execute<{ grade: number; out: number; back: number }>(sql`
    select grade, count(*)::int as out, count(*) filter (where is_back)::int as back
    from (${outSince(since, sql`s.site_id = ${siteId}`)}) o group by grade order by grade`);

/** The same of each of these schools; null: of all that have any out. */
export const listSchools = (on: Sql, within: SQL, since: string) =>
  on.execute<{ id: string; name: string; out: number; back: number }>(sql`
    select i.id, i.name, count(*)::int as out, count(*) filter (where o.is_back)::int as back
    from (${outSince(since, sql`true`)}) o join sites i on i.id = o.site_id where ${within} group by i.id order by i.name`);

/** Taken back, or the device came back by a later scan: nobody has to look at it any more. */
const stands = sql`not exists (select 1 from collection_scans u where u.undoes_id = c.id)
  and (c.is_back or not exists (select 1 from collection_scans l where l.site_id = c.site_id and upper(l.code) = upper(c.code) and l.is_back and l.occurred_at > c.occurred_at
    and not exists (select 1 from collection_scans u where u.undoes_id = l.id)))`;

/** How many of each kind somebody has to look at. */
export const countExceptions = (on: Sql, siteId: string, since: string) =>
  on.execute<{ kind: string; count: number }>(sql`
    select kind, count(*)::int as count from collection_scans c, unnest(c.exceptions) kind
    where c.site_id = ${siteId} and c.occurred_at >= ${beginOf(since)} and ${stands} group by kind order by kind`);

/** What each station scanned. */
export const listStations = (on: Sql, siteId: string, since: string) =>
  on.execute<{ station: string; scans: number; back: number; last_at: string }>(sql`
    select c.station, count(*)::int as scans, count(*) filter (where c.is_back and not exists (select 1 from collection_scans u where u.undoes_id = c.id))::int as back,
      max(c.occurred_at) as last_at
    from collection_scans c where c.site_id = ${siteId} and c.occurred_at >= ${beginOf(since)} and c.undoes_id is null
    group by c.station order by c.station`);

type Filters = { siteId: string; since: string; station: string | undefined; byId: string | undefined; isException: boolean };
/** Scans, the newest first, one row more than `limit`; what only takes another back is none. */
export const listScans = (
  on: Sql,
  { siteId, since, station, byId, isException }: Filters,
  { limit, after }: { limit: number; after: readonly [string, string] | undefined },
) => {
  return on
    .select({
      scan: collectionScans,
      device: { id: devices.id, assetTag: devices.assetTag, model: sql<string>`${deviceModels.make} || ' ' || ${deviceModels.name}` },
      by: { id: people.id, name: people.name },
      isUndone: sql<boolean>`exists (select 1 from collection_scans u where u.undoes_id = ${collectionScans.id})`,
    })
    .from(collectionScans)
    .innerJoin(people, eq(people.id, collectionScans.actorId))
    .leftJoin(devices, eq(devices.id, collectionScans.deviceId))
    .leftJoin(deviceModels, eq(deviceModels.id, devices.modelId))
    .where(
      and(
        eq(collectionScans.siteId, siteId),
        isNull(collectionScans.undoesId),
        sql`${collectionScans.occurredAt} >= ${beginOf(since)}`,
        station === undefined ? undefined : eq(collectionScans.station, station),
        byId === undefined ? undefined : eq(collectionScans.actorId, byId),
        isException
          ? sql`cardinality(${collectionScans.exceptions}) > 0 and ${collectionScans.id} in (select c.id from collection_scans c where c.site_id = ${siteId} and ${stands})`
          : undefined,
        after && sql`(${collectionScans.occurredAt}, ${collectionScans.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(collectionScans.occurredAt), desc(collectionScans.id))
    .limit(limit + 1);
};
