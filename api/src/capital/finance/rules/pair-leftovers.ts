/** What one side has and the other does not. */
export type Leftover = { key: string; account: string; poNumber: string; invoiceNumber: string; cents: bigint; rows: number[] };
export type Pair = { ours: Leftover; theirs: Leftover };

/** By what else the same thing may be known: all but its account, all but its invoice. */
const LIKENESSES: ((one: Leftover) => string | null)[] = [
  ({ poNumber, invoiceNumber, cents }) => (invoiceNumber === '' && poNumber === '' ? null : `${poNumber}|${invoiceNumber}|${cents}`),
  ({ account, poNumber, cents, invoiceNumber }) => (poNumber === '' || invoiceNumber === '' ? null : `${account}|${poNumber}|${cents}`),
];

/** Pairs what is surely the same under another account or invoice number: alike in all else, to the cent, and nothing else is alike on either side. */
export function pairLeftovers(ours: readonly Leftover[], theirs: readonly Leftover[]): Pair[] {
  const pairs: Pair[] = [];
  const taken = new Set<Leftover>();
  for (const likeness of LIKENESSES) {
    const free = (all: readonly Leftover[]) =>
      Map.groupBy(
        all.filter((one) => !taken.has(one)),
        likeness,
      );
    const [left, right] = [free(ours), free(theirs)];
    for (const [like, [mine, ...others]] of left) {
      const [other, ...more] = right.get(like) ?? [];
      if (like === null || !mine || !other || others.length > 0 || more.length > 0) continue;
      pairs.push({ ours: mine, theirs: other });
      taken.add(mine).add(other);
    }
  }
  return pairs;
}
