import { figuresOf, type LineTotals } from './identities.ts';

export type Line = LineTotals & { id: string; programmeId: string; sourceId: string; projectId: string | null; kind: string; name: string };

export type TransferKind = 'allocation' | 'draw' | 'transfer';
export type TransferRefusal =
  | { why: 'same_line' }
  | { why: 'other_programme' }
  | { why: 'other_source' }
  | { why: 'not_positive' }
  | { why: 'not_there'; askedCents: bigint; uncommittedCents: bigint };
export type TransferVerdict = { ok: true; kind: TransferKind } | ({ ok: false } & TransferRefusal);

/** What moving money out of a line is called: out of what is unallocated, out of contingency, or from one purpose to another. */
export const transferKind = (from: Pick<Line, 'kind'>): TransferKind =>
  from.kind === 'unallocated' ? 'allocation' : from.kind === 'contingency' ? 'draw' : 'transfer';

/** Judges a transfer by the lines as they are: money stays with its source, and what is committed stays where it is. */
export function judgeTransfer(from: Line, to: Line, amountCents: bigint): TransferVerdict {
  if (from.id === to.id) return { ok: false, why: 'same_line' };
  if (from.programmeId !== to.programmeId) return { ok: false, why: 'other_programme' };
  if (from.sourceId !== to.sourceId) return { ok: false, why: 'other_source' };
  if (amountCents <= 0n) return { ok: false, why: 'not_positive' };
  const { uncommittedCents } = figuresOf(from);
  if (amountCents > uncommittedCents) return { ok: false, why: 'not_there', askedCents: amountCents, uncommittedCents };
  return { ok: true, kind: transferKind(from) };
}
