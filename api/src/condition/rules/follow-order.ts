/** How far an order is, as what follows it looks at it. */
export type OrderState = 'open' | 'done' | 'gone';

export const orderState = (status: string): OrderState =>
  status === 'completed' || status === 'closed' ? 'done' : status === 'cancelled' || status === 'duplicate' ? 'gone' : 'open';

/** A deficiency that an order is to put right. `isMine`: it is in work on this order; `isRetired`: this order has put it right. */
export type Standing = { status: string; isMine: boolean; isRetired: boolean };

/** What becomes of it: it is taken up, put right, brought back as it was in work, or let go as it was before. Null: nothing. */
export type Effect = 'take_up' | 'retire' | 'bring_back' | 'let_go' | null;

/**
 * What an order that is now like this does to a deficiency that it is to put right. The same asked twice does nothing the second time; what a person ended by hand, and what another
 * order has taken up, stays as it is.
 */
export function effectOf(state: OrderState, { status, isMine, isRetired }: Standing): Effect {
  const isFree = status === 'open' || status === 'funded';
  const isInWork = status === 'in_work' && isMine;
  const isPutRight = status === 'corrected' && isRetired;
  if (state === 'open') return isPutRight ? 'bring_back' : isFree ? 'take_up' : null;
  if (state === 'done') return isFree || isInWork ? 'retire' : null;
  return isInWork || isPutRight ? 'let_go' : null;
}

/**
 * What an order cost, shared among what it put right by what each was estimated at, to the cent: the parts add up to the whole. Where nothing was estimated, in equal parts. Cents that
 * cannot be parted go to the largest remainders, the first of equals.
 */
export function shareCost(total: bigint, estimates: readonly bigint[]): bigint[] {
  if (estimates.length === 0) return [];
  const sum = estimates.reduce((all, each) => all + each, 0n);
  const weights = sum > 0n ? estimates : estimates.map(() => 1n);
  const whole = sum > 0n ? sum : BigInt(estimates.length);
  const shares = weights.map((weight) => (total * weight) / whole);
  const left = Number(total - shares.reduce((all, each) => all + each, 0n));
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (total * weight) % whole }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  for (const { at } of byRemainder.slice(0, left)) shares[at]! += 1n;
  return shares;
}
