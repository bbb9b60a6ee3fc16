import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entry, journalOf, type Use } from './journal.ts';

const KINDS = ['revenue', 'baseline', 'transfer', 'commitment', 'change_order', 'release', 'invoice', 'retainage', 'payment', 'estimate'] as const;
const entry = (kind: Entry['kind'], amountCents: bigint): Entry => ({
  id: 'e',
  kind,
  account: 'B',
  fromAccount: kind === 'baseline' || kind === 'transfer' ? 'A' : null,
  amountCents,
});
const told = (one: Entry) => journalOf(one).map(({ use, account, debitCents, creditCents }) => [use, account, debitCents, creditCents]);

describe('an entry in the books', () => {
  test('an invoice is an expenditure that is owed, and ends what was set aside for it', () => {
    expect(told(entry('invoice', 100_000n))).toEqual([
      ['expenditure', 'B', 100_000n, 0n],
      ['payable', 'B', 0n, 100_000n],
      ['encumbrance_reserve', 'B', 100_000n, 0n],
      ['encumbrance', 'B', 0n, 100_000n],
    ]);
  });
  test('what is held of it is owed as retainage; paid is what was owed', () => {
    expect(told(entry('retainage', 5_000n))).toEqual([
      ['payable', 'B', 5_000n, 0n],
      ['retainage_payable', 'B', 0n, 5_000n],
    ]);
    expect(told(entry('payment', 95_000n))).toEqual([
      ['payable', 'B', 95_000n, 0n],
      ['cash', 'B', 0n, 95_000n],
    ]);
  });
  test('a transfer takes an appropriation from one account and gives it to another', () => {
    expect(told(entry('transfer', 700n))).toEqual([
      ['appropriation', 'A', 700n, 0n],
      ['appropriation', 'B', 0n, 700n],
    ]);
  });
  test('less is the same with its sides changed', () => {
    expect(told(entry('change_order', -300n))).toEqual([
      ['encumbrance', 'B', 0n, 300n],
      ['encumbrance_reserve', 'B', 300n, 0n],
    ]);
  });
  test('a forecast is in no books', () => {
    expect(journalOf(entry('estimate', 500n))).toEqual([]);
  });

  const amount = fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n).filter((cents) => cents !== 0n);
  const entries = fc.array(
    fc.tuple(fc.constantFrom(...KINDS), amount).map(([kind, cents]) => entry(kind, cents)),
    { maxLength: 60 },
  );
  test('debits and credits of each come to the same, and no line is below zero', () => {
    fc.assert(
      fc.property(entries, (all) => {
        for (const one of all) {
          const lines = journalOf(one);
          expect(lines.reduce((sum, { debitCents, creditCents }) => sum + debitCents - creditCents, 0n)).toBe(0n);
          for (const { debitCents, creditCents } of lines) expect([debitCents, creditCents].toSorted((a, b) => Number(a - b))[0]).toBe(0n);
        }
      }),
    );
  });
  test('the books’ balances are the ledger’s totals', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const sum = (...kinds: Entry['kind'][]) =>
          all.filter(({ kind }) => kinds.includes(kind)).reduce((total, { amountCents }) => total + amountCents, 0n);
        const balance = (use: Use) =>
          all
            .flatMap(journalOf)
            .filter((line) => line.use === use)
            .reduce((total, { debitCents, creditCents }) => total + debitCents - creditCents, 0n);
        const [expended, retained, paid, committed] = [
          sum('invoice'),
          sum('retainage'),
          sum('payment'),
          sum('commitment', 'change_order', 'release'),
        ];
        expect(balance('expenditure')).toBe(expended);
        expect(-balance('retainage_payable')).toBe(retained);
        expect(-balance('payable')).toBe(expended - retained - paid);
        expect(balance('encumbrance')).toBe(committed - expended);
        expect(balance('encumbrance') + balance('encumbrance_reserve')).toBe(0n);
        expect(balance('cash')).toBe(sum('revenue') - paid);
        expect(balance('appropriation')).toBe(0n);
      }),
    );
  });
});
