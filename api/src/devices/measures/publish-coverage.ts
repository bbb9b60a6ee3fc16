import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { notForYou, schoolNotFound } from '../problems.ts';
import { findSiteOfDevices } from '../queries.ts';
import { readsFigures, readsSmallFigures } from '../rules/access.ts';
import { coverageRatio, TARGET_RATIO } from '../rules/measures.ts';
import { placesOf } from './places.ts';
import { countStanding, hasDemonstration, listAges, listCoverage } from './queries.ts';
import { coverageOf } from './read-measures.ts';

/** Of what is hidden the number of students is hidden too: beside a sum it would give a small school away. */
const whole = <One extends { students: number | null; covered: number | null }>(one: One): One =>
  one.covered === null ? { ...one, students: null } : one;

/** How many students have a working device, as everybody may know it: what would tell few students apart is hidden. */
export async function publishCoverage(on: Sql) {
  const [rows, isDemonstration] = await Promise.all([listCoverage(on, { siteIds: null }), hasDemonstration(on)]);
  const { students, covered, ratio, onTarget, schools, byNeed } = coverageOf(rows, rows, true);
  const coverage = { ...whole({ students, covered, ratio }), onTarget, schools: schools.map(whole), byNeed: byNeed.map(whole) };
  return { isDemonstration, target: TARGET_RATIO, coverage };
}

/** The devices of one school, for who sees its figures whole. */
export async function readSchoolDevices(on: Sql, actor: Actor, siteId: string, now: Date) {
  if (!readsFigures(actor)) throw notForYou();
  const { siteIds } = await placesOf(on, actor);
  if (siteIds === null ? !readsSmallFigures(actor) : !siteIds.includes(siteId)) throw notForYou();
  if (!(await findSiteOfDevices(on, siteId))) throw schoolNotFound();
  const at = { siteIds: [siteId] };
  const [[school], age, standing, isDemonstration] = await Promise.all([
    listCoverage(on, at),
    listAges(on, at),
    countStanding(on, at, districtDay(now)),
    hasDemonstration(on),
  ]);
  const { students, covered } = school ?? { students: 0, covered: 0 };
  const ratio = coverageRatio({ students, covered });
  return {
    isDemonstration,
    target: TARGET_RATIO,
    coverage: { students, covered, ratio, isBelow: ratio === null ? null : ratio < TARGET_RATIO, byLoaner: school?.by_loaner ?? 0 },
    age: age.map(({ school_year: schoolYear, count }) => ({ schoolYear, count })),
    standing: {
      inUse: standing.in_use,
      mending: standing.mending,
      loaners: standing.loaners,
      loanersInStock: standing.loaners_in_stock,
      overdue: standing.overdue,
    },
  };
}
