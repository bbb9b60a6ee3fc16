import { effectiveKbps, kbpsEach, usersOf } from './bandwidth.ts';
import { gini, quantile, quarterOf, type Share, theil, theilBetween } from './spread.ts';
import { isAtTarget, type Target } from './targets.ts';

export type SchoolLinks = {
  siteId: string;
  level: string | null;
  areaId: string | null;
  students: number | null;
  staff: number | null;
  freeReducedLunch: number | null;
  /** Of all circuits that are live together; null: no circuit is known, which is not 0. */
  downMbps: number | null;
  hasFibre: boolean;
};
export const GROUPINGS = ['level', 'need', 'area', 'fibre'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The share of a school's students with free or reduced lunch. */
export const needOf = ({ students, freeReducedLunch }: SchoolLinks): number | null =>
  students === null || students === 0 || freeReducedLunch === null ? null : freeReducedLunch / students;

const peopleOf = (school: SchoolLinks, per: Target['per']) => (per === 'student' ? school.students : usersOf(school));
const addUp = (numbers: readonly (number | null)[]) => numbers.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/**
 * Each school with what its users have, and by what it is held against the target. The way out is shared by all users of the schools that
 * have a circuit; what it leaves each is the same everywhere.
 */
export function measureSchools<T extends SchoolLinks>(schools: readonly T[], ispMbps: number | null, target: Target) {
  const connected = schools.filter((school) => school.downMbps !== null);
  const allUsers = addUp(connected.map(usersOf));
  const allPeople = addUp(connected.map((school) => peopleOf(school, target.per)));
  const needs = schools.map(needOf).filter((need) => need !== null);
  return schools.map((school) => {
    const users = usersOf(school);
    const wanKbps = school.downMbps === null ? null : kbpsEach(school.downMbps, users);
    const ispKbps = ispMbps === null ? null : kbpsEach(ispMbps, allUsers);
    const people = peopleOf(school, target.per);
    const wanEach = school.downMbps === null ? null : kbpsEach(school.downMbps, people);
    const againstKbps = effectiveKbps(wanEach, ispMbps === null ? null : kbpsEach(ispMbps, allPeople));
    return {
      ...school,
      users,
      need: needOf(school),
      needQuarter: quarterOf(needOf(school), needs),
      wanKbps,
      effectiveKbps: effectiveKbps(wanKbps, ispKbps),
      againstKbps,
      isAtTarget: isAtTarget(againstKbps, target),
      cause: causeOf(wanEach, ispMbps === null ? null : kbpsEach(ispMbps, allPeople), target),
    };
  });
}
export type MeasuredSchool = ReturnType<typeof measureSchools<SchoolLinks>>[number];

/** What keeps a school below: its own link, the way out, or both; null where it is at the target or unknown. */
function causeOf(wan: number | null, isp: number | null, { kbps }: Target): 'link' | 'way_out' | 'both' | null {
  if (wan === null) return null;
  const [link, wayOut] = [wan < kbps, isp !== null && isp < kbps];
  return link && wayOut ? 'both' : link ? 'link' : wayOut ? 'way_out' : null;
}

/** Which group a school is in; `none` where that is unknown. */
export function groupOf(school: MeasuredSchool, by: Grouping): string {
  const key = { level: school.level, need: school.needQuarter, area: school.areaId, fibre: school.hasFibre ? 'fibre' : 'other' }[by];
  return key === null ? 'none' : String(key);
}

type Sharing = Share & { school: MeasuredSchool };
const sharesOf = (schools: readonly MeasuredSchool[]): Sharing[] =>
  schools.flatMap((school) =>
    school.effectiveKbps === null || school.users === null ? [] : [{ kbps: school.effectiveKbps, users: school.users, school }],
  );

/** How evenly bandwidth lies among these schools: quantiles count schools, Gini and Theil count users. Ratios unrounded; null: nothing is known. */
export function equityOf(schools: readonly MeasuredSchool[]) {
  const shares = sharesOf(schools);
  const judged = schools.filter((school) => school.isAtTarget !== null);
  const values = shares.map(({ kbps }) => kbps);
  const [p10, p90] = [quantile(values, 0.1), quantile(values, 0.9)];
  return {
    schools: schools.length,
    judged: judged.length,
    atTarget: judged.filter((school) => school.isAtTarget).length,
    users: addUp(shares.map(({ users }) => users)),
    medianKbps: quantile(values, 0.5),
    minKbps: values.length === 0 ? null : Math.min(...values),
    p10Kbps: p10,
    p90Kbps: p90,
    p10ToP90: p10 === null || p90 === null || p90 === 0 ? null : p10 / p90,
    gini: shares.length === 0 ? null : gini(shares),
    theil: shares.length === 0 ? null : theil(shares),
  };
}

/** The same for each group, with the part of Theil's T that lies between them. */
export function equityBy(schools: readonly MeasuredSchool[], by: Grouping) {
  const shares = sharesOf(schools);
  return {
    by,
    theilBetween: shares.length === 0 ? null : theilBetween(shares, ({ school }) => groupOf(school, by)),
    groups: [...Map.groupBy(schools, (school) => groupOf(school, by))].map(([key, own]) => ({ key, ...equityOf(own) })),
  };
}
