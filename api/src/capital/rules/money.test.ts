import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContractLine, judgeCommitment, judgeLess } from './commitments.ts';
import { brokenIdentities, byRatio, figuresOf, likelyCents, type LineTotals } from './identities.ts';
import { type Billed, judgeInvoice, judgePayment } from './invoices.ts';
import { backWithCredit, heldOf, mostRetained, retainageRatioOf } from './retainage.ts';
import { judgeTransfer, type Line } from './transfers.ts';
import { inDollars, monthWords } from './words.ts';

const NOTHING: LineTotals = {
  revenueCents: 0n,
  baselineCents: 0n,
  transferredInCents: 0n,
  transferredOutCents: 0n,
  committedCents: 0n,
  expendedCents: 0n,
  retainageCents: 0n,
  paidCents: 0n,
  toCommitCents: 0n,
};
const aLine = (given: Partial<Line> = {}): Line => ({
  ...NOTHING,
  id: 'a',
  programmeId: 'p',
  sourceId: 's',
  projectId: null,
  kind: 'construction',
  name: 'Construction',
  ...given,
});
const aContractLine = (given: Partial<ContractLine> = {}): ContractLine => ({
  id: 'c',
  name: 'Works',
  committedCents: 100_000_000n,
  expendedCents: 0n,
  retainageCents: 0n,
  paidCents: 0n,
  ...given,
});
const cents = (max = 10n ** 11n) => fc.bigInt({ min: 0n, max });

describe('the figures of a line', () => {
  test('follow from its totals', () => {
    const line = {
      ...NOTHING,
      baselineCents: 1_000n,
      transferredInCents: 300n,
      transferredOutCents: 100n,
      committedCents: 900n,
      expendedCents: 400n,
      retainageCents: 20n,
      paidCents: 300n,
      toCommitCents: 250n,
    };
    expect(figuresOf(line, 100n)).toEqual({
      budgetCents: 1_200n,
      uncommittedCents: 300n,
      encumberedCents: 500n,
      payableCents: 380n,
      unpaidCents: 80n,
      eacCents: 1_250n,
      varianceCents: -50n,
      varianceToBaselineCents: -250n,
    });
    expect(brokenIdentities(line)).toEqual([]);
  });

  test('waiting change orders count by how likely they come', () => {
    expect(
      likelyCents([
        { amountCents: 1_000_000n, probabilityRatio: 0.25 },
        { amountCents: -200_000n, probabilityRatio: 0.5 },
        { amountCents: 1n, probabilityRatio: 0.5 },
      ]),
    ).toBe(150_001n);
    fc.assert(fc.property(cents(), (amount) => [byRatio(amount, 0), byRatio(amount, 1)].join() === [0n, amount].join()));
    fc.assert(
      fc.property(cents(), fc.double({ min: 0, max: 1, noNaN: true }), (amount, ratio) => byRatio(-amount, ratio) === -byRatio(amount, ratio)),
    );
  });

  test('what breaks an identity is named', () => {
    const broken = { ...NOTHING, baselineCents: 10n, committedCents: 11n, expendedCents: 12n, retainageCents: 1n, paidCents: 12n };
    expect(brokenIdentities(broken)).toEqual([
      'committed above the budget',
      'expended above what is committed',
      'retainage not within 0 and 5 %',
      'paid not within 0 and what is payable',
    ]);
  });
});

describe('a transfer', () => {
  const from = aLine({ id: 'from', baselineCents: 1_000n, committedCents: 400n });
  const to = aLine({ id: 'to' });
  test('of what is not committed goes', () => expect(judgeTransfer(from, to, 600n)).toEqual({ ok: true, kind: 'transfer' }));
  test('of more is refused with both figures', () =>
    expect(judgeTransfer(from, to, 601n)).toEqual({ ok: false, why: 'not_there', askedCents: 601n, uncommittedCents: 600n }));
  test.each([
    ['same_line', from, from, 1n],
    ['other_programme', from, aLine({ id: 'to', programmeId: 'q' }), 1n],
    ['other_source', from, aLine({ id: 'to', sourceId: 't' }), 1n],
    ['not_positive', from, to, 0n],
    ['not_positive', from, to, -1n],
  ] as const)('%s is refused', (why, a, b, amount) => expect(judgeTransfer(a, b, amount)).toMatchObject({ ok: false, why }));
  test('is an allocation, a draw or a transfer by where it comes from', () => {
    const kinds = ['unallocated', 'contingency', 'design'].map((kind) => judgeTransfer(aLine({ ...from, kind }), to, 1n));
    expect(kinds.map((verdict) => verdict.ok && verdict.kind)).toEqual(['allocation', 'draw', 'transfer']);
  });
  test('that is allowed breaks no identity of the line it leaves', () => {
    fc.assert(
      fc.property(cents(), cents(), cents(), (baseline, committed, amount) => {
        fc.pre(committed <= baseline);
        const line = aLine({ id: 'from', baselineCents: baseline, committedCents: committed });
        const after = { ...line, transferredOutCents: amount };
        expect(judgeTransfer(line, to, amount).ok).toBe(amount > 0n && brokenIdentities(after).length === 0);
      }),
    );
  });
});

describe('a commitment', () => {
  const line = aLine({ baselineCents: 90_000_000n });
  test('above what is uncommitted is refused with both figures', () =>
    expect(judgeCommitment([{ line, amountCents: 120_000_000n }])).toMatchObject({
      why: 'over_budget',
      askedCents: 120_000_000n,
      uncommittedCents: 90_000_000n,
    }));
  test('counts all that it takes from one line together', () => {
    const halves = [50_000_000n, 50_000_000n].map((amountCents) => ({ line, amountCents }));
    expect(judgeCommitment(halves)).toMatchObject({ ok: false, askedCents: 100_000_000n });
    expect(judgeCommitment([...halves, { line, amountCents: -10_000_000n }])).toEqual({ ok: true });
  });
  test.each(['contingency', 'unallocated'])('takes nothing straight from %s', (kind) =>
    expect(judgeCommitment([{ line: aLine({ kind, baselineCents: 100n }), amountCents: 1n }])).toMatchObject({ why: 'not_for_buying' }),
  );
  test('made less stays at what is billed', () => {
    const billed = aContractLine({ expendedCents: 70_000_000n });
    expect(judgeLess([{ line: billed, amountCents: -30_000_000n }])).toEqual({ ok: true });
    expect(judgeLess([{ line: billed, amountCents: -30_000_001n }])).toMatchObject({ why: 'below_expended', leftCents: 30_000_000n });
  });
});

describe('retainage', () => {
  test('is 5 % of $1,000,000.00 billed: $50,000.00 are held, $950,000.00 are payable', () => {
    const held = heldOf(100_000_000n, 0.05);
    expect([held, 100_000_000n - held]).toEqual([5_000_000n, 95_000_000n]);
  });
  test('is for public works above $150,000.00', () => {
    const of = (amountCents: bigint, isPublicWorks = true, kind: 'contract' | 'purchase_order' = 'contract') =>
      retainageRatioOf({ kind, isPublicWorks, amountCents });
    expect([of(15_000_000n), of(15_000_001n), of(20_000_000n, false), of(20_000_000n, true, 'purchase_order')]).toEqual([0, 0.05, 0, 0]);
  });
  test('is never more than 5 %, however it is billed', () => {
    fc.assert(
      fc.property(fc.array(cents(10n ** 9n), { maxLength: 20 }), fc.double({ min: 0, max: 0.05, noNaN: true }), (billed, ratio) => {
        const held = billed.reduce((sum, amount) => sum + heldOf(amount, ratio), 0n);
        expect(held <= mostRetained(billed.reduce((sum, amount) => sum + amount, 0n))).toBe(true);
      }),
    );
  });
  test('goes back with a credit as far as it has to', () => {
    expect(backWithCredit({ expendedCents: 100_000n, retainageCents: 5_000n }, -20_000n)).toBe(1_000n);
    expect(backWithCredit({ expendedCents: 100_000n, retainageCents: 0n }, -20_000n)).toBe(0n);
  });
});

describe('an invoice', () => {
  const bill = (line: Partial<ContractLine>, amountCents: bigint, more: Partial<Billed> = {}): Billed => ({
    line: aContractLine(line),
    amountCents,
    retainageCents: 0n,
    releasedCents: 0n,
    ...more,
  });
  test('above what its contract has left is refused with both figures', () =>
    expect(judgeInvoice([bill({ expendedCents: 60_000_000n }, 40_000_001n)])).toEqual({
      ok: false,
      why: 'over_contract',
      lineName: 'Works',
      askedCents: 40_000_001n,
      leftCents: 40_000_000n,
    }));
  test('holds no more than 5 % of what was billed', () =>
    expect(judgeInvoice([bill({}, 100n, { retainageCents: 6n })])).toMatchObject({ why: 'retainage_over', mostCents: 5n }));
  test('releases no more than is held', () =>
    expect(judgeInvoice([bill({ expendedCents: 100n, retainageCents: 5n }, 0n, { releasedCents: 6n })])).toMatchObject({ why: 'release_over_held' }));
  test('may release what is held and bill nothing', () =>
    expect(judgeInvoice([bill({ expendedCents: 100n, retainageCents: 5n }, 0n, { releasedCents: 5n })])).toEqual({ ok: true }));
  test('of nothing is none', () => expect(judgeInvoice([bill({}, 0n)])).toEqual({ ok: false, why: 'nothing' }));
  test('credits no more than was billed, and nothing that was paid', () => {
    expect(judgeInvoice([bill({ expendedCents: 100n }, -101n)])).toMatchObject({ why: 'below_nothing' });
    expect(judgeInvoice([bill({ expendedCents: 100n, paidCents: 90n }, -20n)])).toMatchObject({ why: 'paid_already' });
  });
  test('a payment is of what is payable and not paid', () => {
    const line = aContractLine({ expendedCents: 100n, retainageCents: 5n, paidCents: 50n });
    expect(judgePayment([{ line, amountCents: 45n }])).toEqual({ ok: true });
    expect(judgePayment([{ line, amountCents: 46n }])).toMatchObject({ ok: false, unpaidCents: 45n });
    expect(judgePayment([{ line, amountCents: -50n }])).toEqual({ ok: true });
    expect(judgePayment([{ line, amountCents: -51n }]).ok).toBe(false);
  });
});

test('amounts and months are said as people say them', () => {
  expect([120_000_000n, 0n, 5n, -123_456n, 99_999_999_999n].map(inDollars)).toEqual([
    '$1,200,000.00',
    '$0.00',
    '$0.05',
    '−$1,234.56',
    '$999,999,999.99',
  ]);
  expect(monthWords('2026-03-01')).toBe('March 2026');
});
