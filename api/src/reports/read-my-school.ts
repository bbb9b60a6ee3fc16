import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { readApprovalsAt } from '../work-orders/index.ts';
import { noSchoolOfYours } from './problems.ts';
import { countDone, countSchool, listDone, listSchools, listVisits, reachOf } from './queries.ts';
import { schoolsOf } from './rules/my-schools.ts';
import { doneOn, ratingRows } from './rules/panel.ts';
import { daysOf, weekOf } from './rules/period.ts';

const VISITS_AT_MOST = 100;
const DONE_AT_MOST = 8;

/** A school on one page, for who runs it: the first of theirs unless they name one. 404 where they run none. */
export async function readMySchool(on: Sql, actor: Actor, { siteId }: { siteId?: string | undefined }, now: Date) {
  const schools = await listSchools(on, reachOf(schoolsOf(actor)));
  const own = schools.find(({ id }) => id === actor.siteId) ?? schools[0];
  const site = siteId === undefined ? own : schools.find(({ id }) => id === siteId);
  if (!site) throw noSchoolOfYours();

  const today = districtDay(now);
  const scope = { siteId: site.id };
  const week = weekOf(today);
  const [monday, sunday] = [week[0]!, week[6]!];
  const days = daysOf('last_90_days', today);
  const lately = { ...scope, completedFrom: days.from, completedTo: days.to };
  const [counts, approvals, visits, done, doneCounts] = await Promise.all([
    countSchool(on, actor, scope, { now, today }),
    readApprovalsAt(on, actor, site.id, now),
    listVisits(on, actor, scope, { from: monday, to: sunday, limit: VISITS_AT_MOST }),
    listDone(on, actor, lately, DONE_AT_MOST),
    countDone(on, actor, lately),
  ]);
  const { rows: ratings, mean } = ratingRows(doneCounts, { ...scope, ...doneOn(days) });
  const open = { ...scope, isOpen: 'true' };
  return {
    asOf: now,
    schools,
    site,
    open: { orders: counts.open, query: open },
    late: { orders: counts.late, query: { ...scope, due: 'late' } },
    planned: { orders: counts.planned, query: { ...open, plannedFrom: today } },
    approvals,
    visits: week.map((day) => ({ day, isToday: day === today, orders: visits.filter(({ plannedOn }) => plannedOn === day) })),
    ratings: {
      ...days,
      mean,
      rated: ratings.reduce((sum, row) => sum + row.values[0]!, 0),
      query: { ...scope, ...doneOn(days), isRated: 'true' },
      rows: ratings,
    },
    done: { ...days, orders: done, total: doneCounts.reduce((sum, one) => sum + one.orders, 0), query: { ...scope, ...doneOn(days) } },
  };
}
