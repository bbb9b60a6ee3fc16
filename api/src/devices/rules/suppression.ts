/** Counts of people below this are not published. */
export const SMALL = 10;

const isSmall = (count: number) => count > 0 && count < SMALL;
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Of counts that are hidden beside a sum that is shown: is none of them to be found by taking away? */
const keepsSecret = (hidden: readonly number[]) => hidden.length === 0 || (hidden.length > 1 && !isSmall(sumOf(hidden)));

type Part = { of: number; whole: number };
export type Published = { whole: number; of: number; ratio: number } | { whole: null; of: null; ratio: null };

const MEASURES = [({ whole }: Part) => whole, ({ of }: Part) => of, ({ whole, of }: Part) => whole - of] as const;
const mustHide = (part: Part) => MEASURES.some((measure) => isSmall(measure(part)));
const isSafe = (hidden: readonly Part[]) => MEASURES.every((measure) => keepsSecret(hidden.map(measure)));

/** Hides the next smallest parts of a set whose sum is shown, those that are to be shown longest at the end, until nobody finds a hidden one; false where nothing is left to hide. */
function hideMore(parts: readonly Part[], hidden: Set<number>, members: readonly number[], isLast: (i: number) => boolean = () => false): boolean {
  const safe = () => isSafe(members.filter((i) => hidden.has(i)).map((i) => parts[i]!));
  const others = members
    .filter((i) => !hidden.has(i) && parts[i]!.whole > 0)
    .toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)) || parts[a]!.whole - parts[b]!.whole);
  for (const i of others) {
    if (safe()) return true;
    hidden.add(i);
  }
  return safe();
}

const HIDDEN = { whole: null, of: null, ratio: null };
const present = ({ whole, of }: Part, isHidden: boolean): Published => (isHidden ? HIDDEN : { whole, of, ratio: whole === 0 ? 0 : of / whole });

/** Parts, and how they fall into groups, in one way or several; each group's sum, and the sum of all, are shown beside them. */
export type Grouping = readonly (string | null)[];

const membersOf = (grouping: Grouping): Map<string | null, number[]> => Map.groupBy(grouping.keys(), (i) => grouping[i] ?? null);
const together = (parts: readonly Part[]): Part => ({ of: sumOf(parts.map(({ of }) => of)), whole: sumOf(parts.map(({ whole }) => whole)) });

const RANGES = [0.95, 0.9, 0.8];
/**
 * Of a part that is hidden, a bound that its share reaches; null where each would tell few apart. As many counts as are hidden at all lie
 * above the bound, so none of them is told. After the coding of high percentages by size in NCES, SLDS Technical Brief 3 (2011).
 */
export const atLeast = ({ of, whole }: Part): number | null =>
  RANGES.find((bound) => of >= bound * whole && Math.floor(whole * (1 - bound) + 1e-9) >= SMALL) ?? null;

/**
 * Parts of wholes as they may be published, with the sums of their groups and of all: neither a part nor what is missing from it is small,
 * and none that is hidden is found by taking what is shown from a sum that is shown. Groups named in `shownLongest` are hidden last beside others.
 */
export function publishParts(
  parts: readonly Part[],
  groupings: readonly Grouping[] = [],
  shownLongest: readonly string[] = [],
): { parts: Published[]; groups: Map<string, Published>[]; total: Published } {
  const all = parts.map((_part, i) => i);
  const sets = [all, ...groupings.flatMap((grouping) => [...membersOf(grouping).values()])];
  const hidden = new Set(all.filter((i) => mustHide(parts[i]!)));
  // What one set hides may leave another with a single hidden part: again, until nothing more is hidden.
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const members of sets) hideMore(parts, hidden, members);
  }
  const isOpen = (members: readonly number[]) => isSafe(members.filter((i) => hidden.has(i)).map((i) => parts[i]!));
  let isTotalOpen = isOpen(all);
  const groups = groupings.map((grouping) => {
    const members = [...membersOf(grouping)];
    const sums = members.map(([, own]) => together(own.map((i) => parts[i]!)));
    const closed = new Set(sums.flatMap((sum, i) => (mustHide(sum) || !isOpen(members[i]![1]) ? [i] : [])));
    if (!hideMore(sums, closed, [...sums.keys()], (i) => shownLongest.includes(members[i]![0] ?? ''))) isTotalOpen = false;
    return new Map(members.flatMap(([name], i) => (name === null ? [] : [[name, present(sums[i]!, closed.has(i))] as const])));
  });
  return { parts: parts.map((part, i) => present(part, hidden.has(i))), groups, total: present(together(parts), !isTotalOpen) };
}
