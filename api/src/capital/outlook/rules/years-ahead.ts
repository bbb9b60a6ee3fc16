import { grown, partOf, ratioOf } from './divide.ts';

/** What the years ahead are reckoned from: kept with a scenario, so that it gives the same figures for ever. All in cents of the first year. */
export type Basis = {
  /** The first year, as 2027. */
  firstYear: number;
  operating: { revenueCents: bigint; spendCents: bigint; reserveCents: bigint };
  capital: {
    /** What is expected to arrive in each year, and what the plan spends: the cash flow of what is planned. */
    revenueCents: readonly bigint[];
    plannedCents: readonly bigint[];
    /** Renewals that fall due in each year; what no plan covers. */
    renewalCents: readonly bigint[];
    reserveCents: bigint;
  };
};
/** What somebody assumes, as ratios a year: 0.02 is 2 %. */
export type Assumptions = {
  revenueGrowth: number;
  spendGrowth: number;
  costEscalation: number;
  /** Added to what the plan spends. */
  contingency: number;
  /** Of the renewals that fall due: how much is done. */
  renewal: number;
};
export type YearAhead = {
  year: number;
  revenueCents: bigint;
  spendCents: bigint;
  /** What the reserve gives or takes: revenue − spend. */
  balanceCents: bigint;
  /** At the end of the year; below 0: there is no money for it. */
  reserveCents: bigint;
  /** How much of what is spent comes out of the reserve: max(0, spend − revenue) ÷ spend; null where nothing is spent. */
  drawShare: number | null;
};
export type YearsAhead = { operating: YearAhead[]; capital: YearAhead[] };

export const YEARS_AHEAD = 5;

/** max(0, spend − revenue) ÷ spend. */
export const drawShare = (revenueCents: bigint, spendCents: bigint): number | null =>
  spendCents <= 0n ? null : spendCents > revenueCents ? ratioOf(spendCents - revenueCents, spendCents) : 0;

/** Five years of operating and of capital: revenue, spend, reserve. They are two funds and never added up. */
export function yearsAhead({ firstYear, operating, capital }: Basis, assumed: Assumptions): YearsAhead {
  const years = Array.from({ length: YEARS_AHEAD }, (_, i) => i);
  const at = (cents: readonly bigint[], i: number) => cents[i] ?? 0n;
  return {
    operating: kept(
      firstYear,
      operating.reserveCents,
      years.map((i) => ({
        revenueCents: grown(operating.revenueCents, assumed.revenueGrowth, i),
        spendCents: grown(operating.spendCents, assumed.spendGrowth, i),
      })),
    ),
    capital: kept(
      firstYear,
      capital.reserveCents,
      years.map((i) => {
        const planned = at(capital.plannedCents, i);
        const today = planned + partOf(planned, assumed.contingency) + partOf(at(capital.renewalCents, i), assumed.renewal);
        return { revenueCents: at(capital.revenueCents, i), spendCents: grown(today, assumed.costEscalation, i) };
      }),
    ),
  };
}

function kept(firstYear: number, opening: bigint, years: readonly { revenueCents: bigint; spendCents: bigint }[]): YearAhead[] {
  let reserveCents = opening;
  return years.map(({ revenueCents, spendCents }, i) => {
    const balanceCents = revenueCents - spendCents;
    reserveCents += balanceCents;
    return { year: firstYear + i, revenueCents, spendCents, balanceCents, reserveCents, drawShare: drawShare(revenueCents, spendCents) };
  });
}
