import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { notForYou } from '../problems.ts';
import { dueOf } from '../refresh/forecast.ts';
import { keepsSomewhere, readsEverywhere, readsFigures, readsSmallFigures, readsSomewhere, readsViews } from '../rules/access.ts';
import { DEFINITIONS } from '../rules/definitions.ts';
import {
  type Coverage,
  coverageRatio,
  gap,
  loanerCover,
  median,
  needQuartiles,
  onTarget,
  perHundred,
  TARGET_RATIO,
  together,
} from '../rules/measures.ts';
import type { Due } from '../rules/refresh.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import { atLeast, type Grouping, type Published, publishParts, SMALL } from '../rules/suppression.ts';
import { placesOf } from './places.ts';
import {
  type AlikeRow,
  countStanding,
  hasDemonstration,
  listAges,
  listAlike,
  listBreakage,
  listCoverage,
  listNeeds,
  listRepairDays,
  type SchoolRow,
} from './queries.ts';

const YEAR_MS = 365 * 86_400_000;
const YEARS_BACK = 3;

/** What is compared: of the quarters by need, the first and the last are shown before those between. */
const ENDS_OF_NEED = ['1', '4'];

const shown = ({ students, covered }: Coverage) => ({ students, covered, ratio: coverageRatio({ students, covered }) });
type Shown = { students: number | null; covered: number | null; ratio: number | null };

/** Schools, their groups and all together as this person may see them: everything, or without what would tell few students apart. */
function present(
  rows: readonly SchoolRow[],
  groupings: readonly Grouping[],
  hidesSmall: boolean,
): { parts: Shown[]; groups: Map<string, Shown>[]; total: Shown } {
  if (!hidesSmall) {
    const groups = groupings.map((grouping) => sumsOf(rows, grouping)).map((sums) => new Map([...sums].map(([name, sum]) => [name, shown(sum)])));
    return { parts: rows.map(shown), groups, total: shown(together(rows)) };
  }
  const back = ({ whole, of, ratio }: Published): Shown => ({ students: whole, covered: of, ratio });
  const published = publishParts(
    rows.map(({ students, covered }) => ({ whole: students, of: covered })),
    groupings,
    ENDS_OF_NEED,
  );
  const groups = published.groups.map((group) => new Map([...group].map(([name, sum]) => [name, back(sum)])));
  return { parts: published.parts.map(back), groups, total: back(published.total) };
}

/** The sum of each group, by its name; what is in none is left out. */
function sumsOf(rows: readonly SchoolRow[], grouping: Grouping): Map<string, Coverage> {
  const named = Map.groupBy(rows.keys(), (i) => grouping[i] ?? null);
  return new Map([...named].flatMap(([name, own]) => (name === null ? [] : [[name, together(own.map((i) => rows[i]!))] as const])));
}

const inOrder = (groups: ReadonlyMap<string, Shown>) =>
  [...groups].map(([name, one]) => ({ name, ...one })).toSorted((a, b) => a.name.localeCompare(b.name));

/** Coverage of these schools and their groups. `needs` are those of all schools of the district, since a quarter is one of the district. `hidesSmall`: without what would tell few students apart. */
export function coverageOf(rows: readonly SchoolRow[], needs: readonly { id: string; need: number | null }[], hidesSmall: boolean) {
  const quartiles = needQuartiles(needs.map(({ id, need }) => ({ id, share: need })));
  const groupings: Grouping[] = [
    rows.map(({ level }) => level),
    rows.map(({ area }) => area),
    rows.map(({ id }) => quartiles.get(id)?.toString() ?? null),
  ];
  const { parts, groups, total } = present(rows, groupings, hidesSmall);
  // Of what is shown alone: from a gap and one of its ends the other is found.
  const [byLevel, byArea, byNeed] = groups as [Map<string, Shown>, Map<string, Shown>, Map<string, Shown>];
  const [least, most] = ENDS_OF_NEED.map((name) => byNeed.get(name)?.ratio);
  const byLoaner = rows.reduce((sum, row) => sum + row.by_loaner, 0);
  return {
    ...total,
    onTarget: onTarget(rows),
    byLoaner: hidesSmall && byLoaner > 0 && byLoaner < SMALL ? null : byLoaner,
    schools: rows.map(({ id, name, level, area, students, covered }, i) => ({
      id,
      name,
      level,
      area,
      quartile: quartiles.get(id) ?? null,
      ...parts[i]!,
      atLeast: parts[i]!.ratio === null ? atLeast({ of: covered, whole: students }) : null,
    })),
    byLevel: inOrder(byLevel),
    byArea: inOrder(byArea),
    byNeed: inOrder(byNeed),
    needGap: least == null || most == null ? null : least - most,
    levelGap: gap([...byLevel.values()].map(({ ratio }) => ratio)),
    areaGap: gap([...byArea.values()].map(({ ratio }) => ratio)),
  };
}

/** When makers’ updates end, and how many devices that catches before they are to be replaced. */
function cliffsOf(rows: readonly AlikeRow[]) {
  const cliffs = new Map<string, { expiresOn: string; model: string; count: number; beforeRefresh: number }>();
  for (const { expires, make, model, planned, count } of rows) {
    if (expires === null) continue;
    const key = `${expires} ${make} ${model}`;
    const one = cliffs.get(key) ?? { expiresOn: expires, model: `${make} ${model}`, count: 0, beforeRefresh: 0 };
    const isEarly = planned !== null && expires < planned;
    cliffs.set(key, { ...one, count: one.count + count, beforeRefresh: one.beforeRefresh + (isEarly ? count : 0) });
  }
  return [...cliffs.values()].toSorted((a, b) => a.expiresOn.localeCompare(b.expiresOn) || a.model.localeCompare(b.model));
}

function refreshOf(due: readonly Due[], schools: ReadonlyMap<string, string>) {
  const years = [...Map.groupBy(due, ({ schoolYear }) => schoolYear)].toSorted(([a], [b]) => a - b);
  return {
    refresh: years.map(([schoolYear, all]) => ({
      schoolYear,
      count: all.reduce((sum, { count }) => sum + count, 0),
      cost: dollarsOf(all.reduce((sum, { cents }) => sum + cents, 0n)),
      unpriced: all.reduce((sum, { unpriced }) => sum + unpriced, 0),
    })),
    refreshBySchool: due
      .flatMap(({ siteId, schoolYear, count, cents }) => {
        const name = schools.get(siteId);
        return name === undefined ? [] : [{ siteId, name, schoolYear, count, cost: dollarsOf(cents) }];
      })
      .toSorted((a, b) => a.name.localeCompare(b.name) || a.schoolYear - b.schoolYear),
  };
}

/** Coverage and equity, age, breakage, repairs, loaners and what is to be replaced, where this person sees figures. */
export async function readMeasures(on: Sql, actor: Actor, now: Date) {
  if (!readsFigures(actor)) throw notForYou();
  const at = await placesOf(on, actor);
  const [today, thisYear] = [districtDay(now), schoolYearOf(districtDay(now))];
  const isSmallHidden = at.siteIds === null && !readsSmallFigures(actor);
  const [schools, needs, age, breakage, repairDays, standing, alike, isDemonstration] = await Promise.all([
    listCoverage(on, at),
    listNeeds(on),
    listAges(on, at),
    listBreakage(on, at, { from: thisYear - YEARS_BACK, to: thisYear }),
    listRepairDays(on, at, new Date(now.getTime() - YEAR_MS)),
    countStanding(on, at, today),
    listAlike(on, at),
    hasDemonstration(on),
  ]);
  const coverage = coverageOf(schools, needs, isSmallHidden);
  const served = together(schools).students;
  return {
    today,
    isDemonstration,
    may: { list: readsSomewhere(actor), counter: keepsSomewhere(actor), readViews: readsViews(actor), lots: readsEverywhere(actor) },
    isSmallHidden,
    target: TARGET_RATIO,
    coverage,
    devicesPerStudent: served === 0 ? null : standing.in_use / served,
    age: age.map(({ school_year: schoolYear, count }) => ({ schoolYear, count })),
    breakage: breakage
      .filter(({ devices }) => !isSmallHidden || devices >= SMALL)
      .map(({ school_year: schoolYear, grade, devices, breakages }) => ({ schoolYear, grade, devices, perHundred: perHundred(breakages, devices) })),
    medianRepairDays: median(repairDays.map(({ days }) => days)),
    loanerCover: loanerCover(standing.loaners, standing.mending),
    standing: {
      inUse: standing.in_use,
      mending: standing.mending,
      loaners: standing.loaners,
      loanersInStock: standing.loaners_in_stock,
      overdue: standing.overdue,
      unreturned: standing.unreturned,
      silent: standing.silent,
    },
    cliffs: cliffsOf(alike),
    ...refreshOf(dueOf(alike, today), new Map(schools.map(({ id, name }) => [id, name]))),
    definitions: [...DEFINITIONS],
  };
}
