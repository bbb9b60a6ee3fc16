import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENTRY_KINDS, figuresOf, MADE_OF, sumOf, type Totals, TOTALS } from './figures.ts';

const NOTHING = sumOf([]);
const totals = fc.record(
  Object.fromEntries([...TOTALS, 'pending'].map((key) => [key, fc.bigInt({ min: 0n, max: 10n ** 13n })])),
) as fc.Arbitrary<Totals>;

describe('figures', () => {
  test('hold the identities of the capital plan', () => {
    fc.assert(
      fc.property(totals, (given) => {
        const f = figuresOf(given);
        expect(f.budget).toBe(given.revenue + given.baseline + given.transferredIn - given.transferredOut);
        expect(f.uncommitted).toBe(f.budget - f.committed);
        expect(f.encumbered).toBe(f.committed - f.expended);
        expect(f.payable).toBe(f.expended - f.retainage);
        expect(f.forecast).toBe(f.committed + given.pending + f.toCommit);
        expect(f.variance + f.forecast).toBe(f.budget);
        expect(f.varianceToBaseline + f.forecast).toBe(f.baseline);
      }),
    );
  });

  test('of several together are the sums of each', () => {
    fc.assert(
      fc.property(fc.array(totals), (all) => {
        const together = figuresOf(sumOf(all));
        for (const name of Object.keys(together) as (keyof typeof together)[])
          expect(together[name]).toBe(all.reduce((sum, one) => sum + figuresOf(one)[name], 0n));
      }),
    );
  });

  test('retainage of 5 % of 1,000,000 billed holds 50,000 and leaves 950,000 payable', () => {
    const { payable } = figuresOf({ ...NOTHING, committed: 100_000_000n, expended: 100_000_000n, retainage: 5_000_000n });
    expect(payable).toBe(95_000_000n);
  });
});

test('each figure is made of entries that exist', () => {
  for (const signs of Object.values(MADE_OF)) for (const kind of Object.keys(signs)) expect(ENTRY_KINDS).toContain(kind);
});
