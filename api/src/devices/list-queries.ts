import type { Sql } from '@steward/db';
import { deviceModels, devices, sites, students } from '@steward/db/schema';
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { DISTRICT_ZONE } from '#kernel/day.ts';
import { isOpenOf, openAssignments, reachedBy, visibleDevices } from './queries.ts';
import { linkGrants, readingGrants } from './rules/access.ts';
import type { DeviceStatus } from './rules/device-lifecycle.ts';
import { SILENT_DAYS } from './rules/use.ts';

export type Filters = {
  q?: string | undefined;
  siteId?: string | undefined;
  status?: readonly DeviceStatus[] | undefined;
  modelId?: string | undefined;
  look?: 'overdue' | 'silent' | 'expiring' | 'loaners' | undefined;
  tags?: readonly string[] | undefined;
  registeredSince?: string | undefined;
  grade?: number | undefined;
  minAge?: number | undefined;
  expiresIn?: number | undefined;
};

const beginsWith = (words: string) => `${words.toUpperCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Each look is a question somebody asks of the list. */
const LOOKS: Record<NonNullable<Filters['look']>, (today: string) => SQL> = {
  overdue: (today) => sql`${openAssignments.dueOn} < ${today}`,
  // The same as `isProbablyLost`.
  silent: (today) =>
    sql`${devices.status} in ('assigned','on_loan') and greatest(${openAssignments.startedAt}, ${devices.lastSeenAt}) < ${today}::date - ${SILENT_DAYS}::int`,
  expiring: (today) =>
    sql`${devices.status} not in ('retired','disposed') and ${deviceModels.autoUpdateExpiresOn} < (${today}::date + interval '1 year') and ${deviceModels.autoUpdateExpiresOn} < ${devices.plannedRefreshOn}`,
  loaners: () => eq(devices.isLoaner, true),
};

const holders = alias(students, 'holders');
const schoolsOfHolders = alias(sites, 'schools_of_holders');
/** Of students of this grade, where this person may see who has what. */
const heldInGrade = (actor: Actor, grade: number) =>
  sql`exists (select 1 from ${students} holders join ${sites} schools_of_holders on schools_of_holders.id = holders.site_id
    where holders.id = ${openAssignments.studentId} and holders.grade = ${grade}
      and ${reachedBy(linkGrants(actor), holders.siteId, schoolsOfHolders.areaId)})`;

const found = (actor: Actor, { q, siteId, status, modelId, look, tags, registeredSince, grade, minAge, expiresIn }: Filters, today: string) =>
  and(
    visibleDevices(actor),
    q ? sql`(upper(${devices.assetTag}) like ${beginsWith(q)} or upper(${devices.serial}) like ${beginsWith(q)})` : undefined,
    siteId === undefined ? undefined : eq(devices.homeSiteId, siteId),
    status && status.length > 0 ? inArray(devices.status, [...status]) : undefined,
    modelId === undefined ? undefined : eq(devices.modelId, modelId),
    look === undefined ? undefined : LOOKS[look](today),
    tags && tags.length > 0
      ? inArray(
          sql`upper(${devices.assetTag})`,
          tags.map((tag) => tag.toUpperCase()),
        )
      : undefined,
    registeredSince === undefined ? undefined : sql`${devices.createdAt} >= ${registeredSince}::date::timestamp at time zone ${DISTRICT_ZONE}`,
    grade === undefined ? undefined : heldInGrade(actor, grade),
    minAge === undefined ? undefined : sql`${devices.acquiredOn} <= (${today}::date - make_interval(years => ${minAge}))::date`,
    expiresIn === undefined
      ? undefined
      : sql`${deviceModels.autoUpdateExpiresOn} between make_date(${expiresIn}, 1, 1) and make_date(${expiresIn}, 12, 31)`,
  );

/** Devices by asset tag, one row more than `limit`; who holds one is not told here. */
export const listDevices = (
  on: Sql,
  actor: Actor,
  filters: Filters,
  { limit, after, today }: { limit: number; after: string | undefined; today: string },
) =>
  on
    .select({
      id: devices.id,
      assetTag: devices.assetTag,
      serial: devices.serial,
      status: sql<DeviceStatus>`${devices.status}`,
      isLoaner: devices.isLoaner,
      isDemonstration: devices.isDemonstration,
      lastSeenAt: devices.lastSeenAt,
      plannedRefreshOn: devices.plannedRefreshOn,
      autoUpdateExpiresOn: deviceModels.autoUpdateExpiresOn,
      model: { id: deviceModels.id, make: deviceModels.make, name: deviceModels.name, kind: deviceModels.kind },
      site: { id: sites.id, name: sites.name },
      dueOn: openAssignments.dueOn,
      held: sql<'primary' | 'loaner' | null>`${openAssignments.kind}`,
    })
    .from(devices)
    .innerJoin(deviceModels, eq(deviceModels.id, devices.modelId))
    .innerJoin(sites, eq(sites.id, devices.homeSiteId))
    .leftJoin(openAssignments, isOpenOf)
    .where(and(found(actor, filters, today), after === undefined ? undefined : sql`${devices.assetTag} > ${after}`))
    .orderBy(asc(devices.assetTag))
    .limit(limit + 1);

/** How many there are of each status. It reads only the tables that these filters ask about: for one who sees every device, most often one. */
export function countDevices(on: Sql, actor: Actor, filters: Filters, today: string) {
  const { look, grade, expiresIn } = filters;
  const counted = on
    .select({ status: sql<DeviceStatus>`${devices.status}`, count: sql<number>`count(*)::int` })
    .from(devices)
    .$dynamic();
  if (look === 'expiring' || expiresIn !== undefined) counted.innerJoin(deviceModels, eq(deviceModels.id, devices.modelId));
  if (readingGrants(actor).some(({ areaId }) => areaId !== null)) counted.innerJoin(sites, eq(sites.id, devices.homeSiteId));
  if (look === 'overdue' || look === 'silent' || grade !== undefined) counted.leftJoin(openAssignments, isOpenOf);
  return counted.where(found(actor, filters, today)).groupBy(devices.status);
}

/** Schools with devices that this person sees. */
export const listSchoolsWithDevices = (on: Sql, actor: Actor) =>
  on
    .select({ id: sites.id, name: sites.name })
    .from(sites)
    .where(and(reachedBy(readingGrants(actor)), sql`exists (select 1 from ${devices} where ${devices.homeSiteId} = ${sites.id})`))
    .orderBy(asc(sites.name), asc(sites.id));
