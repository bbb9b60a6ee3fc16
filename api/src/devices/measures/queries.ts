import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import { SERVED_GRADES } from '../rules/school-year.ts';
import { SILENT_DAYS } from '../rules/use.ts';

/** Where devices are looked at: all schools, or those of some areas or sites. */
export type Within = { siteIds: readonly string[] | null };

const grades = sql.raw(`(${SERVED_GRADES.join(',')})`);
const within = ({ siteIds }: Within, column: string) =>
  siteIds === null ? sql`true` : sql`${sql.raw(column)} = any(${sql.param(`{${siteIds.join(',')}}`)}::uuid[])`;
const SERVED = sql`s.status = 'active' and s.is_in_programme and s.grade in ${grades} and i.status = 'active' and i.is_charter is not true and i.level is distinct from 'charter'`;
const NEED = sql`case when i.enrollment > 0 and i.free_reduced_lunch is not null then least(1, i.free_reduced_lunch::float8 / i.enrollment) end`;
const IN_USE = sql`d.status not in ('ordered','received','retired','disposed','lost','stolen')`;

export type SchoolRow = {
  id: string;
  name: string;
  level: string | null;
  area: string | null;
  need: number | null;
  students: number;
  covered: number;
  by_loaner: number;
};
/** The need of every school that is served, for the quarters of the district. */
export const listNeeds = (on: Sql) =>
  on.execute<{ id: string; need: number | null }>(sql`
    select i.id, ${NEED} as need from sites i where exists (select 1 from students s where s.site_id = i.id and ${SERVED})`);

/** Of each school the students who are served, those with a working device of their own, and those who make do with a loaner. Charter schools have their own. */
export const listCoverage = (on: Sql, at: Within) =>
  on.execute<SchoolRow>(sql`
    select i.id, i.name, i.level, a.name as area, ${NEED} as need,
      count(*)::int as students,
      count(*) filter (where d.status = 'assigned')::int as covered,
      count(*) filter (where d.status is distinct from 'assigned' and l.id is not null)::int as by_loaner
    from students s join sites i on i.id = s.site_id left join areas a on a.id = i.area_id
    left join device_assignments p on p.student_id = s.id and p.kind = 'primary' and p.ended_at is null
    left join devices d on d.id = p.device_id
    left join device_assignments l on l.student_id = s.id and l.kind = 'loaner' and l.ended_at is null
    where ${SERVED} and ${within(at, 'i.id')}
    group by i.id, a.name order by i.name`);

/** Devices in use by the school year in which they were bought. */
export const listAges = (on: Sql, at: Within) =>
  on.execute<{ school_year: number | null; count: number }>(sql`
    select (extract(year from d.acquired_on - interval '6 months'))::int as school_year, count(*)::int as count
    from devices d where ${IN_USE} and ${within(at, 'd.home_site_id')} group by 1 order by 1`);

/** Repairs opened by school year and the grade of whoever had the device then, with the devices that were with students of that grade in the middle of that year. */
export const listBreakage = (on: Sql, at: Within, { from, to }: { from: number; to: number }) =>
  on.execute<{ school_year: number; grade: number; devices: number; breakages: number }>(sql`
    with years as (select y as school_year, make_date(y + 1, 1, 31)::timestamptz as middle from generate_series(${from}::int, ${to}::int) y),
    held as (
      select a.id, a.student_id, a.started_at, a.ended_at,
        s.grade - (case when s.status = 'left' then extract(year from s.left_on - interval '6 months')::int else ${to}::int end) as grade_at_0
      from device_assignments a join students s on s.id = a.student_id
      where a.kind = 'primary' and ${within(at, 'a.site_id')}),
    used as (
      select y.school_year, h.grade_at_0 + y.school_year as grade, count(*)::int as devices
      from years y join held h on h.started_at <= least(y.middle, now()) and (h.ended_at is null or h.ended_at > least(y.middle, now()))
      group by 1, 2),
    broken as (
      select extract(year from r.opened_at - interval '6 months')::int as school_year, h.grade_at_0 + extract(year from r.opened_at - interval '6 months')::int as grade, count(*)::int as breakages
      from device_repairs r join held h on h.id = r.assignment_id group by 1, 2)
    select u.school_year, u.grade, u.devices, coalesce(b.breakages, 0)::int as breakages
    from used u left join broken b using (school_year, grade)
    where u.grade in ${grades} order by 1, 2`);

/** How many days each repair of the last year took. */
export const listRepairDays = (on: Sql, at: Within, since: Date) =>
  on.execute<{ days: number }>(sql`
    select extract(epoch from r.closed_at - r.opened_at)::float8 / 86400 as days from device_repairs r join devices d on d.id = r.device_id
    where r.closed_at >= ${since.toISOString()} and r.outcome = 'mended' and ${within(at, 'd.home_site_id')}`);

export type Standing = {
  in_use: number;
  mending: number;
  loaners_in_stock: number;
  loaners: number;
  overdue: number;
  unreturned: number;
  silent: number;
};
/** What stands now. */
export const countStanding = async (on: Sql, at: Within, today: string): Promise<Standing> =>
  (
    await on.execute<Standing>(sql`
    select count(*) filter (where ${IN_USE})::int as in_use,
      count(*) filter (where d.status in ('in_repair','vendor_repair','warranty_repair','awaiting_parts'))::int as mending,
      count(*) filter (where d.is_loaner and d.status = 'in_stock')::int as loaners_in_stock,
      count(*) filter (where d.is_loaner and ${IN_USE})::int as loaners,
      count(*) filter (where a.due_on < ${today})::int as overdue,
      count(*) filter (where s.status = 'left')::int as unreturned,
      count(*) filter (where d.status in ('assigned','on_loan') and greatest(a.started_at, d.last_seen_at) < ${today}::date - ${SILENT_DAYS}::int)::int as silent
    from devices d left join device_assignments a on a.device_id = d.id and a.ended_at is null left join students s on s.id = a.student_id
    where ${within(at, 'd.home_site_id')}`)
  )[0]!;

export type AlikeRow = {
  site_id: string;
  planned: string | null;
  expires: string | null;
  unit_cents: string | null;
  count: number;
  make: string;
  model: string;
};
/** Devices in use that are alike: what is replaced when, and at which price of today. */
export const listAlike = (on: Sql, at: Within) =>
  on.execute<AlikeRow>(sql`
    select d.home_site_id as site_id, d.planned_refresh_on::text as planned, m.auto_update_expires_on::text as expires, m.price_cents::text as unit_cents,
      m.make, m.name as model, count(*)::int as count
    from devices d join device_models m on m.id = d.model_id
    where ${IN_USE} and ${within(at, 'd.home_site_id')} group by 1, 2, 3, 4, 5, 6`);

export const hasDemonstration = async (on: Sql) => (await on.execute(sql`select 1 from devices where is_demonstration limit 1`)).length > 0;

/** What schools are called. */
export const listSchoolNames = (on: Sql) => on.execute<{ id: string; name: string }>(sql`select id, name from sites`);

/** The schools in these areas, and these schools. */
export const sitesWithin = async (on: Sql, areaIds: readonly string[], siteIds: readonly string[]) =>
  (
    await on.execute<{ id: string }>(
      sql`select id from sites where area_id = any(${sql.param(`{${areaIds.join(',')}}`)}::uuid[]) or id = any(${sql.param(`{${siteIds.join(',')}}`)}::uuid[])`,
    )
  ).map(({ id }) => id);
