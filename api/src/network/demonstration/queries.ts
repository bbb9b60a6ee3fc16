import type { Sql } from '@steward/db';
import { circuitEvents, circuits, fibreMilestones, ispCapacities, networkContracts, networkProviders, sites, siteStaff } from '@steward/db/schema';
import { and, asc, eq, sql } from 'drizzle-orm';
import { DISTRICT_ZONE } from '#kernel/day.ts';
import type { makeNetwork } from './make-network.ts';

export const hasNetwork = async (on: Sql) => (await on.select({ id: circuits.id }).from(circuits).limit(1)).length > 0;

/** The district's own schools that have a building. */
export const listSchoolsToConnect = (on: Sql) =>
  on
    .select({ siteId: sites.id, code: sites.code, level: sites.level, longitude: sites.longitude, enrollment: sites.enrollment })
    .from(sites)
    .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false), sql`${sites.isCharter} is not true`))
    .orderBy(asc(sites.code));

export async function insertNetwork(
  on: Sql,
  { providers, contracts, circuits: lines, milestones, staff, capacities }: ReturnType<typeof makeNetwork>,
  now: Date,
) {
  await on.insert(networkProviders).values(providers);
  await on.insert(networkContracts).values(contracts);
  await on.insert(circuits).values(lines);
  await on
    .insert(circuitEvents)
    .values(lines.map(({ id, ...line }) => ({ id, circuitId: id, kind: 'added', data: { after: line }, occurredAt: now })));
  if (milestones.length > 0) await on.insert(fibreMilestones).values(milestones);
  await on.insert(siteStaff).values(staff).onConflictDoNothing();
  await on.insert(ispCapacities).values(capacities).onConflictDoNothing();
}

/**
 * A year of made-up measurements up to `now`: four down and one up on each school day, made by the database itself, which is many times
 * quicker than sending them. What varies comes from hashes of school and moment, so that a second run makes the same. One flow carries at
 * most about 940 Mbps, whatever the line; a narrow line is fuller in the middle of the day.
 */
export const insertMeasurements = async (on: Sql, today: string, now: Date): Promise<number> =>
  (
    await on.execute<{ count: number }>(sql`
      with moments as (
        select d::date as day, h.hour, h.direction,
          (d::date + make_interval(hours => h.hour, mins => 7)) at time zone ${sql.raw(`'${DISTRICT_ZONE}'`)} as at
        from generate_series(${today}::date - 365, ${today}::date, interval '1 day') d
        cross join (values (9, 'download'), (11, 'download'), (13, 'download'), (15, 'download'), (13, 'upload')) h(hour, direction)
        where extract(isodow from d) < 6 and to_char(d, 'MMDD') not between '0529' and '0814'
      ), noise as (
        select c.site_id, m.at, m.direction, m.hour, c.down_mbps, c.up_mbps,
          hashtextextended(c.site_id::text || m.at::text || m.direction, 7) as hash
        from circuits c cross join moments m
        where c.is_demonstration and c.live_on <= m.day and m.at <= ${now.toISOString()}::timestamptz
      ), speeds as (
        select *, (hash & 1023) / 1023.0 as share,
          least(case when direction = 'download' then down_mbps else up_mbps end, 1010) as mbps
        from noise
      ), made as (
        insert into bandwidth_measurements (id, site_id, direction, source, measured_at, num_bytes, elapsed_us, is_demonstration)
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '8' || substr(md5(hash::text), 1, 3) || 'a' || substr(md5(hash::text), 4, 15))::uuid,
          site_id, direction, 'probe', at,
          (mbps * (case when mbps < 600 and hour in (11, 13) then 0.62 else 0.78 end + 0.15 * share) * 1250000)::bigint,
          10000000 + (hash & 65535),
          true
        from speeds returning 1
      ) select count(*)::int as count from made`)
  )[0]!.count;
