import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Leftover, pairLeftovers } from './pair-leftovers.ts';

const one = (set: Partial<Leftover> = {}): Leftover => {
  const said = { account: 'A', poNumber: 'P1', invoiceNumber: 'I1', cents: 100n, rows: [], ...set };
  return { ...said, key: `${said.account}|${said.poNumber}|${said.invoiceNumber}` };
};

describe('what is left over on both sides', () => {
  test('the same invoice under another account is one difference', () => {
    const [ours, theirs] = [one(), one({ account: 'B' })];
    expect(pairLeftovers([ours], [theirs])).toEqual([{ ours, theirs }]);
  });
  test('the same sum under another invoice number is one difference', () => {
    const [ours, theirs] = [one(), one({ invoiceNumber: 'I-1' })];
    expect(pairLeftovers([ours], [theirs])).toEqual([{ ours, theirs }]);
  });
  test('two that could both be it are never guessed', () => {
    expect(pairLeftovers([one()], [one({ account: 'B' }), one({ account: 'C' })])).toEqual([]);
    expect(pairLeftovers([one(), one({ invoiceNumber: 'I2' })], [one({ invoiceNumber: 'I3' })])).toEqual([]);
  });
  test('another sum is another thing', () => {
    expect(pairLeftovers([one()], [one({ account: 'B', cents: 101n })])).toEqual([]);
  });
  test('what names neither an order nor an invoice is paired with nothing', () => {
    expect(pairLeftovers([one({ poNumber: '', invoiceNumber: '' })], [one({ account: 'B', poNumber: '', invoiceNumber: '' })])).toEqual([]);
  });

  const some = fc.array(
    fc
      .record({
        account: fc.constantFrom('A', 'B'),
        poNumber: fc.constantFrom('', 'P1', 'P2'),
        invoiceNumber: fc.constantFrom('', 'I1', 'I2', 'I3'),
        cents: fc.bigInt(1n, 3n),
      })
      .map(one),
    { maxLength: 12 },
  );
  test('each is in one pair at most, and both of a pair are of one sum', () => {
    fc.assert(
      fc.property(some, some, (ours, theirs) => {
        const pairs = pairLeftovers(ours, theirs);
        const all = pairs.flatMap((pair) => [pair.ours, pair.theirs]);
        expect(new Set(all).size).toBe(all.length);
        for (const pair of pairs) expect(pair.ours.cents).toBe(pair.theirs.cents);
      }),
    );
  });
});
