import { divided, ratioOf } from './divide.ts';

export type Burn = {
  /** Work that was paid for or contracted, without what contingency added to it. */
  projectWorkCents: bigint;
  /** Contingency used on each dollar of work; null before there is any work. */
  rate: number | null;
  /** What the work still to come takes at that rate. */
  needCents: bigint;
  leftCents: bigint;
  /** By how much what is left falls short. */
  shortfallCents: bigint;
};

/** rate = used ÷ project work; need = rate × (planned work − project work), against what is left. The rate is not rounded on the way. */
export function contingencyBurn({
  expendedCents,
  encumberedCents,
  usedCents,
  plannedWorkCents,
  leftCents,
}: {
  expendedCents: bigint;
  encumberedCents: bigint;
  usedCents: bigint;
  plannedWorkCents: bigint;
  leftCents: bigint;
}): Burn {
  const projectWorkCents = expendedCents + encumberedCents - usedCents;
  const remaining = plannedWorkCents > projectWorkCents ? plannedWorkCents - projectWorkCents : 0n;
  const hasWork = projectWorkCents > 0n;
  const needCents = hasWork ? divided(remaining * usedCents, projectWorkCents) : 0n;
  return {
    projectWorkCents,
    rate: hasWork ? ratioOf(usedCents, projectWorkCents) : null,
    needCents,
    leftCents,
    shortfallCents: needCents > leftCents ? needCents - leftCents : 0n,
  };
}

/** What is really free to give: unallocated less what was approved and has no budget line yet. Below 0 where more was approved than is there. */
export const trulyFree = ({ unallocatedCents, approvedNeedsCents }: { unallocatedCents: bigint; approvedNeedsCents: bigint }): bigint =>
  unallocatedCents - approvedNeedsCents;
