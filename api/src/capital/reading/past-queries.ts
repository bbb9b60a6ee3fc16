import { projects } from '@steward/db/schema';
import { type SQL, sql } from 'drizzle-orm';
import { DISTRICT_ZONE } from '#kernel/day.ts';

// What was so on a day that is over, read back from what happened after it. What nobody noted then is not known, and said so.

/** The day in the district on which something happened. */
export const dayOf = (column: SQL) => sql`(${column} at time zone ${DISTRICT_ZONE})::date`;

const firstAfter = (what: SQL, asOf: string, of: SQL) => sql`(select ${what} from capital_events v
  where v.project_id = ${projects.id} and ${dayOf(sql`v.occurred_at`)} > ${asOf} and ${of} order by v.occurred_at, v.id limit 1)`;

/** The day on which a project was added by hand or decided; null: it was there from the beginning. */
const projectAddedOn = sql`(select min(${dayOf(sql`v.occurred_at`)}) from capital_events v where v.project_id = ${projects.id} and v.kind in ('project_added', 'project_decided'))`;
/** The day on which a promise `s` was added by hand, or its project decided; null: it was there from the beginning. */
export const scopeAddedOn = sql`coalesce(
  (select min(${dayOf(sql`v.occurred_at`)}) from capital_events v where v.project_id = s.project_id and v.kind = 'scope_added' and v.data->>'scopeId' = s.id::text),
  (select min(${dayOf(sql`v.occurred_at`)}) from capital_events v where v.project_id = s.project_id and v.kind = 'project_decided'))`;
/** The day of what was shown to voters or the board: the first baseline of a project's programme; null: there is none. */
export const firstPromised = (projectId: SQL): SQL =>
  sql`(select min(b.adopted_on) from baselines b join projects bp on bp.programme_id = b.programme_id where bp.id = ${projectId})`;

/** Was a project there then? */
export const projectWasThere = (asOf: string | undefined): SQL =>
  asOf === undefined ? sql`true` : sql`coalesce(${projectAddedOn} <= ${asOf}, true)`;
/** Was a promise `s` there then? */
export const scopeWasThere = (asOf: string | undefined): SQL => (asOf === undefined ? sql`true` : sql`coalesce(${scopeAddedOn} <= ${asOf}, true)`);

/** The phase of a project then. */
export const phaseAt = (asOf: string | undefined): SQL =>
  asOf === undefined
    ? sql`${projects.phase}`
    : sql`coalesce(${firstAfter(
        sql`coalesce(v.data->>'from', v.data->'before'->>'phase')`,
        asOf,
        sql`v.kind in ('phase_changed', 'project_changed') and coalesce(v.data->>'from', v.data->'before'->>'phase') is not null`,
      )}, ${projects.phase})`;

/** How much of the work was done then, by the phase `phase` that it was in; null: not known. */
export const progressAt = (asOf: string | undefined, phase: SQL): SQL =>
  asOf === undefined
    ? sql`${projects.progressRatio}`
    : sql`coalesce(${firstAfter(
        sql`(v.data->'before'->>'progressRatio')::double precision`,
        asOf,
        sql`v.kind = 'project_changed' and v.data->'before'->>'progressRatio' is not null`,
      )}, case when ${phase} in ('planned', 'design', 'bid_award') then 0 when ${phase} in ('closeout', 'warranty', 'complete') then 1 end)`;

/** What had become of a promise `s` then. */
export const scopeStateAt = (asOf: string | undefined): SQL =>
  asOf === undefined
    ? sql`s.state`
    : sql`case when s.state = 'complete' and s.completed_on <= ${asOf} then 'complete'
        when s.completed_on > ${asOf} or later.id is not null then coalesce(later.before, case when exists (select from project_phases b
          where b.project_id = s.project_id and b.phase = 'construction' and b.actual_start_on <= ${asOf}) then 'under_way' else 'promised' end)
        else s.state end`;

/** The first thing that became of a promise `s` after that day. */
export const scopeLater = (asOf: string | undefined): SQL =>
  asOf === undefined
    ? sql``
    : sql`left join lateral (select v.id, v.data->'before'->>'state' as before from capital_events v
        where v.project_id = s.project_id and v.kind in ('scope_changed', 'scope_dropped', 'scope_completed', 'scope_reopened')
          and (v.data->>'scopeId' = s.id::text or (v.data->>'scopeId' is null and v.data->>'promise' = s.promise))
          and ${dayOf(sql`v.occurred_at`)} > ${asOf} order by v.occurred_at, v.id limit 1) later on true`;

/** A day, where it had come then. */
export const cameBy = (asOf: string | undefined, day: SQL): SQL => (asOf === undefined ? day : sql`case when ${day} <= ${asOf} then ${day} end`);

/** Until when a phase `f` was planned then: before it was moved since. */
export const plannedEndAt = (asOf: string | undefined): SQL =>
  asOf === undefined
    ? sql`f.planned_end_on`
    : sql`coalesce((select (v.data->'before'->>'plannedEndOn')::date from capital_events v
        where v.project_id = f.project_id and v.kind = 'phase_changed' and v.data->>'phase' = f.phase and v.data->'before'->>'plannedEndOn' is not null
          and ${dayOf(sql`v.occurred_at`)} > ${asOf} order by v.occurred_at, v.id limit 1),
      (f.planned_end_on - coalesce((select sum((v.data->>'months')::int) from capital_events v
        where v.project_id = f.project_id and v.kind = 'schedule_changed' and v.data->>'phase' = f.phase and ${dayOf(sql`v.occurred_at`)} > ${asOf}), 0) * interval '1 month')::date)`;

/** Was a request `r` there then, and not decided? */
export const openAt = (asOf: string | undefined): SQL =>
  asOf === undefined
    ? sql`r.decided_at is null`
    : sql`${dayOf(sql`r.requested_at`)} <= ${asOf} and (r.decided_at is null or ${dayOf(sql`r.decided_at`)} > ${asOf})`;
