/** A line of the ledger as the books take it. */
export type Entry = {
  id: string;
  kind: 'revenue' | 'baseline' | 'transfer' | 'commitment' | 'change_order' | 'release' | 'invoice' | 'retainage' | 'payment' | 'estimate';
  account: string;
  /** Of a baseline or transfer: the account it comes from. */
  fromAccount: string | null;
  amountCents: bigint;
};
/** For what an account of the books stands. */
export type Use = 'cash' | 'revenue' | 'expenditure' | 'encumbrance' | 'encumbrance_reserve' | 'payable' | 'retainage_payable' | 'appropriation';
/** One side of an entry; exactly one of the two is above zero. */
export type JournalLine = { use: Use; account: string; debitCents: bigint; creditCents: bigint };

type Move = { debit: Use; credit: Use; debitAccount?: string };

/** Which accounts an entry of this kind moves, one pair after the other. A forecast moves none. */
function movesOf({ kind, fromAccount }: Entry): Move[] {
  switch (kind) {
    case 'revenue':
      return [{ debit: 'cash', credit: 'revenue' }];
    case 'baseline':
    case 'transfer':
      return [{ debit: 'appropriation', credit: 'appropriation', ...(fromAccount === null ? {} : { debitAccount: fromAccount }) }];
    case 'commitment':
    case 'change_order':
    case 'release':
      return [{ debit: 'encumbrance', credit: 'encumbrance_reserve' }];
    case 'invoice':
      return [
        { debit: 'expenditure', credit: 'payable' },
        // What is spent is no longer set aside.
        { debit: 'encumbrance_reserve', credit: 'encumbrance' },
      ];
    case 'retainage':
      return [{ debit: 'payable', credit: 'retainage_payable' }];
    case 'payment':
      return [{ debit: 'payable', credit: 'cash' }];
    case 'estimate':
      return [];
  }
}

/** An entry in double entry: what its debits come to its credits come to. Less is the same with its sides changed. */
export const journalOf = (entry: Entry): JournalLine[] =>
  movesOf(entry).flatMap(({ debit, credit, debitAccount = entry.account }) => {
    const { amountCents } = entry;
    const size = amountCents < 0n ? -amountCents : amountCents;
    const line = (use: Use, account: string, isDebit: boolean): JournalLine => ({
      use,
      account,
      debitCents: isDebit ? size : 0n,
      creditCents: isDebit ? 0n : size,
    });
    const isForward = amountCents > 0n;
    return [line(debit, debitAccount, isForward), line(credit, entry.account, !isForward)];
  });
