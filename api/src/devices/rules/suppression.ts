/** Counts of people below this are not published. */
export const SMALL = 10;

/**
 * Which counts of a row with a published total are hidden: the small ones, and so many of the next smallest that nobody finds a hidden one by
 * taking away from the total what is shown. Where nothing is left to hide, the total goes too.
 */
export function suppress(counts: readonly number[]): { hidden: boolean[]; isTotalHidden: boolean } {
  const hidden = counts.map((count) => count > 0 && count < SMALL);
  const isSafe = () => {
    const kept = counts.filter((_count, i) => hidden[i]);
    return kept.length === 0 || (kept.length > 1 && kept.reduce((sum, count) => sum + count, 0) >= SMALL);
  };
  const others = counts.map((count, i) => ({ count, i })).filter(({ count, i }) => !hidden[i] && count > 0);
  for (const { i } of others.toSorted((a, b) => a.count - b.count)) {
    if (isSafe()) break;
    hidden[i] = true;
  }
  return { hidden, isTotalHidden: !isSafe() };
}

type Part = { of: number; whole: number };
export type Published = { whole: number; of: number; ratio: number } | { whole: number | null; of: null; ratio: null };

/** Parts of wholes as they may be published, with their sum: neither a part nor what is missing from it is small, nor found from the others. */
export function publishParts(parts: readonly Part[]): { parts: Published[]; total: Published } {
  const [whole, of, rest] = [parts.map((part) => part.whole), parts.map((part) => part.of), parts.map((part) => part.whole - part.of)].map(suppress);
  // A whole that is shown beside a part that is not says nothing of it; a part and a rest that are both shown say the whole.
  const hides = parts.map((_part, i) => of!.hidden[i]! || rest!.hidden[i]! || whole!.hidden[i]!);
  const first = hides.indexOf(true);
  if (first >= 0 && hides.filter(Boolean).length === 1) {
    const next = parts.map((part, i) => ({ whole: part.whole, i })).filter(({ whole: size, i }) => i !== first && size > 0);
    const least = next.toSorted((a, b) => a.whole - b.whole)[0];
    if (least) hides[least.i] = true;
  }
  const sum = parts.reduce((all, part) => ({ of: all.of + part.of, whole: all.whole + part.whole }), { of: 0, whole: 0 });
  const isTotalHidden = of!.isTotalHidden || rest!.isTotalHidden || whole!.isTotalHidden || hides.filter(Boolean).length === 1;
  const shown = (part: Part): Published => ({ whole: part.whole, of: part.of, ratio: part.whole === 0 ? 0 : part.of / part.whole });
  return {
    parts: parts.map((part, i) => (hides[i] ? { whole: whole!.hidden[i] ? null : part.whole, of: null, ratio: null } : shown(part))),
    total: isTotalHidden ? { whole: whole!.isTotalHidden ? null : sum.whole, of: null, ratio: null } : shown(sum),
  };
}
