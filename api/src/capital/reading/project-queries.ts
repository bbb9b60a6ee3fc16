import type { Sql } from '@steward/db';
import { areas, people, programmes, projectPhases, projectRisks, projects, projectScopes, scopeNeeds, sites } from '@steward/db/schema';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { linesAt, pendingAt, type Scope, totalsOf } from './line-queries.ts';
import { TOTALS, type Totals } from './figures.ts';
import { readsSomewhere } from '../rules/access.ts';
import { visibleProjects } from '../visible-queries.ts';
import {
  cameBy,
  openAt,
  phaseAt,
  plannedEndAt,
  progressAt,
  projectWasThere,
  scopeAddedOn,
  scopeLater,
  scopeStateAt,
  scopeWasThere,
} from './past-queries.ts';

export type ProgrammeRow = typeof programmes.$inferSelect;
export const findProgramme = async (on: Sql, id: string): Promise<ProgrammeRow | undefined> =>
  (await on.select().from(programmes).where(eq(programmes.id, id)))[0];
/** Programmes that this person sees something of. */
export const listProgrammes = (on: Sql, actor: Actor): Promise<ProgrammeRow[]> =>
  on
    .select()
    .from(programmes)
    .where(readsSomewhere(actor) ? undefined : sql`false`)
    .orderBy(sql`${programmes.kind} = 'other_owner'`, asc(programmes.startsOn), asc(programmes.code));

export const NOT_STARTED = ['planned', 'design', 'bid_award'];
export const PROJECT_STATES = ['late', 'over', 'less_than_promised', 'committed_not_started', 'waiting'] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

/** Projects with their money, promises and time; needs no further join. `today` is what an end that passed unreached is measured by. */
export const projectsAt = (actor: Actor, scope: Scope, today: string): SQL => sql`
  select ${projects.id}, ${projects.code}, ${projects.name}, st.phase, ${projects.siteId}, ${projects.siteName} as site_name, ${sites.areaId},
    ${progressAt(scope.asOf, sql`st.phase`)} as progress_ratio,
    ${sql.join(
      [...TOTALS, 'pending'].map((key) => sql`coalesce(t.${sql.identifier(key)}, 0) as ${sql.identifier(key)}`),
      sql`, `,
    )},
    coalesce(ph.actual_start_on, ph.planned_start_on) as starts_on, ph.baseline_start_on as promised_start_on, ph.actual_end_on is not null as is_built,
    coalesce(ph.actual_end_on, ph.planned_end_on) as ends_on, ph.baseline_end_on as promised_end_on,
    (coalesce(ph.actual_end_on, greatest(ph.planned_end_on, case when st.phase in ('cancelled', 'complete') then ph.planned_end_on else ${today}::date end)) - ph.baseline_end_on) as slip_days,
    coalesce(sc.promises, 0) as promises, coalesce(sc.complete, 0) as complete, coalesce(sc.under_way, 0) as under_way,
    coalesce(sc.changed, 0) as changed, coalesce(sc.dropped, 0) as dropped, coalesce(sc.added_later, 0) as added_later, coalesce(r.waiting, 0) as waiting
  from ${projects} cross join lateral (select ${phaseAt(scope.asOf)} as phase) st left join ${sites} on ${sites.id} = ${projects.siteId}
    left join (select l.project_id, ${sql.join(
      [...TOTALS.map((key) => sql`sum(l.${sql.identifier(key)}) as ${sql.identifier(key)}`), sql`coalesce(sum(w.pending), 0) as pending`],
      sql`, `,
    )} from (${linesAt(scope)}) l left join (${pendingAt(scope)}) w on w.line_id = l.id where l.project_id is not null group by 1) t on t.project_id = ${projects.id}
    left join (select f.project_id, f.baseline_start_on, f.baseline_end_on, f.planned_start_on, ${plannedEndAt(scope.asOf)} as planned_end_on,
        ${cameBy(scope.asOf, sql`f.actual_start_on`)} as actual_start_on, ${cameBy(scope.asOf, sql`f.actual_end_on`)} as actual_end_on
      from ${projectPhases} f where f.phase = 'construction') ph on ph.project_id = ${projects.id}
    left join (select project_id, count(*)::int as promises, count(*) filter (where state = 'complete')::int as complete,
        count(*) filter (where state = 'under_way')::int as under_way, count(*) filter (where state = 'changed')::int as changed,
        count(*) filter (where state = 'dropped')::int as dropped,
        count(*) filter (where added_on > (select min(b.adopted_on) from baselines b where b.programme_id = ${scope.programmeId}))::int as added_later
      from (select s.project_id, ${scopeStateAt(scope.asOf)} as state, ${scopeAddedOn} as added_on from ${projectScopes} s ${scopeLater(scope.asOf)}
        where s.project_id in (select p.id from projects p where p.programme_id = ${scope.programmeId}) and ${scopeWasThere(scope.asOf)}) s group by 1) sc on sc.project_id = ${projects.id}
    left join (select project_id, count(*)::int as waiting from capital_requests r where programme_id = ${scope.programmeId} and ${openAt(scope.asOf)} group by 1) r on r.project_id = ${projects.id}
  where ${projects.programmeId} = ${scope.programmeId} and ${projectWasThere(scope.asOf)} ${scope.projectId ? sql`and ${projects.id} = ${scope.projectId}` : sql``} and ${visibleProjects(actor)}`;

const BUDGET = sql`(p.revenue + p.baseline + p."transferredIn" - p."transferredOut")`;
const FORECAST = sql`(p.committed + p.pending + p."toCommit")`;
const notStarted = sql`p.phase in (${sql.join(NOT_STARTED, sql`, `)})`;
const OF_STATE: Record<ProjectState, SQL> = {
  late: sql`p.slip_days > 0`,
  over: sql`${FORECAST} > ${BUDGET}`,
  less_than_promised: sql`p.changed + p.dropped > 0`,
  committed_not_started: sql`${notStarted} and p.committed > 0`,
  waiting: sql`p.waiting > 0`,
};

export const PROJECT_SORTS = ['code', 'site', 'budget', 'variance', 'slip'] as const;
export type ProjectSort = (typeof PROJECT_SORTS)[number];
const ORDER: Record<ProjectSort, SQL> = {
  code: sql`p.code`,
  site: sql`p.site_name, p.code`,
  budget: sql`${BUDGET} desc, p.code`,
  variance: sql`${BUDGET} - ${FORECAST}, p.code`,
  slip: sql`p.slip_days desc nulls last, p.code`,
};
export type Narrowed = {
  phase?: string | undefined;
  areaId?: string | undefined;
  siteId?: string | undefined;
  state?: ProjectState | undefined;
  deficiencyId?: string | undefined;
  q?: string | undefined;
};
export type ProjectRow = {
  id: string;
  code: string;
  name: string;
  phase: string;
  site: { id: string | null; name: string };
  progressRatio: number | null;
  startsOn: string | null;
  promisedStartOn: string | null;
  isBuilt: boolean;
  endsOn: string | null;
  promisedEndOn: string | null;
  slipDays: number | null;
  promises: { total: number; complete: number; underWay: number; changed: number; dropped: number; addedLater: number };
  waiting: number;
  totals: Totals;
};
type Raw = Record<string, unknown> & {
  id: string;
  code: string;
  name: string;
  phase: string;
  site_id: string | null;
  site_name: string;
  progress_ratio: number | null;
  starts_on: string | null;
  promised_start_on: string | null;
  is_built: boolean | null;
  ends_on: string | null;
  promised_end_on: string | null;
  slip_days: number | null;
  promises: number;
  complete: number;
  under_way: number;
  changed: number;
  dropped: number;
  added_later: number;
  waiting: number;
};
const projectOf = (row: Raw): ProjectRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  phase: row.phase,
  site: { id: row.site_id, name: row.site_name },
  progressRatio: row.progress_ratio,
  startsOn: row.starts_on,
  promisedStartOn: row.promised_start_on,
  isBuilt: row.is_built === true,
  endsOn: row.ends_on,
  promisedEndOn: row.promised_end_on,
  slipDays: row.slip_days,
  promises: {
    total: row.promises,
    complete: row.complete,
    underWay: row.under_way,
    changed: row.changed,
    dropped: row.dropped,
    addedLater: row.added_later,
  },
  waiting: row.waiting,
  totals: totalsOf(row),
});

/** All of them, in the order of their codes. */
export const listAllProjects = async (on: Sql, actor: Actor, scope: Scope, today: string): Promise<ProjectRow[]> =>
  [...(await on.execute<Raw>(sql`select p.* from (${projectsAt(actor, scope, today)}) p order by p.code`))].map(projectOf);

/** A page of projects, and how many there are in all. */
export async function listProjects(
  on: Sql,
  actor: Actor,
  {
    scope,
    narrowed,
    sort,
    today,
    limit,
    offset,
  }: { scope: Scope; narrowed: Narrowed; sort: ProjectSort; today: string; limit: number; offset: number },
): Promise<{ items: ProjectRow[]; total: number }> {
  const { phase, areaId, siteId, state, deficiencyId, q } = narrowed;
  const wheres = [
    phase === undefined ? undefined : sql`p.phase = ${phase}`,
    areaId === undefined ? undefined : sql`p.area_id = ${areaId}`,
    siteId === undefined
      ? undefined
      : sql`(p.site_id = ${siteId} or exists (select from ${projectScopes} s where s.project_id = p.id and s.site_id = ${siteId}))`,
    state === undefined ? undefined : OF_STATE[state],
    deficiencyId === undefined
      ? undefined
      : sql`exists (select from ${scopeNeeds} n join ${projectScopes} s on s.id = n.scope_id where n.deficiency_id = ${deficiencyId} and s.project_id = p.id)`,
    q === undefined ? undefined : sql`strpos(lower(p.code || ' ' || p.name || ' ' || p.site_name), lower(${q})) > 0`,
  ].filter((one) => one !== undefined);
  const rows = await on.execute<Raw & { all_of_them: number }>(sql`
    with p as materialized (${projectsAt(actor, scope, today)})
    select p.*, count(*) over ()::int as all_of_them from p where ${wheres.length > 0 ? sql.join(wheres, sql` and `) : sql`true`}
    order by ${ORDER[sort]} limit ${limit} offset ${offset}`);
  return { items: [...rows].map(projectOf), total: rows[0]?.all_of_them ?? 0 };
}

/** A project that this person sees, with whom to ask. */
export const findProject = async (on: Sql, actor: Actor, id: string) =>
  (
    await on
      .select({ project: projects, programme: programmes, manager: { id: people.id, name: people.name }, area: { id: areas.id, name: areas.name } })
      .from(projects)
      .innerJoin(programmes, eq(programmes.id, projects.programmeId))
      .leftJoin(sites, eq(sites.id, projects.siteId))
      .leftJoin(areas, eq(areas.id, sites.areaId))
      .leftJoin(people, eq(people.id, projects.managerId))
      .where(and(eq(projects.id, id), visibleProjects(actor)))
  )[0];

const f = alias(projectPhases, 'f');
const PHASE_ORDER = sql`array_position(array['planned','design','bid_award','construction','closeout','warranty'], ${f.phase})`;
/** The phases of a project; of a day that is over with the ends that were planned then. */
export const listPhases = (on: Sql, projectId: string, past: string | undefined) =>
  on
    .select({
      phase: f.phase,
      baselineStartOn: f.baselineStartOn,
      baselineEndOn: f.baselineEndOn,
      plannedStartOn: f.plannedStartOn,
      plannedEndOn: sql<string | null>`(${plannedEndAt(past)})::text`,
      actualStartOn: f.actualStartOn,
      actualEndOn: f.actualEndOn,
      version: f.version,
    })
    .from(f)
    .where(eq(f.projectId, projectId))
    .orderBy(PHASE_ORDER);
export const listRisks = (on: Sql, projectId: string) =>
  on
    .select({ risk: projectRisks, owner: { id: people.id, name: people.name } })
    .from(projectRisks)
    .leftJoin(people, eq(people.id, projectRisks.ownerId))
    .where(eq(projectRisks.projectId, projectId))
    .orderBy(sql`${projectRisks.state} <> 'open'`, asc(projectRisks.title));
