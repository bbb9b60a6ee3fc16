// Of public works above $150,000 up to 5 % of what is billed is held until the end (C.R.S. 24-91-103).

export const RETAINAGE_MOST_RATIO = 0.05;
const ABOVE_CENTS = 15_000_000n;

/** What is held by default: 5 % of a contract for public works above $150,000, else nothing. */
export const retainageRatioOf = (contract: { kind: 'contract' | 'purchase_order'; isPublicWorks: boolean; amountCents: bigint }): number =>
  contract.kind === 'contract' && contract.isPublicWorks && contract.amountCents > ABOVE_CENTS ? RETAINAGE_MOST_RATIO : 0;

const TEN_THOUSAND = 10_000n;
/** What is held of an amount billed, never a cent more than the ratio; of a credit nothing is. */
export const heldOf = (billedCents: bigint, ratio: number): bigint =>
  billedCents <= 0n ? 0n : (billedCents * BigInt(Math.floor(ratio * Number(TEN_THOUSAND) + 1e-9))) / TEN_THOUSAND;

/** The most that may be held of what was billed in all. */
export const mostRetained = (billedCents: bigint): bigint => billedCents / 20n;

/** What a credit gives back of what is held, so that no more than 5 % of the rest stays held. */
export const backWithCredit = (line: { expendedCents: bigint; retainageCents: bigint }, creditCents: bigint): bigint => {
  const most = mostRetained(line.expendedCents + creditCents);
  return line.retainageCents > most ? line.retainageCents - most : 0n;
};
