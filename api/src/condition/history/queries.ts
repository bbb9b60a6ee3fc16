import type { Sql } from '@steward/db';
import { buildingSystems, conditionEvents, people, structureConditions, structures } from '@steward/db/schema';
import { and, asc, eq, isNull, max, min, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { DISTRICT_ZONE } from '#kernel/day.ts';
import { orNone, systemNames } from '../queries.ts';
import type { Cause } from '../rules/bridge.ts';

/** Which structures are looked at together; of one portfolio. */
export type Selection = {
  portfolioId: string;
  structureId?: string | undefined;
  siteId?: string | undefined;
  areaId?: string | undefined;
  level?: string | undefined;
  /** One system of level 2, of each of them; all of it where none is named. */
  system?: string | undefined;
};

const within = ({ portfolioId, structureId, siteId, areaId, level }: Selection): SQL =>
  and(
    sql`s.portfolio_id = ${portfolioId}`,
    structureId === undefined ? undefined : sql`s.id = ${structureId}`,
    siteId === undefined ? undefined : sql`s.site_id = ${siteId}`,
    orNone(sql`s.area_id`, areaId),
    orNone(sql`s.level`, level),
  )!;

/** How each structure stands now, `s`, or one of its systems. */
const standing = ({ system }: Selection) =>
  system === undefined
    ? { from: sql`${structures} s`, dm: sql`s.dm_cents`, crv: sql`coalesce(s.crv_cents, 0)` }
    : {
        from: sql`${structures} s left join ${structureConditions} k on k.structure_id = s.id and k.system_code = ${system}`,
        dm: sql`coalesce(k.dm_cents, 0)`,
        crv: sql`coalesce(k.crv_cents, 0)`,
      };
/** By how much an event, `e`, moved that; and which events may have. */
const moved = ({ system }: Selection) =>
  system === undefined
    ? { dm: sql`e.dm_delta_cents`, crv: sql`e.crv_delta_cents`, may: sql`true` }
    : {
        dm: sql`(e.by_system -> ${system}::text ->> 'dm')::bigint`,
        crv: sql`(e.by_system -> ${system}::text ->> 'crv')::bigint`,
        may: sql`e.by_system ? ${system}::text`,
      };

/** The moment at which a day of the district ends. */
const endOf = (day: SQL | string) => sql`((${day}::date + 1)::timestamp at time zone ${DISTRICT_ZONE})`;

/**
 * What an event, `e`, is told as between two days: what corrects or withdraws a finding is told with it where it was found after the first of them. A slip that was put right is no
 * news of the building, and no correction either.
 */
const causeSince = (from: string) => sql<Cause>`case when e.cause = 'correction' and exists (select 1 from ${conditionEvents} f
  where f.deficiency_id = e.deficiency_id and f.cause = 'findings' and f.occurred_at >= ${endOf(from)} and f.occurred_at <= e.occurred_at) then 'findings' else e.cause end`;

type Row = { id: string; dm: string; crv: string; cause: Cause | null; is_later: boolean | null; dm_delta: string | null; crv_delta: string | null };

/** Each structure as it is kept now, and the sums of what changed it after the first day: by cause, and whether that was after the second day as well. */
export async function sumChanges(on: Sql, selection: Selection, { from, to }: { from: string; to: string }) {
  const [now, change] = [standing(selection), moved(selection)];
  const rows = await on.execute<Row>(sql`
    select s.id, ${now.dm} as dm, ${now.crv} as crv, c.cause, c.is_later, c.dm_delta, c.crv_delta
    from ${now.from} left join (
      select e.structure_id, ${causeSince(from)} as cause, e.occurred_at >= ${endOf(to)} as is_later, sum(${change.dm}) as dm_delta, sum(${change.crv}) as crv_delta
      from ${conditionEvents} e where e.occurred_at >= ${endOf(from)} and ${change.may} group by 1, 2, 3
    ) c on c.structure_id = s.id
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
  const [now, change] = [standing(selection), moved(selection)];
  const rows = await on.execute<{ period: number; dm: string; crv: string }>(sql`
    with ends as (select array_agg(${endOf(sql`d`)} order by d) as ends from unnest(${`{${days.join(',')}}`}::date[]) d),
    summed as (
      select e.structure_id, width_bucket(e.occurred_at, ends.ends) as period, sum(${change.dm}) as dm, sum(${change.crv}) as crv
      from ${conditionEvents} e cross join ends where e.occurred_at >= ends.ends[1] and ${change.may} group by 1, 2
    ), stood as (
      select m.period, m.dm, m.crv,
        ${now.dm} - coalesce(sum(m.dm) over later, 0) as dm_after, ${now.crv} - coalesce(sum(m.crv) over later, 0) as crv_after
      from ${now.from} join summed m on m.structure_id = s.id where ${within(selection)}
      window later as (partition by m.structure_id order by m.period desc rows between unbounded preceding and 1 preceding)
    )
    select period, sum(case when crv_after > 0 then dm_after else 0 end - case when crv_after > crv then dm_after - dm else 0 end) as dm, sum(crv) as crv
    from stood group by period`);
  return new Map(rows.map(({ period, dm, crv }) => [period, { dmCents: BigInt(dm), crvCents: BigInt(crv) }]));
}

/** The roll-up as it is kept now, and how many structures there are. */
export async function sumKept(on: Sql, selection: Selection) {
  const now = standing(selection);
  const [row] = await on.execute<{ dm: string; crv: string; structures: number }>(sql`
    select coalesce(sum(${now.dm}) filter (where ${now.crv} > 0), 0) as dm, coalesce(sum(${now.crv}) filter (where ${now.crv} > 0), 0) as crv,
      count(*)::int as structures
    from ${now.from} where ${within(selection)}`);
  return { dmCents: BigInt(row!.dm), crvCents: BigInt(row!.crv), structures: row!.structures };
}

/** The systems of level 2 that any of them has, by code. */
export const listSystemsOf = (on: Sql, selection: Selection) =>
  on
    .select({ code: buildingSystems.code, ...systemNames })
    .from(buildingSystems)
    .where(
      sql`exists (select 1 from ${structures} s join ${structureConditions} k on k.structure_id = s.id where k.system_code = ${buildingSystems.code} and ${within(selection)})`,
    )
    .orderBy(asc(buildingSystems.code));

/** When the last thing happened to any of them that nobody counted by system. */
export async function lastNotBySystemAt(on: Sql, selection: Selection): Promise<Date | null> {
  const [row] = await on
    .select({ at: max(conditionEvents.occurredAt) })
    .from(conditionEvents)
    .where(
      and(isNull(conditionEvents.bySystem), sql`${conditionEvents.structureId} in (select s.id from ${structures} s where ${within(selection)})`),
    );
  return row?.at ?? null;
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
  const change = moved(selection);
  const told = causeSince(from);
  const size = sql`(abs(${change.dm}), abs(${change.crv}), e.id)`;
  const e = alias(conditionEvents, 'e');
  return on
    .select({
      event: { id: e.id, kind: e.kind, cause: told, data: e.data, occurredAt: e.occurredAt },
      dm: sql<string>`${change.dm}`,
      crv: sql<string>`${change.crv}`,
      actor: { id: people.id, name: people.name },
      structure: { id: structures.id, name: structures.name, siteName: structures.siteName, siteId: structures.siteId },
    })
    .from(e)
    .innerJoin(structures, eq(structures.id, e.structureId))
    .leftJoin(people, eq(people.id, e.actorId))
    .where(
      and(
        sql`${structures.id} in (select s.id from ${structures} s where ${within(selection)})`,
        sql`e.occurred_at >= ${endOf(from)} and e.occurred_at < ${endOf(to)}`,
        change.may,
        cause === undefined ? undefined : sql`${told} = ${cause}`,
        withoutIds.length === 0 ? undefined : sql`${structures.id} <> all(${`{${withoutIds.join(',')}}`}::uuid[])`,
        after === undefined ? undefined : sql`${size} < (${after[0]}::bigint, ${after[1]}::bigint, ${after[2]}::uuid)`,
      ),
    )
    .orderBy(sql`abs(${change.dm}) desc, abs(${change.crv}) desc, e.id desc`)
    .limit(limit);
};
