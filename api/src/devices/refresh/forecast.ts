import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { type AlikeRow, listAlike } from '../measures/queries.ts';
import { type Due, refreshForecast } from '../rules/refresh.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import { countGrades, listPlans } from './queries.ts';

/** So far the forecast looks. */
export const YEARS_AHEAD = 6;

/** What falls due in the years that are looked at, by school and year. */
export function dueOf(rows: readonly AlikeRow[], today: string): Due[] {
  const alike = rows.map((row) => ({
    siteId: row.site_id,
    plannedRefreshOn: row.planned,
    autoUpdateExpiresOn: row.expires,
    unitCents: row.unit_cents === null ? null : BigInt(row.unit_cents),
    count: row.count,
  }));
  return refreshForecast(alike, today).filter(({ schoolYear }) => schoolYear < schoolYearOf(today) + YEARS_AHEAD);
}

/** Each plan with what it comes to: as many as there are in that grade today. */
export async function pricedPlans(on: Sql) {
  const students = new Map((await countGrades(on)).map((row) => [row.grade, row.students]));
  return (await listPlans(on)).map(({ plan, model }) => {
    const count = students.get(plan.grade) ?? 0;
    return { ...plan, model, students: count, cents: plan.unitCents * BigInt(count) };
  });
}

type Planned = { schoolYear: number; students: number; cents: bigint };

/** By school year what falls due and what is planned to be bought. */
export function byYear(due: readonly Due[], plans: readonly Planned[]) {
  const years = [...new Set([...due, ...plans].map(({ schoolYear }) => schoolYear))].toSorted((a, b) => a - b);
  return years.map((schoolYear) => {
    const [falling, own] = [due.filter((one) => one.schoolYear === schoolYear), plans.filter((one) => one.schoolYear === schoolYear)];
    return {
      schoolYear,
      count: falling.reduce((sum, { count }) => sum + count, 0),
      cost: dollarsOf(falling.reduce((sum, { cents }) => sum + cents, 0n)),
      unpriced: falling.reduce((sum, { unpriced }) => sum + unpriced, 0),
      planned:
        own.length === 0
          ? null
          : { count: own.reduce((sum, { students }) => sum + students, 0), cost: dollarsOf(own.reduce((sum, { cents }) => sum + cents, 0n)) },
    };
  });
}

/** The years ahead of the whole district, for those who plan its money. */
export async function refreshAhead(on: Sql, now: Date) {
  const today = districtDay(now);
  const plans = (await pricedPlans(on)).filter(({ schoolYear }) => schoolYear >= schoolYearOf(today));
  return byYear(dueOf(await listAlike(on, { siteIds: null }), today), plans);
}
