import { figuresOf } from './identities.ts';
import type { Line } from './transfers.ts';

// No commitment above the budget of its line; none before money was moved there.

export type CommitmentRefusal =
  | { why: 'over_budget'; lineId: string; lineName: string; askedCents: bigint; uncommittedCents: bigint }
  | { why: 'not_for_buying'; lineId: string; lineName: string };
export type CommitmentVerdict = { ok: true } | ({ ok: false } & CommitmentRefusal);

/** Contingency is drawn and what is unallocated is allocated by a transfer first: so that everybody sees where it went. */
export const NOT_FOR_BUYING: readonly string[] = ['unallocated', 'contingency'];

/** Judges what is asked of each line, all of one contract or change order together; what becomes less is always there. */
export function judgeCommitment(asked: readonly { line: Line; amountCents: bigint }[]): CommitmentVerdict {
  const byLine = Map.groupBy(asked, ({ line }) => line.id);
  for (const [lineId, all] of byLine) {
    const { line } = all[0]!;
    const askedCents = all.reduce((sum, { amountCents }) => sum + amountCents, 0n);
    if (askedCents > 0n && NOT_FOR_BUYING.includes(line.kind)) return { ok: false, why: 'not_for_buying', lineId, lineName: line.name };
    const { uncommittedCents } = figuresOf(line);
    if (askedCents > uncommittedCents) return { ok: false, why: 'over_budget', lineId, lineName: line.name, askedCents, uncommittedCents };
  }
  return { ok: true };
}

/** What a contract takes from the estimates of its lines, as far as there are any: it was still to be contracted, and is now. Cents by line. */
export function takenFromEstimates(asked: readonly { line: Line; amountCents: bigint }[]): { lineId: string; cents: bigint }[] {
  return [...Map.groupBy(asked, ({ line }) => line.id).values()].flatMap((all) => {
    const { id: lineId, toCommitCents } = all[0]!.line;
    const askedCents = all.reduce((sum, { amountCents }) => sum + amountCents, 0n);
    const cents = askedCents < toCommitCents ? askedCents : toCommitCents;
    return cents > 0n ? [{ lineId, cents }] : [];
  });
}

export type ContractLine = {
  id: string;
  name: string;
  committedCents: bigint;
  expendedCents: bigint;
  retainageCents: bigint;
  paidCents: bigint;
};

export type LessRefusal = { ok: false; why: 'below_expended'; lineId: string; lineName: string; lessCents: bigint; leftCents: bigint };

/** What is taken off a contract, by a credit or a release, is not billed yet. */
export function judgeLess(lines: readonly { line: ContractLine; amountCents: bigint }[]): { ok: true } | LessRefusal {
  for (const { line, amountCents } of lines) {
    const leftCents = line.committedCents - line.expendedCents;
    if (-amountCents > leftCents)
      return { ok: false, why: 'below_expended', lineId: line.id, lineName: line.name, lessCents: -amountCents, leftCents };
  }
  return { ok: true };
}
