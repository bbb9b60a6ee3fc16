import type { Sql } from '@steward/db';
import { areas, labourEntries, requestTypes, rooms, services, sites, teams, trades, workOrderEvents, workOrders } from '@steward/db/schema';
import { runPlannedAnew, written } from '@steward/db/statement';
import { and, asc, desc, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { type Filters, inTargetSql, ordersFound, type Status } from '../work-orders/index.ts';
import type { DoneCount, OpenCount } from './rules/panel.ts';
import type { Schools } from './rules/my-schools.ts';
import { AGES, type Days } from './rules/period.ts';

// Everything is counted through `ordersFound`: what the list shows to this actor with these filters, and nothing else.

/** Planned for these filters: a week and a year want different plans. */
const rowsOf = (on: Sql, query: SQL) => runPlannedAnew(on, written(query));

const OPEN_BY = ['total', 'trade', 'area', 'team', 'hold', 'age', 'due'] as const;
export type OpenBy = (typeof OPEN_BY)[number];
export type OpenCounts = Record<OpenBy, OpenCount[]>;

/** Open orders, counted along each line at once; `today` and the ends of today and the week are the district's. */
export async function countOpen(on: Sql, actor: Actor, scope: Filters, at: { today: string; now: Date; tonight: Date; sunday: Date }) {
  const daysOpen = sql`(${at.today}::date - (${workOrders.submittedAt} at time zone 'America/Denver')::date)`;
  const ages = AGES.map(({ key, to }) => (to === null ? sql`else ${key}` : sql`when ${daysOpen} <= ${sql.raw(String(to))} then ${key}`));
  const before = (end: Date) => sql`${workOrders.resolutionDueAt} < ${end.toISOString()}::timestamptz`;
  const rows = await rowsOf(
    on,
    sql`select grouping(trade, area, team, hold, age, due)::int, coalesce(trade, area, team, hold, age, due), count(*)::int,
        coalesce(sum(estimate), 0)::float8, count(*) filter (where estimate is null)::int
      from (select ${workOrders.serviceCode} || '/' || ${workOrders.tradeCode} as trade, coalesce(${workOrders.areaId}::text, 'none') as area,
          coalesce(${workOrders.teamId}::text, 'none') as team, coalesce(${workOrders.holdReason}, 'none') as hold,
          case ${sql.join(ages, sql` `)} end as age,
          case when ${before(at.now)} then 'late' when ${before(at.tonight)} then 'today' when ${before(at.sunday)} then 'week' else 'none' end as due,
          coalesce(${workOrders.estimateMinutes}, ${requestTypes.estimateMinutes}) as estimate
        from ${workOrders} join ${requestTypes} on ${requestTypes.id} = ${workOrders.requestTypeId}
        where ${ordersFound(actor, { ...scope, isOpen: true })}) found
      group by grouping sets ((), (trade), (area), (team), (hold), (age), (due))`,
  );
  const counts: OpenCounts = { total: [], trade: [], area: [], team: [], hold: [], age: [], due: [] };
  for (const [mask, key, orders, minutes, unestimated] of rows as [number, string | null, number, number, number][])
    counts[LINE_OF.get(mask)!].push({ key: key === 'none' ? null : key, orders, minutes, unestimated });
  return counts;
}
/** `grouping()` has a bit for each column that a row was not grouped by. */
const ALL_BITS = 0b111111;
const LINE_OF = new Map(OPEN_BY.map((line, i) => [i === 0 ? ALL_BITS : ALL_BITS - (1 << (OPEN_BY.length - 1 - i)), line]));

/** Done orders by service, priority, rating, whether in target and whether reopened. */
export async function countDone(on: Sql, actor: Actor, done: Filters): Promise<DoneCount[]> {
  const rows = await rowsOf(
    on,
    sql`select ${workOrders.serviceCode}, ${workOrders.priority}, ${workOrders.rating}, ${inTargetSql}, ${workOrders.reopenCount} > 0, count(*)::int,
        sum(extract(epoch from ${workOrders.completedAt} - ${workOrders.submittedAt}))::float8
      from ${workOrders} where ${ordersFound(actor, done)} group by 1, 2, 3, 4, 5`,
  );
  return (rows as [string, string, number | null, boolean | null, boolean, number, number][]).map(
    ([serviceCode, priority, rating, isInTarget, isReopened, orders, seconds]) => ({
      serviceCode,
      priority,
      rating,
      isInTarget,
      isReopened,
      orders,
      seconds,
    }),
  );
}

const placeOf = sql`coalesce(${workOrders.roomId}, ${workOrders.buildingId}, ${workOrders.siteId})`;
/**
 * How many done orders of each service needed a second visit without being reopened: what the list asks of each order (`isFixedFirstTime`),
 * here of all at once, so that both sides are read once.
 */
export async function countCameAgain(on: Sql, actor: Actor, done: Filters & { completedFrom: string; completedTo: string }) {
  const rows = await rowsOf(
    on,
    sql`with done as materialized (select ${workOrders.serviceCode} as service, ${workOrders.requestTypeId} as kind, ${placeOf} as place, ${workOrders.completedAt} as at
        from ${workOrders} where ${ordersFound(actor, done)} and ${workOrders.reopenCount} = 0),
      again as materialized (select ${workOrders.requestTypeId} as kind, ${placeOf} as place, ${workOrders.submittedAt} as at from ${workOrders}
        where ${workOrders.submittedAt} >= (${done.completedFrom}::date::timestamp at time zone 'America/Denver')
        and ${workOrders.submittedAt} <= ((${done.completedTo}::date + 16)::timestamp at time zone 'America/Denver')
        and ${workOrders.compartment} is null and ${workOrders.status} not in ('cancelled', 'duplicate'))
      select service, count(*)::int from done where exists (select 1 from again where again.kind = done.kind and again.place = done.place
        and again.at > done.at and again.at <= done.at + interval '14 days') group by 1`,
  );
  return rows as [string, number][];
}

/** Minutes logged on done orders, by priority. */
export async function sumLabour(on: Sql, actor: Actor, done: Filters) {
  const rows = await rowsOf(
    on,
    sql`select ${workOrders.priority}, sum(${labourEntries.minutes})::float8
      from ${workOrders} join ${labourEntries} on ${labourEntries.workOrderId} = ${workOrders.id}
      where ${ordersFound(actor, done)} group by 1`,
  );
  return new Map(rows as [string, number][]);
}

/** Every wait of done orders: for what, on which calendar, from when to when (seconds since 1970), and whether it is its order's first for that. */
export async function listHolds(on: Sql, actor: Actor, done: Filters) {
  // What is done is on hold no more: each `held` has its `resumed`.
  const rows = await rowsOf(
    on,
    sql`select reason, (select coalesce(promised.policy->>'calendar', 'district') from ${workOrders} promised where promised.id = waits.id), began, ended,
        row_number() over (partition by id, reason order by began) = 1
      from (select ${workOrders.id} as id, wait.kind, wait.data->>'reason' as reason,
          extract(epoch from wait.occurred_at)::float8 as began,
          extract(epoch from lead(wait.occurred_at) over (partition by ${workOrders.id} order by wait.occurred_at, wait.id))::float8 as ended
        from ${workOrders} join ${workOrderEvents} wait on wait.work_order_id = ${workOrders.id} and wait.kind in ('held', 'resumed')
        where ${ordersFound(actor, done)}) waits
      where kind = 'held' and ended is not null`,
  );
  return rows as [string, string, number, number, boolean][];
}

/** What figures are named by. */
export async function listNames(on: Sql) {
  const [everyService, everyTrade, everyArea, everyTeam] = await Promise.all([
    on.select({ code: services.code, en: services.nameEn, es: services.nameEs }).from(services).orderBy(asc(services.position)),
    on.select({ code: trades.code, serviceCode: trades.serviceCode, en: trades.nameEn, es: trades.nameEs }).from(trades),
    on.select({ id: areas.id, name: areas.name }).from(areas).orderBy(asc(areas.name)),
    on.select({ id: teams.id, name: teams.name, weeklyHours: teams.weeklyHours }).from(teams),
  ]);
  return { services: everyService, trades: everyTrade, areas: everyArea, teams: everyTeam };
}
export type Names = Awaited<ReturnType<typeof listNames>>;

/** The schools that somebody runs, by name. */
export const listSchools = (on: Sql, reach: SQL) =>
  on
    .select({ id: sites.id, name: sites.name })
    .from(sites)
    .where(and(eq(sites.status, 'active'), reach))
    .orderBy(asc(sites.name));

/** The schools of this reach, as SQL. */
export const reachOf = ({ every, siteIds, areaIds }: Schools): SQL =>
  every
    ? sql`true`
    : (or(siteIds.length ? inArray(sites.id, [...siteIds]) : undefined, areaIds.length ? inArray(sites.areaId, [...areaIds]) : undefined) ??
      sql`false`);

const briefly = {
  id: workOrders.id,
  number: workOrders.number,
  title: workOrders.title,
  status: sql<Status>`${workOrders.status}`,
  plannedOn: workOrders.plannedOn,
  completedAt: workOrders.completedAt,
  room: sql<string | null>`(select ${rooms.number} from ${rooms} where ${rooms.id} = ${workOrders.roomId})`,
  team: sql<string | null>`(select ${teams.name} from ${teams} where ${teams.id} = ${workOrders.teamId})`,
};

const inAll = (n: SQL) => sql<number>`(${n})::int`;
/** How many orders of a school are open, late and planned from today on. */
export async function countSchool(on: Sql, actor: Actor, scope: Filters, { now, today }: { now: Date; today: string }) {
  const [row] = await on
    .select({
      open: inAll(sql`count(*)`),
      late: inAll(sql`count(*) filter (where ${workOrders.resolutionDueAt} < ${now.toISOString()}::timestamptz)`),
      planned: inAll(sql`count(*) filter (where ${workOrders.plannedOn} >= ${today}::date)`),
    })
    .from(workOrders)
    .where(ordersFound(actor, { ...scope, isOpen: true }));
  return row!;
}

/** Visits of these days, in the order of the day. */
export const listVisits = (on: Sql, actor: Actor, scope: Filters, { from, to, limit }: Days & { limit: number }) =>
  on
    .select(briefly)
    .from(workOrders)
    .where(and(ordersFound(actor, { ...scope, plannedFrom: from, plannedTo: to }), sql`${workOrders.status} not in ('cancelled', 'duplicate')`))
    .orderBy(asc(workOrders.plannedOn), asc(workOrders.plannedSequence), asc(workOrders.id))
    .limit(limit);

/** What was done of late, the newest first. */
export const listDone = (on: Sql, actor: Actor, done: Filters, limit: number) =>
  on
    .select(briefly)
    .from(workOrders)
    .where(and(ordersFound(actor, done), isNotNull(workOrders.completedAt)))
    .orderBy(desc(workOrders.completedAt), asc(workOrders.id))
    .limit(limit);
