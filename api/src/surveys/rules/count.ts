import { agrees, type Ballot } from './ballot.ts';
import { hiddenCells, isTooSmall } from './suppression.ts';

export const GROUPS = ['all', 'level', 'area', 'school'] as const;
export type GroupKind = (typeof GROUPS)[number];
/** Of all services together, and of all groups together. */
export const ALL = 'all';
/** Who belongs to no school, or to one without a level or an area. */
export const NONE = 'none';

export type Tally = {
  groupKind: GroupKind;
  groupKey: string;
  serviceCode: string;
  n: number | null;
  effective: number | null;
  adequate: number | null;
};
type Counted = { groupKind: GroupKind; groupKey: string; serviceCode: string; n: number; effective: number; adequate: number };
type Of = Pick<Ballot, 'siteId' | 'level' | 'areaId'>;

/** The groups that somebody is counted in. */
export const groupsOf = ({ siteId, level, areaId }: Of): [GroupKind, string][] => [
  ['all', ALL],
  ['level', level ?? NONE],
  ['area', areaId ?? NONE],
  ['school', siteId ?? NONE],
];

const keyOf = (kind: string, key: string, service: string) => `${kind}/${key}/${service}`;

function sums(ballots: readonly Ballot[]): Map<string, Counted> {
  const counts = new Map<string, Counted>();
  const add = (groupKind: GroupKind, groupKey: string, serviceCode: string, effective: number, adequate: number) => {
    const id = keyOf(groupKind, groupKey, serviceCode);
    const one = counts.get(id) ?? { groupKind, groupKey, serviceCode, n: 0, effective: 0, adequate: 0 };
    one.n += 1;
    one.effective += agrees(effective) ? 1 : 0;
    one.adequate += agrees(adequate) ? 1 : 0;
    counts.set(id, one);
  };
  for (const ballot of ballots)
    for (const [code, mark] of Object.entries(ballot.marks)) {
      if (!mark) continue;
      add('all', ALL, ALL, mark.effective, mark.adequate);
      for (const [kind, key] of groupsOf(ballot)) add(kind, key, code, mark.effective, mark.adequate);
    }
  return counts;
}

/** Groups by what they are part of: a level and an area of the whole, a school of its area and its level. */
function nesting() {
  const lines = new Map<string, Set<string>>();
  const within = new Map<string, readonly string[]>();
  return {
    /** `id` is part of each of these. */
    add(id: string, wholes: readonly (readonly [line: string, whole: string])[]): void {
      for (const [line] of wholes) lines.set(line, (lines.get(line) ?? new Set()).add(id));
      within.set(id, [...new Set([...(within.get(id) ?? []), ...wholes.map(([, whole]) => whole)])]);
    },
    lines: () => ({ groups: [...lines.values()].map((line) => [...line]), within }),
  };
}

/** What a group is part of. A level and an area are each a way of dividing the whole. */
const wholesOf = (kind: GroupKind, { level, areaId }: Of): [GroupKind, string][] =>
  kind === 'school'
    ? [
        ['area', areaId ?? NONE],
        ['level', level ?? NONE],
      ]
    : kind === 'all'
      ? []
      : [['all', ALL]];

/**
 * What may be published: counts of who agrees, by service and group, with nothing of what fewer than ten people said, neither said nor to be
 * reckoned from the rest. Where a group is hidden for its size, so is the one beside it that would give it away.
 */
export function countBallots(ballots: readonly Ballot[], services: readonly string[]): Tally[] {
  const counts = sums(ballots);
  const nest = nesting();
  for (const ballot of ballots)
    for (const [code, mark] of Object.entries(ballot.marks))
      for (const [kind, key] of mark ? groupsOf(ballot) : []) {
        const wholes = wholesOf(kind, ballot).map(([whole, wholeKey]) => keyOf(whole, wholeKey, code));
        if (wholes.length > 0)
          nest.add(
            keyOf(kind, key, code),
            wholes.map((whole) => [`${kind} of ${whole}`, whole] as const),
          );
      }
  const hidden = hiddenCells(
    [...counts].map(([id, { n }]) => ({ id, n })),
    nest.lines(),
  );
  const together = keyOf('all', ALL, ALL);
  const isHidden = (id: string) => hidden.has(id) || (id === together && givesAway(services.map((code) => keyOf('all', ALL, code))));
  // Rather than hide a large service for the sake of a small one, nothing is said of all together.
  const givesAway = (ids: readonly string[]) => isTooSmall(ids.filter((id) => hidden.has(id)).reduce((sum, id) => sum + (counts.get(id)?.n ?? 0), 0));
  return [...counts].map(([id, counted]) => (isHidden(id) ? { ...counted, n: null, effective: null, adequate: null } : counted));
}

export type Turnout = { groupKind: GroupKind; groupKey: string; invited: number | null; answered: number | null };
type Asked = Of & { hasAnswered: boolean };

/** How many of each group were asked and answered; where fewer than ten were asked or did answer, or where the others give it away, nothing. */
export function countTurnout(asked: readonly Asked[]): Turnout[] {
  const counts = new Map<string, { groupKind: GroupKind; groupKey: string; invited: number; answered: number }>();
  const nest = nesting();
  for (const one of asked)
    for (const [groupKind, groupKey] of groupsOf(one)) {
      const id = `${groupKind}/${groupKey}`;
      const count = counts.get(id) ?? { groupKind, groupKey, invited: 0, answered: 0 };
      count.invited += 1;
      count.answered += one.hasAnswered ? 1 : 0;
      counts.set(id, count);
      nest.add(
        id,
        wholesOf(groupKind, one).map(([kind, key]) => [`${groupKind} of ${kind}/${key}`, `${kind}/${key}`] as const),
      );
    }
  const hidden = hiddenCells(
    [...counts].map(([id, { invited, answered }]) => ({ id, n: answered === 0 ? invited : Math.min(invited, answered) })),
    nest.lines(),
  );
  return [...counts].map(([id, counted]) => (hidden.has(id) ? { ...counted, invited: null, answered: null } : counted));
}

/** A share, or nothing where it is not said. */
export const shareOf = (part: number | null, whole: number | null): number | null => (part === null || !whole ? null : part / whole);
