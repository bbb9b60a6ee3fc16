/** Of students who are served, those with a working device of their own. */
export type Coverage = { students: number; covered: number };

/** Covered ÷ served; without anybody to serve it is unknown, not 0. */
export const coverageRatio = ({ students, covered }: Coverage): number | null => (students === 0 ? null : covered / students);

export const together = (parts: readonly Coverage[]): Coverage =>
  parts.reduce((sum, { students, covered }) => ({ students: sum.students + students, covered: sum.covered + covered }), { students: 0, covered: 0 });

/** A school is on target from here on. */
export const TARGET_RATIO = 0.98;

/** Of schools that have anybody to serve, the share on target. */
export function onTarget(schools: readonly Coverage[]): number | null {
  const known = schools.flatMap((school) => coverageRatio(school) ?? []);
  return known.length === 0 ? null : known.filter((ratio) => ratio >= TARGET_RATIO).length / known.length;
}

/** The widest difference between groups; null below two. */
export function gap(ratios: readonly (number | null)[]): number | null {
  const known = ratios.filter((ratio) => ratio !== null);
  return known.length < 2 ? null : Math.max(...known) - Math.min(...known);
}

/** Each school's quarter by its share of students with free or reduced lunch, 1 the lowest; of equal shares all are in the same quarter. Unknown is in none. */
export function needQuartiles(schools: readonly { id: string; share: number | null }[]): Map<string, 1 | 2 | 3 | 4> {
  const shares = schools.flatMap(({ share }) => share ?? []).toSorted((a, b) => a - b);
  const quarter = (share: number) => (1 + Math.min(3, Math.floor((4 * shares.indexOf(share)) / shares.length))) as 1 | 2 | 3 | 4;
  return new Map(schools.flatMap(({ id, share }) => (share === null ? [] : [[id, quarter(share)] as const])));
}

/** The middle one, or between the two in the middle; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Breakages for each hundred devices in use; null where none is in use. */
export const perHundred = (breakages: number, devices: number): number | null => (devices === 0 ? null : (100 * breakages) / devices);

/** Loaners to be had for each device that is being mended; null where none is. */
export const loanerCover = (loaners: number, mending: number): number | null => (mending === 0 ? null : loaners / mending);
