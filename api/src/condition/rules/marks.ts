import type { CriteriaWeights, Marks } from './priorities.ts';

/** A need as it is ranked: of the need itself, and of the school it is in. Unknown is null. Money in cents. */
export type NeedFacts = {
  /** 1 critical … 4 desirable; null where nobody judged it, as of a renewal that is overdue. */
  priority: number | null;
  costCents: bigint;
  savingCents: bigint | null;
  readinessRatio: number | null;
  fciRatio: number | null;
  adequacyScore: number | null;
  utilisationRatio: number | null;
  lunchShare: number | null;
};

const SERIOUS: Record<number, number> = { 1: 1, 2: 2 / 3, 3: 1 / 3, 4: 0 };
const HALF_FULL = 0.5;
/** What pays for itself within so many years is worth doing for that alone. */
const PAYS_WITHIN_YEARS = 5;

const upToOne = (value: number) => Math.min(1, Math.max(0, value));
const mark = (value: number | null, of: (known: number) => number) => (value === null ? null : upToOne(of(value)));

/** What each criterion says of a need, 0..1, as `definitions.ts` has it in words. `replacementRatio`: from which FCI on one thinks of replacing. */
export function marksOf(need: NeedFacts, replacementRatio: number): Marks {
  const { priority, costCents, savingCents, readinessRatio, fciRatio, adequacyScore, utilisationRatio, lunchShare } = need;
  const saving = savingCents === null || costCents <= 0n ? null : Number(savingCents) / Number(costCents);
  return {
    safety_code: priority === null ? null : (SERIOUS[priority] ?? null),
    fci: replacementRatio > 0 ? mark(fciRatio, (ratio) => ratio / replacementRatio) : null,
    adequacy: mark(adequacyScore, (score) => 1 - score),
    utilisation: mark(utilisationRatio, (ratio) => (ratio - HALF_FULL) / (1 - HALF_FULL)),
    equity: mark(lunchShare, (share) => share),
    operating_saving: mark(saving, (share) => share * PAYS_WITHIN_YEARS),
    readiness: mark(readinessRatio, (ratio) => ratio),
  };
}

/** Down a ranking, each need that what is left of the money still pays for; what does not fit is passed over. */
export function withinMoney<T extends { costCents: bigint }>(needs: readonly T[], cents: bigint): T[] {
  let left = cents;
  return needs.filter(({ costCents }) => {
    if (costCents > left) return false;
    left -= costCents;
    return true;
  });
}

export const sameWeights = (a: CriteriaWeights, b: CriteriaWeights): boolean =>
  Object.entries(a).every(([criterion, weight]) => b[criterion as keyof CriteriaWeights] === weight);
