import type { ContractLine } from './commitments.ts';
import { mostRetained } from './retainage.ts';

// No expense without a commitment: what a vendor bills has been promised before, line by line.

export type Billed = { line: ContractLine; amountCents: bigint; retainageCents: bigint; releasedCents: bigint };
export type InvoiceRefusal =
  | { why: 'over_contract'; lineName: string; askedCents: bigint; leftCents: bigint }
  | { why: 'below_nothing'; lineName: string; askedCents: bigint; billedCents: bigint }
  | { why: 'release_over_held'; lineName: string; askedCents: bigint; heldCents: bigint }
  | { why: 'retainage_over'; lineName: string; askedCents: bigint; mostCents: bigint }
  | { why: 'paid_already'; lineName: string; paidCents: bigint; payableCents: bigint }
  | { why: 'nothing' };
export type InvoiceVerdict = { ok: true } | ({ ok: false } & InvoiceRefusal);

function judgeLine({ line, amountCents, retainageCents, releasedCents }: Billed): InvoiceVerdict {
  const lineName = line.name;
  const leftCents = line.committedCents - line.expendedCents;
  if (amountCents > leftCents) return { ok: false, why: 'over_contract', lineName, askedCents: amountCents, leftCents };
  const expended = line.expendedCents + amountCents;
  if (expended < 0n) return { ok: false, why: 'below_nothing', lineName, askedCents: amountCents, billedCents: line.expendedCents };
  if (releasedCents > line.retainageCents)
    return { ok: false, why: 'release_over_held', lineName, askedCents: releasedCents, heldCents: line.retainageCents };
  const held = line.retainageCents + retainageCents - releasedCents;
  if (held > mostRetained(expended)) return { ok: false, why: 'retainage_over', lineName, askedCents: held, mostCents: mostRetained(expended) };
  const payableCents = expended - held;
  if (line.paidCents > payableCents) return { ok: false, why: 'paid_already', lineName, paidCents: line.paidCents, payableCents };
  return { ok: true };
}

/** Judges an invoice against its contract as it stands; one that only releases what is held bills nothing. */
export function judgeInvoice(billed: readonly Billed[]): InvoiceVerdict {
  if (billed.every(({ amountCents, releasedCents }) => amountCents === 0n && releasedCents === 0n)) return { ok: false, why: 'nothing' };
  return billed.map(judgeLine).find(({ ok }) => !ok) ?? { ok: true };
}

export type PaymentVerdict = { ok: true } | { ok: false; lineName: string; askedCents: bigint; unpaidCents: bigint };

/** Judges a payment: what is approved and not held, and not paid yet. A negative one is a refund of what was paid. */
export function judgePayment(paid: readonly { line: ContractLine; amountCents: bigint }[]): PaymentVerdict {
  for (const { line, amountCents } of paid) {
    const unpaidCents = line.expendedCents - line.retainageCents - line.paidCents;
    if (amountCents > unpaidCents || -amountCents > line.paidCents) return { ok: false, lineName: line.name, askedCents: amountCents, unpaidCents };
  }
  return { ok: true };
}
