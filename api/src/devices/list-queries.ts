import type { Sql } from '@steward/db';
import { deviceAssignments, deviceModels, devices, sites, students } from '@steward/db/schema';
import { runWritten, selection, written } from '@steward/db/statement';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
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

const listed = selection({
  id: devices.id,
  assetTag: devices.assetTag,
  serial: devices.serial,
  status: devices.status,
  isLoaner: devices.isLoaner,
  isDemonstration: devices.isDemonstration,
  lastSeenAt: devices.lastSeenAt,
  plannedRefreshOn: devices.plannedRefreshOn,
  autoUpdateExpiresOn: deviceModels.autoUpdateExpiresOn,
  model: { id: deviceModels.id, make: deviceModels.make, name: deviceModels.name, kind: deviceModels.kind },
  site: { id: sites.id, name: sites.name },
  dueOn: openAssignments.dueOn,
  held: openAssignments.kind,
});
export type ListedDevice = {
  id: string;
  assetTag: string;
  serial: string;
  status: DeviceStatus;
  isLoaner: boolean;
  isDemonstration: boolean;
  lastSeenAt: Date | null;
  plannedRefreshOn: string | null;
  autoUpdateExpiresOn: string | null;
  model: { id: string; make: string; name: string; kind: string };
  site: { id: string; name: string };
  dueOn: string | null;
  held: 'primary' | 'loaner' | null;
};

const withModels = sql`join ${deviceModels} on ${eq(deviceModels.id, devices.modelId)}`;
const withSites = sql`join ${sites} on ${eq(sites.id, devices.homeSiteId)}`;
const withAssignments = sql`left join ${deviceAssignments} ${openAssignments} on ${isOpenOf}`;

/** What is always the same is written out once. */
const selected = sql.raw(written(sql`select ${listed.columns} from ${devices} ${withModels} ${withSites} ${withAssignments}`).text);

/** Devices by asset tag, one row more than `limit`; who holds one is not told here. */
export async function listDevices(
  on: Sql,
  actor: Actor,
  filters: Filters,
  { limit, after, today }: { limit: number; after: string | undefined; today: string },
): Promise<ListedDevice[]> {
  const fits = and(found(actor, filters, today), after === undefined ? undefined : sql`${devices.assetTag} > ${after}`);
  const rows = await runWritten(
    on,
    written(sql`
      ${selected} where ${fits} order by ${devices.assetTag} limit ${limit + 1}`),
  );
  return rows.map((row) => listed.rowOf(row) as ListedDevice);
}

/** How many there are of each status. It reads only the tables that these filters ask about: for one who sees every device, most often one. */
export async function countDevices(on: Sql, actor: Actor, filters: Filters, today: string): Promise<{ status: DeviceStatus; count: number }[]> {
  const { look, grade, expiresIn } = filters;
  const nothing = sql``;
  const from = [
    look === 'expiring' || expiresIn !== undefined ? withModels : nothing,
    readingGrants(actor).some(({ areaId }) => areaId !== null) ? withSites : nothing,
    look === 'overdue' || look === 'silent' || grade !== undefined ? withAssignments : nothing,
  ];
  const rows = await runWritten(
    on,
    written(sql`
      select ${devices.status}, count(*)::int from ${devices} ${sql.join(from, sql` `)} where ${found(actor, filters, today)} group by ${devices.status}`),
  );
  return rows.map(([status, count]) => ({ status: status as DeviceStatus, count: count as number }));
}

/** Where devices that this person sees may be: what is open, and what is closed and still has some. */
export async function listSitesOfDevices(on: Sql, actor: Actor): Promise<{ id: string; name: string }[]> {
  const rows = await runWritten(
    on,
    written(sql`
      select ${sites.id}, ${sites.name} from ${sites}
      where ${reachedBy(readingGrants(actor))} and (${sites.status} = 'active' or exists (select 1 from ${devices} where ${devices.homeSiteId} = ${sites.id}))
      order by ${sites.name}, ${sites.id}`),
  );
  return rows.map(([id, name]) => ({ id: id as string, name: name as string }));
}
