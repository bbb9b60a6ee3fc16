import type { Sql } from '@steward/db';
import { conditionEvents, people, structures } from '@steward/db/schema';
import { and, eq, min, type SQL, sql } from 'drizzle-orm';
import { DISTRICT_ZONE } from '#kernel/day.ts';
import type { Cause } from '../rules/bridge.ts';

/** Which structures are looked at together; of one portfolio. */
export type Selection = {
  portfolioId: string;
  structureId?: string | undefined;
  siteId?: string | undefined;
  areaId?: string | undefined;
  level?: string | undefined;
};

const orNone = (column: SQL, wanted: string | undefined) =>
  wanted === undefined ? undefined : wanted === 'none' ? sql`${column} is null` : sql`${column} = ${wanted}`;

const within = ({ portfolioId, structureId, siteId, areaId, level }: Selection): SQL =>
  and(
    sql`s.portfolio_id = ${portfolioId}`,
    structureId === undefined ? undefined : sql`s.id = ${structureId}`,
    siteId === undefined ? undefined : sql`s.site_id = ${siteId}`,
    orNone(sql`s.area_id`, areaId),
    orNone(sql`s.level`, level),
  )!;

/** The moment at which a day of the district ends. */
const endOf = (day: SQL | string) => sql`((${day}::date + 1)::timestamp at time zone ${DISTRICT_ZONE})`;

type Row = { id: string; dm: string; crv: string; cause: Cause | null; is_later: boolean | null; dm_delta: string | null; crv_delta: string | null };

/** Each structure as it is kept now, and the sums of what changed it after the first day: by cause, and whether that was after the second day as well. */
export async function sumChanges(on: Sql, selection: Selection, { from, to }: { from: string; to: string }) {
  const rows = await on.execute<Row>(sql`
    select s.id, s.dm_cents as dm, coalesce(s.crv_cents, 0) as crv, e.cause, e.is_later, e.dm_delta, e.crv_delta
    from ${structures} s left join (
      select structure_id, cause, occurred_at >= ${endOf(to)} as is_later, sum(dm_delta_cents) as dm_delta, sum(crv_delta_cents) as crv_delta
      from ${conditionEvents} where occurred_at >= ${endOf(from)} group by 1, 2, 3
    ) e on e.structure_id = s.id
    where ${within(selection)}`);
  return rows.map(({ id, dm, crv, cause, is_later, dm_delta, crv_delta }) => ({
    id,
    dmCents: BigInt(dm),
    crvCents: BigInt(crv),
    change: cause === null ? null : { cause, isLater: is_later!, dmCents: BigInt(dm_delta!), crvCents: BigInt(crv_delta!) },
  }));
}

/**
 * What changed the roll-up between neighbouring days, rising: the first number is what happened after the first day and up to the second, the last what happened after the last. A
 * structure without a value stands in neither sum, before and after.
 */
export async function sumByPeriod(on: Sql, selection: Selection, days: readonly string[]) {
  const rows = await on.execute<{ period: number; dm: string; crv: string }>(sql`
    with ends as (select array_agg(${endOf(sql`d`)} order by d) as ends from unnest(${`{${days.join(',')}}`}::date[]) d),
    summed as (
      select e.structure_id, width_bucket(e.occurred_at, ends.ends) as period, sum(e.dm_delta_cents) as dm, sum(e.crv_delta_cents) as crv
      from ${conditionEvents} e cross join ends where e.occurred_at >= ends.ends[1] group by 1, 2
    ), stood as (
      select m.period, m.dm, m.crv,
        s.dm_cents - coalesce(sum(m.dm) over later, 0) as dm_after, coalesce(s.crv_cents, 0) - coalesce(sum(m.crv) over later, 0) as crv_after
      from summed m join ${structures} s on s.id = m.structure_id where ${within(selection)}
      window later as (partition by m.structure_id order by m.period desc rows between unbounded preceding and 1 preceding)
    )
    select period, sum(case when crv_after > 0 then dm_after else 0 end - case when crv_after > crv then dm_after - dm else 0 end) as dm, sum(crv) as crv
    from stood group by period`);
  return new Map(rows.map(({ period, dm, crv }) => [period, { dmCents: BigInt(dm), crvCents: BigInt(crv) }]));
}

/** The roll-up as it is kept now, and how many structures there are. */
export async function sumKept(on: Sql, selection: Selection) {
  const [row] = await on.execute<{ dm: string; crv: string; structures: number }>(sql`
    select coalesce(sum(s.dm_cents) filter (where s.crv_cents > 0), 0) as dm, coalesce(sum(s.crv_cents) filter (where s.crv_cents > 0), 0) as crv,
      count(*)::int as structures
    from ${structures} s where ${within(selection)}`);
  return { dmCents: BigInt(row!.dm), crvCents: BigInt(row!.crv), structures: row!.structures };
}

/** When the first thing happened to any of them. */
export async function firstEventAt(on: Sql, selection: Selection): Promise<Date | null> {
  const [row] = await on
    .select({ at: min(conditionEvents.occurredAt) })
    .from(conditionEvents)
    .where(sql`${conditionEvents.structureId} in (select s.id from ${structures} s where ${within(selection)})`);
  return row?.at ?? null;
}

type Behind = { from: string; to: string; cause?: Cause | undefined; withoutIds: readonly string[] };
/** The last event seen: by how much it moved what is deferred, and the value; both without sign. */
export type EventKey = readonly [dm: string, crv: string, id: string];

/** What happened after the first day and up to the second, what moved most first. */
export const listEventsBehind = (
  on: Sql,
  selection: Selection,
  { from, to, cause, withoutIds }: Behind,
  after: EventKey | undefined,
  limit: number,
) => {
  const size = sql`(abs(${conditionEvents.dmDeltaCents}), abs(${conditionEvents.crvDeltaCents}), ${conditionEvents.id})`;
  return on
    .select({
      event: conditionEvents,
      actor: { id: people.id, name: people.name },
      structure: { id: structures.id, name: structures.name, siteName: structures.siteName, siteId: structures.siteId },
    })
    .from(conditionEvents)
    .innerJoin(structures, eq(structures.id, conditionEvents.structureId))
    .leftJoin(people, eq(people.id, conditionEvents.actorId))
    .where(
      and(
        sql`${structures.id} in (select s.id from ${structures} s where ${within(selection)})`,
        sql`${conditionEvents.occurredAt} >= ${endOf(from)} and ${conditionEvents.occurredAt} < ${endOf(to)}`,
        cause === undefined ? undefined : eq(conditionEvents.cause, cause),
        withoutIds.length === 0 ? undefined : sql`${structures.id} <> all(${`{${withoutIds.join(',')}}`}::uuid[])`,
        after === undefined ? undefined : sql`${size} < (${after[0]}::bigint, ${after[1]}::bigint, ${after[2]}::uuid)`,
      ),
    )
    .orderBy(sql`abs(${conditionEvents.dmDeltaCents}) desc, abs(${conditionEvents.crvDeltaCents}) desc, ${conditionEvents.id} desc`)
    .limit(limit);
};
