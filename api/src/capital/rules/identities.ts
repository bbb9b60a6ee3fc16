// What the totals of a line mean. Each figure is derived, none is kept twice.

/** The running totals of a budget line. */
export type LineTotals = {
  revenueCents: bigint;
  baselineCents: bigint;
  transferredInCents: bigint;
  transferredOutCents: bigint;
  committedCents: bigint;
  expendedCents: bigint;
  retainageCents: bigint;
  paidCents: bigint;
  toCommitCents: bigint;
};

export type Figures = {
  budgetCents: bigint;
  uncommittedCents: bigint;
  encumberedCents: bigint;
  payableCents: bigint;
  unpaidCents: bigint;
  eacCents: bigint;
  varianceCents: bigint;
  varianceToBaselineCents: bigint;
};

/** The figures of a line; `likelyCents`: its waiting change orders, each by how likely it comes. */
export function figuresOf(line: LineTotals, likelyCents = 0n): Figures {
  const budgetCents = line.revenueCents + line.baselineCents + line.transferredInCents - line.transferredOutCents;
  const payableCents = line.expendedCents - line.retainageCents;
  const eacCents = line.committedCents + likelyCents + line.toCommitCents;
  return {
    budgetCents,
    uncommittedCents: budgetCents - line.committedCents,
    encumberedCents: line.committedCents - line.expendedCents,
    payableCents,
    unpaidCents: payableCents - line.paidCents,
    eacCents,
    varianceCents: budgetCents - eacCents,
    varianceToBaselineCents: line.baselineCents - eacCents,
  };
}

const MILLION = 1_000_000n;
/** An amount by a ratio of at most six places, rounded half away from zero: for likelihoods and shares. */
export function byRatio(cents: bigint, ratio: number): bigint {
  const scaled = cents * BigInt(Math.round(ratio * Number(MILLION)));
  const half = MILLION / 2n;
  return (scaled + (scaled < 0n ? -half : half)) / MILLION;
}

/** What waiting change orders come to, each by how likely it comes. */
export const likelyCents = (waiting: readonly { amountCents: bigint; probabilityRatio: number }[]): bigint =>
  waiting.reduce((sum, { amountCents, probabilityRatio }) => sum + byRatio(amountCents, probabilityRatio), 0n);

/** What keeps a line from being one; nothing where all holds. The database holds the same as checks. */
export function brokenIdentities(line: LineTotals): string[] {
  const { budgetCents, uncommittedCents, encumberedCents, unpaidCents } = figuresOf(line);
  return [
    ...(budgetCents < 0n ? ['budget below 0'] : []),
    ...(uncommittedCents < 0n ? ['committed above the budget'] : []),
    ...(encumberedCents < 0n ? ['expended above what is committed'] : []),
    ...(line.expendedCents < 0n ? ['expended below 0'] : []),
    ...(line.retainageCents < 0n || line.retainageCents * 20n > line.expendedCents ? ['retainage not within 0 and 5 %'] : []),
    ...(line.paidCents < 0n || unpaidCents < 0n ? ['paid not within 0 and what is payable'] : []),
    ...(line.toCommitCents < 0n ? ['estimate to commit below 0'] : []),
  ];
}
