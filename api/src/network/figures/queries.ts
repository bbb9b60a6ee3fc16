import type { Sql } from '@steward/db';
import {
  areas,
  bandwidthMeasurements,
  bandwidthTargets,
  circuits,
  fibreMilestones,
  ispCapacities,
  networkContracts,
  networkProbes,
  networkProviders,
  projects,
  siteLinkEvents,
  sites,
  siteStaff,
} from '@steward/db/schema';
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';

const liveOn = (day: string) => and(lte(circuits.liveOn, day), sql`(${circuits.endedOn} is null or ${circuits.endedOn} > ${day})`);

/** Schools that use the network: open, in a building, and the district's own or on one of its lines. With all that is provisioned there on that day. */
export const listSchools = (on: Sql, day: string, siteId?: string) => {
  const lines = on
    .select({
      siteId: circuits.siteId,
      downMbps: sql<number>`sum(${circuits.downMbps})`.as('down_mbps'),
      upMbps: sql<number>`sum(${circuits.upMbps})`.as('up_mbps'),
      hasFibre: sql<boolean>`bool_or(${circuits.medium} in ('owned_fibre','leased_dark','leased_lit'))`.as('has_fibre'),
      mediums: sql<string[]>`array_agg(distinct ${circuits.medium} order by ${circuits.medium})`.as('mediums'),
      contractEndsOn: sql<string | null>`min(${networkContracts.endsOn})::text`.as('contract_ends_on'),
    })
    .from(circuits)
    .leftJoin(networkContracts, eq(networkContracts.id, circuits.contractId))
    .where(liveOn(day))
    .groupBy(circuits.siteId)
    .as('lines');
  return on
    .select({
      siteId: sites.id,
      name: sites.name,
      level: sites.level,
      area: { id: areas.id, name: areas.name },
      students: sites.enrollment,
      freeReducedLunch: sites.freeReducedLunch,
      staff: siteStaff.staff,
      downMbps: lines.downMbps,
      upMbps: lines.upMbps,
      hasFibre: sql<boolean>`coalesce(${lines.hasFibre}, false)`,
      mediums: sql<string[]>`coalesce(${lines.mediums}, '{}')`,
      contractEndsOn: lines.contractEndsOn,
      buildStatus: sql<
        string | null
      >`(select c.build_status from circuits c where c.site_id = ${sites.id} and c.ended_on is null order by array_position(array['built','construction','design','planned','none'], c.build_status) limit 1)`,
    })
    .from(sites)
    .leftJoin(areas, eq(areas.id, sites.areaId))
    .leftJoin(siteStaff, eq(siteStaff.siteId, sites.id))
    .leftJoin(lines, eq(lines.siteId, sites.id))
    .where(
      and(
        eq(sites.status, 'active'),
        eq(sites.isVirtual, false),
        sql`(${sites.isCharter} is not true or ${lines.downMbps} is not null)`,
        siteId === undefined ? undefined : eq(sites.id, siteId),
      ),
    )
    .orderBy(asc(sites.name), asc(sites.id));
};
export type SchoolRow = Awaited<ReturnType<typeof listSchools>>[number];

export const listTargets = (on: Sql) =>
  on
    .select({
      id: bandwidthTargets.id,
      code: bandwidthTargets.code,
      year: bandwidthTargets.year,
      per: sql<'student' | 'user'>`${bandwidthTargets.per}`,
      kbps: bandwidthTargets.kbps,
      nameEn: bandwidthTargets.nameEn,
      nameEs: bandwidthTargets.nameEs,
      source: bandwidthTargets.source,
      version: bandwidthTargets.version,
    })
    .from(bandwidthTargets)
    .orderBy(asc(bandwidthTargets.code), asc(bandwidthTargets.year));

/** The way out as it is on that day. */
export const findCapacity = async (on: Sql, day: string) =>
  (
    await on
      .select({ mbps: ispCapacities.mbps, effectiveOn: ispCapacities.effectiveOn })
      .from(ispCapacities)
      .where(lte(ispCapacities.effectiveOn, day))
      .orderBy(desc(ispCapacities.effectiveOn))
      .limit(1)
  )[0];

/** Medians of what was measured since, by school, direction and who measured. */
export const listMedians = (on: Sql, since: Date, siteId?: string) =>
  on
    .select({
      siteId: bandwidthMeasurements.siteId,
      direction: sql<'download' | 'upload'>`${bandwidthMeasurements.direction}`,
      source: sql<'browser' | 'probe'>`${bandwidthMeasurements.source}`,
      mbps: sql<number>`percentile_cont(0.5) within group (order by ${bandwidthMeasurements.mbps})`,
      count: sql<number>`count(*)::int`,
    })
    .from(bandwidthMeasurements)
    .where(
      and(
        gte(bandwidthMeasurements.measuredAt, since),
        // The index begins with the school and the direction: each is asked for by itself.
        siteId === undefined
          ? sql`(${bandwidthMeasurements.siteId}, ${bandwidthMeasurements.direction}) in (select s.id, d from sites s cross join unnest(array['download','upload']) d)`
          : eq(bandwidthMeasurements.siteId, siteId),
      ),
    )
    .groupBy(bandwidthMeasurements.siteId, bandwidthMeasurements.direction, bandwidthMeasurements.source);

/** Medians of each day, in the district's days. */
export const listDays = (on: Sql, siteId: string, since: Date, zone: string) => {
  const day = sql<string>`(${bandwidthMeasurements.measuredAt} at time zone ${sql.raw(`'${zone}'`)})::date::text`;
  const median = (direction: string) =>
    sql<
      number | null
    >`percentile_cont(0.5) within group (order by ${bandwidthMeasurements.mbps}) filter (where ${bandwidthMeasurements.direction} = ${direction})`;
  return on
    .select({ day: day.as('day'), downMbps: median('download'), upMbps: median('upload'), count: sql<number>`count(*)::int` })
    .from(bandwidthMeasurements)
    .where(and(eq(bandwidthMeasurements.siteId, siteId), gte(bandwidthMeasurements.measuredAt, since)))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
};

type Filters = { direction?: string | undefined; source?: string | undefined };

/** The newest first, one row more than `limit`. */
export const listMeasurements = (
  on: Sql,
  siteId: string,
  { direction, source }: Filters,
  { limit, after }: { limit: number; after: readonly string[] | undefined },
) =>
  on
    .select({
      id: bandwidthMeasurements.id,
      direction: sql<'download' | 'upload'>`${bandwidthMeasurements.direction}`,
      source: sql<'browser' | 'probe'>`${bandwidthMeasurements.source}`,
      measuredAt: bandwidthMeasurements.measuredAt,
      mbps: bandwidthMeasurements.mbps,
      numBytes: bandwidthMeasurements.numBytes,
      elapsedUs: bandwidthMeasurements.elapsedUs,
      isDemonstration: bandwidthMeasurements.isDemonstration,
      ticketId: bandwidthMeasurements.ticketId,
    })
    .from(bandwidthMeasurements)
    .where(
      and(
        eq(bandwidthMeasurements.siteId, siteId),
        direction === undefined ? undefined : eq(bandwidthMeasurements.direction, direction),
        source === undefined ? undefined : eq(bandwidthMeasurements.source, source),
        after && sql`(${bandwidthMeasurements.measuredAt}, ${bandwidthMeasurements.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(bandwidthMeasurements.measuredAt), desc(bandwidthMeasurements.id))
    .limit(limit + 1);

/** A school's lines with who runs them; those in use first. */
export const listLinesAt = (on: Sql, siteId: string) =>
  on
    .select({
      id: circuits.id,
      code: circuits.code,
      medium: circuits.medium,
      downMbps: circuits.downMbps,
      upMbps: circuits.upMbps,
      provider: { id: networkProviders.id, name: networkProviders.name },
      liveOn: circuits.liveOn,
      endedOn: circuits.endedOn,
      contractEndsOn: networkContracts.endsOn,
    })
    .from(circuits)
    .leftJoin(networkProviders, eq(networkProviders.id, circuits.providerId))
    .leftJoin(networkContracts, eq(networkContracts.id, circuits.contractId))
    .where(eq(circuits.siteId, siteId))
    .orderBy(sql`${circuits.endedOn} is not null`, asc(circuits.code));

export const listMilestones = (on: Sql, where?: SQL) =>
  on
    .select({
      site: { id: sites.id, name: sites.name },
      step: fibreMilestones.step,
      plannedOn: fibreMilestones.plannedOn,
      doneOn: fibreMilestones.doneOn,
      project: { id: projects.id, code: projects.code, name: projects.name },
      version: fibreMilestones.version,
    })
    .from(fibreMilestones)
    .innerJoin(sites, eq(sites.id, fibreMilestones.siteId))
    .leftJoin(projects, eq(projects.id, fibreMilestones.projectId))
    .where(where)
    .orderBy(
      asc(sites.name),
      asc(sites.id),
      sql`array_position(array['survey','design','permit','construction','splice','live'], ${fibreMilestones.step})`,
    );
export const milestonesAt = (on: Sql, siteId: string) => listMilestones(on, eq(fibreMilestones.siteId, siteId));

const EVENTS_SHOWN = 20;
export const listLinkEvents = (on: Sql, siteId: string) =>
  on
    .select({ kind: sql<'up' | 'down'>`${siteLinkEvents.kind}`, occurredAt: siteLinkEvents.occurredAt })
    .from(siteLinkEvents)
    .where(eq(siteLinkEvents.siteId, siteId))
    .orderBy(desc(siteLinkEvents.occurredAt), desc(siteLinkEvents.id))
    .limit(EVENTS_SHOWN);

/** Whether each school is up, where a probe watches it: one that spoke and was not taken back. */
export const listLinkStates = (on: Sql) =>
  on
    .selectDistinctOn([siteLinkEvents.siteId], { siteId: siteLinkEvents.siteId, kind: siteLinkEvents.kind })
    .from(siteLinkEvents)
    .where(
      inArray(
        siteLinkEvents.siteId,
        on
          .select({ siteId: networkProbes.siteId })
          .from(networkProbes)
          .where(and(isNull(networkProbes.revokedAt), isNotNull(networkProbes.lastHeardAt))),
      ),
    )
    .orderBy(asc(siteLinkEvents.siteId), desc(siteLinkEvents.occurredAt), desc(siteLinkEvents.id));

/** Is anything here made up? */
export const isMadeUp = async (on: Sql): Promise<boolean> =>
  (await on.select({ id: circuits.id }).from(circuits).where(eq(circuits.isDemonstration, true)).limit(1)).length > 0;
