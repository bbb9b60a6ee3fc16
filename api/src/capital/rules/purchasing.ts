import { dayAfter } from '#kernel/day.ts';

// Ways of buying, and purchases that look as if one had been split to stay below a threshold.

export type Threshold = { fromCents: bigint; methods: readonly string[] };
export type MethodVerdict = { ok: true } | { ok: false; why: 'no_file' | 'method'; fromCents: bigint; methods: readonly string[] };

/** The threshold that an amount has reached: the highest. */
export const thresholdOf = (thresholds: readonly Threshold[], amountCents: bigint): Threshold | undefined =>
  thresholds.filter(({ fromCents }) => amountCents >= fromCents).toSorted((a, b) => (a.fromCents < b.fromCents ? 1 : -1))[0];

/** Judges how something is bought: from the second threshold on there is a procurement file, by a way that is allowed for so much. */
export function judgeMethod(thresholds: readonly Threshold[], amountCents: bigint, method: string | null): MethodVerdict {
  const reached = thresholdOf(thresholds, amountCents);
  if (!reached || (method === null && reached.fromCents === 0n)) return { ok: true };
  const { fromCents, methods } = reached;
  if (method === null) return { ok: false, why: 'no_file', fromCents, methods };
  return methods.includes(method) ? { ok: true } : { ok: false, why: 'method', fromCents, methods };
}

/** Ways of buying that stand on written offers. */
const BY_OFFERS: readonly string[] = ['invitation_for_bids', 'rfp'];
/** Was a contract won by an offer of its vendor that met what was asked for, where it is bought by offers? */
export const isWon = (method: string, offers: readonly { vendorId: string; isResponsive: boolean }[], vendorId: string): boolean =>
  !BY_OFFERS.includes(method) || offers.some((offer) => offer.vendorId === vendorId && offer.isResponsive);

export type Purchase = { id: string; vendorId: string; siteId: string | null; boughtOn: string; amountCents: bigint };
export type LooksSplit = { fromCents: bigint; totalCents: bigint; others: readonly string[] };

export const SPLIT_DAYS = 30;

/**
 * Does a purchase look split? Others of the same vendor for the same site lie within thirty days of it, none of which reaches a threshold that they do together: the highest such. One that
 * reaches it by itself is no part of it, and hides nothing. Null: it does not.
 */
export function looksSplit(thresholds: readonly Threshold[], purchase: Purchase, all: readonly Purchase[]): LooksSplit | null {
  if (purchase.siteId === null) return null;
  const [from, to] = [dayAfter(purchase.boughtOn, -SPLIT_DAYS), dayAfter(purchase.boughtOn, SPLIT_DAYS)];
  const near = all.filter(
    (one) =>
      one.id !== purchase.id && one.vendorId === purchase.vendorId && one.siteId === purchase.siteId && one.boughtOn >= from && one.boughtOn <= to,
  );
  const above = thresholds.filter(({ fromCents }) => fromCents > purchase.amountCents).toSorted((a, b) => (a.fromCents < b.fromCents ? 1 : -1));
  for (const { fromCents } of above) {
    const others = near.filter(({ amountCents }) => amountCents < fromCents);
    const totalCents = others.reduce((sum, { amountCents }) => sum + amountCents, purchase.amountCents);
    if (others.length > 0 && totalCents >= fromCents) return { fromCents, totalCents, others: others.map(({ id }) => id) };
  }
  return null;
}
