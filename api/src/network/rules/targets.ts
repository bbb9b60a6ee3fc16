export type Target = { code: string; year: number; per: 'student' | 'user'; kbps: number };

/** What each code asks for in a year: its latest target that is not later. */
export function targetsOf<T extends Target>(all: readonly T[], year: number): T[] {
  const inForce = all.filter((target) => target.year <= year).toSorted((a, b) => a.year - b.year);
  return [...new Map(inForce.map((target) => [target.code, target])).values()];
}

/** Does what each has reach what is asked for? Unknown stays unknown. */
export const isAtTarget = (kbps: number | null, target: Pick<Target, 'kbps'>): boolean | null => (kbps === null ? null : kbps >= target.kbps);
