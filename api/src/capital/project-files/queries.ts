import { isTransaction, type Sql } from '@steward/db';
import { copyIn, copyOf, insertMany } from '@steward/db/copy';
import { projectFileRows, projects, statedPhaseEvents, statedPhases, statedProjects } from '@steward/db/schema';
import { and, asc, count, desc, eq, gt, ilike, isNull, ne, or, sql, sum } from 'drizzle-orm';
import type postgres from 'postgres';

export type NewProjectRow = typeof projectFileRows.$inferInsert;

// Reading.

export const removeRows = (on: Sql, fileId: string) => on.delete(projectFileRows).where(eq(projectFileRows.fileId, fileId));
/** Many rows; outside a transaction of the caller's, what they refer to is looked up once. */
export async function insertRows(on: Sql, rows: readonly NewProjectRow[]): Promise<void> {
  if (rows.length === 0) return;
  if (isTransaction(on)) return insertMany(on, projectFileRows, rows);
  await (on as unknown as { $client: postgres.Sql }).$client.begin((tx) => copyIn(tx, [copyOf(projectFileRows, rows)]));
}
/** Rows that say which phase of which project they are about, and are not alone in it: none of them is taken. One pass over the rows, whatever is known of their number. */
export const listAmbiguous = (on: Sql, fileId: string) =>
  on.execute(sql`
    with alike as materialized (
      select row, to_jsonb(array_agg(row) over same) as rows, count(*) over same as n from project_file_rows where file_id = ${fileId}::uuid and outcome = 'good'
      window same as (partition by project_key, phase)
    ), several as materialized (select row, rows from alike where n > 1)
    update project_file_rows r set outcome = 'listed', reasons = jsonb_build_array(jsonb_build_object('code', 'ambiguous', 'rows', several.rows))
    from several where r.file_id = ${fileId}::uuid and r.row = several.row`);

// Letting in.

/** The last row of the piece that comes after `after`; undefined where nothing does. */
export const findPieceEnd = async (on: Sql, fileId: string, after: number, size: number) =>
  (
    await on.execute<{ end: number | null }>(sql`
      select max(row) as end from (select row from project_file_rows where file_id = ${fileId}::uuid and row > ${after} order by row limit ${size}) piece`)
  )[0]?.end ?? undefined;

const piece = ({ fileId, after, end }: Place) => sql`r.file_id = ${fileId}::uuid and r.row > ${after} and r.row <= ${end} and r.outcome = 'good'`;
/** A piece of a file, from after one row to another, and where it goes. */
export type Place = { fileId: string; programmeId: string; after: number; end: number; now: Date };

/** The projects of a piece that are not there yet. */
export async function insertProjects(on: Sql, place: Place): Promise<void> {
  const { programmeId } = place;
  await on.execute(sql`
    insert into projects (id, programme_id, code, name, site_name, phase, import_key)
    select distinct on (r.project_id) r.project_id, ${programmeId}::uuid, r.project->>'building' || '-' || left(r.project_key, 10), r.project->>'description',
      coalesce(r.facts->>'school', r.project->>'building'), 'planned', r.project_key
    from project_file_rows r where ${piece(place)} order by r.project_id, r.row
    on conflict do nothing`);
  await on.execute(sql`
    insert into stated_projects (project_id, building, type, description, numbers)
    select distinct on (r.project_id) r.project_id, r.project->>'building', r.project->>'type', r.project->>'description', r.project->>'numbers'
    from project_file_rows r where ${piece(place)} order by r.project_id, r.row
    on conflict do nothing`);
}

/** Keys of b whose value differs, with a's values. */
const differing = (a: string, b: string) =>
  sql.raw(
    `(select jsonb_object_agg(k, ${a}.facts->k) from jsonb_object_keys(${a}.facts || ${b}.facts) k where ${a}.facts->k is distinct from ${b}.facts->k)`,
  );

/** What a piece says of phases: new ones, and what differs of those that are there; each difference is an event. The same facts again do nothing. */
export async function placePhases(on: Sql, place: Place): Promise<void> {
  const { fileId, now } = place;
  const at = now.toISOString();
  await on.execute(sql`
    with said as (
      select r.row, r.phase, r.facts, r.phase_id, r.event_id, r.project_id, s.id is not null as is_known, s.gone_file_id is not null as is_gone,
        case when s.facts <> r.facts then ${differing('s', 'r')} end as before, case when s.facts <> r.facts then ${differing('r', 's')} end as after
      from project_file_rows r left join stated_phases s on s.id = r.phase_id where ${piece(place)}
    ), made as (
      insert into stated_phases (id, project_id, phase, facts, file_id, row) select phase_id, project_id, phase, facts, ${fileId}::uuid, row from said where not is_known
    ), changed as (
      update stated_phases s set facts = said.facts, file_id = ${fileId}::uuid, row = said.row, gone_file_id = null, version = s.version + 1
      from said where s.id = said.phase_id and said.is_known and (said.before is not null or said.is_gone)
    )
    insert into stated_phase_events (id, phase_id, file_id, row, kind, before, after, occurred_at)
    select event_id, phase_id, ${fileId}::uuid, row,
      case when not is_known then 'added' when is_gone then 'back' else 'changed' end, before, after, ${at}::timestamptz
    from said where not is_known or before is not null or is_gone`);
}

/** Where the projects of a programme stand, by the statuses of their phases; and where they are, as they are listed now. One pass over all, whatever is known of their number. */
export async function setProjectPhases(on: Sql, programmeId: string): Promise<void> {
  await on.execute(sql`
    update projects p set phase = stands.phase, site_name = coalesce(stands.school, p.site_name), version = p.version + 1
    from (
      select s.project_id, (array_agg(s.facts->>'school' order by s.row) filter (where s.facts ? 'school'))[1] as school,
        case when bool_and(coalesce(s.facts->>'status', '') = 'Complete') then 'complete'
          when bool_or(s.facts->>'status' in ('In-Progress','Complete') and s.phase not in ('Scope','Design')) then 'construction'
          when bool_or(s.facts->>'status' in ('In-Progress','Complete')) then 'design' else 'planned' end as phase
      from stated_phases s where s.gone_file_id is null group by s.project_id
    ) stands
    where p.id = stands.project_id and p.programme_id = ${programmeId}::uuid and (p.phase, p.site_name) is distinct from (stands.phase, coalesce(stands.school, p.site_name))`);
}

/** Phases that the file does not name at all, neither placed nor listed. */
export const listGone = (on: Sql, fileId: string, programmeId: string) =>
  on
    .select({ id: statedPhases.id, facts: statedPhases.facts })
    .from(statedPhases)
    .innerJoin(projects, eq(projects.id, statedPhases.projectId))
    .where(
      and(
        eq(projects.programmeId, programmeId),
        isNull(statedPhases.goneFileId),
        sql`${statedPhases.id} not in (select phase_id from project_file_rows where file_id = ${fileId}::uuid)`,
      ),
    )
    .orderBy(asc(statedPhases.id));
export async function setGone(on: Sql, fileId: string, gone: readonly (typeof statedPhaseEvents.$inferInsert)[]): Promise<void> {
  for (let from = 0; from < gone.length; from += 1_000) {
    const some = gone.slice(from, from + 1_000);
    await insertMany(on, statedPhaseEvents, some);
    await on
      .update(statedPhases)
      .set({ goneFileId: fileId, version: sql`${statedPhases.version} + 1` })
      .where(sql`${statedPhases.id} in ${some.map(({ phaseId }) => phaseId)}`);
  }
}

export const countOutcomes = async (on: Sql, fileId: string) =>
  (
    await on.execute<Record<string, string>>(sql`
      select count(*) as rows, count(*) filter (where outcome <> 'listed') as placed, count(*) filter (where outcome = 'listed') as listed,
        count(distinct project_key) filter (where outcome <> 'listed') as projects,
        count(*) filter (where outcome <> 'listed' and facts::text like '%Says":%') as unknown
      from project_file_rows where file_id = ${fileId}::uuid`)
  ).map((row) => Object.fromEntries(Object.entries(row).map(([name, n]) => [name, Number(n)])))[0]!;
export const countEvents = async (on: Sql, fileId: string) =>
  Object.fromEntries(
    (
      await on
        .select({ kind: statedPhaseEvents.kind, n: count() })
        .from(statedPhaseEvents)
        .where(eq(statedPhaseEvents.fileId, fileId))
        .groupBy(statedPhaseEvents.kind)
    ).map(({ kind, n }) => [kind, n]),
  ) as Partial<Record<'added' | 'changed' | 'gone' | 'back', number>>;

// What is read.

export const listListed = (on: Sql, fileId: string, limit: number, after = 0) =>
  on
    .select()
    .from(projectFileRows)
    .where(and(eq(projectFileRows.fileId, fileId), eq(projectFileRows.outcome, 'listed'), gt(projectFileRows.row, after)))
    .orderBy(asc(projectFileRows.row))
    .limit(limit);

/** What a file changed, in the order of its rows; what it lists no more comes last. */
/** After the last row: what stands in the file no more. */
export const NO_ROW = 2_147_483_647;
const AT = sql`coalesce(${statedPhaseEvents.row}, ${sql.raw(String(NO_ROW))})`;
export const listChanges = (on: Sql, fileId: string, kinds: readonly string[], limit: number, after: readonly [number, string] | undefined) =>
  on
    .select({
      id: statedPhaseEvents.id,
      kind: statedPhaseEvents.kind,
      row: statedPhaseEvents.row,
      before: statedPhaseEvents.before,
      after: statedPhaseEvents.after,
      occurredAt: statedPhaseEvents.occurredAt,
      phase: statedPhases.phase,
      project: { id: projects.id, code: projects.code, name: projects.name, siteName: projects.siteName },
    })
    .from(statedPhaseEvents)
    .innerJoin(statedPhases, eq(statedPhases.id, statedPhaseEvents.phaseId))
    .innerJoin(projects, eq(projects.id, statedPhases.projectId))
    .where(
      and(
        eq(statedPhaseEvents.fileId, fileId),
        sql`${statedPhaseEvents.kind} in ${[...kinds]}`,
        after === undefined ? undefined : sql`(${AT}, ${statedPhaseEvents.id}) > (${after[0]}::int, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(AT, asc(statedPhaseEvents.id))
    .limit(limit);

type Asked = { programmeId: string; q: string | undefined; limit: number; after: string | undefined };
/** Projects of another owner with the sums of what their phases state. */
export const listStated = (on: Sql, { programmeId, q, limit, after }: Asked) =>
  on
    .select({
      id: projects.id,
      code: projects.code,
      name: projects.name,
      siteName: projects.siteName,
      phase: projects.phase,
      type: statedProjects.type,
      building: statedProjects.building,
      phases: count(statedPhases.id),
      budgetCents: sum(statedPhases.budgetCents),
      estimateCents: sum(statedPhases.estimateCents),
      spentCents: sum(statedPhases.spentCents),
    })
    .from(projects)
    .innerJoin(statedProjects, eq(statedProjects.projectId, projects.id))
    .leftJoin(statedPhases, and(eq(statedPhases.projectId, projects.id), isNull(statedPhases.goneFileId)))
    .where(
      and(
        eq(projects.programmeId, programmeId),
        q === undefined ? undefined : or(ilike(projects.name, like(q)), ilike(projects.siteName, like(q)), ilike(projects.code, like(q))),
        after === undefined ? undefined : gt(projects.code, after),
      ),
    )
    .groupBy(projects.id, statedProjects.projectId)
    .orderBy(asc(projects.code))
    .limit(limit);
const like = (q: string) => `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

export const sumStated = async (on: Sql, programmeId: string) =>
  (
    await on
      .select({
        projects: sql<number>`count(distinct ${projects.id})::int`,
        phases: count(statedPhases.id),
        budgetCents: sum(statedPhases.budgetCents),
        withoutBudget: sql<number>`count(*) filter (where ${statedPhases.id} is not null and ${statedPhases.budgetCents} is null)::int`,
        estimateCents: sum(statedPhases.estimateCents),
        spentCents: sum(statedPhases.spentCents),
      })
      .from(projects)
      .leftJoin(statedPhases, and(eq(statedPhases.projectId, projects.id), isNull(statedPhases.goneFileId)))
      .where(eq(projects.programmeId, programmeId))
  )[0]!;

export const findStated = async (on: Sql, projectId: string) =>
  (
    await on
      .select({ project: projects, stated: statedProjects })
      .from(projects)
      .innerJoin(statedProjects, eq(statedProjects.projectId, projects.id))
      .where(eq(projects.id, projectId))
  )[0];
export const listPhases = (on: Sql, projectId: string) =>
  on.select().from(statedPhases).where(eq(statedPhases.projectId, projectId)).orderBy(asc(statedPhases.row));
export const listPhaseEvents = (on: Sql, projectId: string, limit: number) =>
  on
    .select({ event: statedPhaseEvents, phase: statedPhases.phase })
    .from(statedPhaseEvents)
    .innerJoin(statedPhases, eq(statedPhases.id, statedPhaseEvents.phaseId))
    .where(and(eq(statedPhases.projectId, projectId), ne(statedPhaseEvents.kind, 'added')))
    .orderBy(desc(statedPhaseEvents.occurredAt), desc(statedPhaseEvents.id))
    .limit(limit);
