import { dollarsOf } from '#kernel/money.ts';

/** What the ledger keeps of lines, added up. */
export const TOTALS = ['revenue', 'baseline', 'transferredIn', 'transferredOut', 'committed', 'expended', 'retainage', 'paid', 'toCommit'] as const;
export type Totals = Record<(typeof TOTALS)[number], bigint> & {
  /** Change orders that wait, each times how likely it comes. */
  pending: bigint;
};

/** Lines together; 0 of each where there are none. */
export function sumOf(all: readonly Totals[]): Totals {
  const sum = (key: keyof Totals) => all.reduce((total, one) => total + one[key], 0n);
  return Object.fromEntries([...TOTALS, 'pending' as const].map((key) => [key, sum(key)])) as Totals;
}

/** What follows from the totals, to the cent: the identities of the capital plan. */
export function figuresOf(totals: Totals) {
  const { revenue, baseline, transferredIn, transferredOut, committed, expended, retainage, paid, toCommit, pending } = totals;
  const budget = revenue + baseline + transferredIn - transferredOut;
  const forecast = committed + pending + toCommit;
  return {
    revenue,
    baseline,
    transferredIn,
    transferredOut,
    budget,
    committed,
    uncommitted: budget - committed,
    expended,
    encumbered: committed - expended,
    retainage,
    payable: expended - retainage,
    paid,
    toCommit,
    pending,
    forecast,
    variance: budget - forecast,
    varianceToBaseline: baseline - forecast,
  };
}
export type Figures = ReturnType<typeof figuresOf>;

/** The same as decimal strings. */
export const presentFigures = (totals: Totals) =>
  Object.fromEntries(Object.entries(figuresOf(totals)).map(([name, cents]) => [name, dollarsOf(cents)])) as Record<keyof Figures, string>;

export const ENTRY_KINDS = [
  'revenue',
  'baseline',
  'transfer',
  'commitment',
  'change_order',
  'release',
  'invoice',
  'retainage',
  'payment',
  'estimate',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
type Signs = Partial<Record<EntryKind, 1 | -1>>;

const BUDGET: Signs = { revenue: 1, baseline: 1, transfer: 1 };
const COMMITTED: Signs = { commitment: 1, change_order: 1, release: 1 };
const less = (signs: Signs): Signs => Object.fromEntries(Object.entries(signs).map(([kind, sign]) => [kind, -sign]));

/** Of which entries a figure is made, and with which sign; what waits for approval is in none. */
export const MADE_OF = {
  revenue: { revenue: 1 },
  baseline: { baseline: 1 },
  budget: BUDGET,
  committed: COMMITTED,
  uncommitted: { ...BUDGET, ...less(COMMITTED) },
  expended: { invoice: 1 },
  encumbered: { ...COMMITTED, invoice: -1 },
  retainage: { retainage: 1 },
  payable: { invoice: 1, retainage: -1 },
  paid: { payment: 1 },
  toCommit: { estimate: 1 },
  forecast: { ...COMMITTED, estimate: 1 },
} as const satisfies Partial<Record<keyof Figures, Signs>>;
export type FigureName = keyof typeof MADE_OF;
export const FIGURE_NAMES = Object.keys(MADE_OF) as [FigureName, ...FigureName[]];
