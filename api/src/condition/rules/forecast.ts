/** Ratios 0..1 a year: what building costs more, and how much faster what nobody repairs gets worse. */
export type Rates = { escalation: number; deterioration: number };

/** How much is spent each year on what is deferred. */
export type Funding =
  | { kind: 'none' }
  /** The same money each year, in cents of that year. */
  | { kind: 'fixed'; cents: number }
  /** A share of what replacing everything costs in that year. */
  | { kind: 'share_of_crv'; ratio: number }
  /** Whatever keeps the index where it is wanted. */
  | { kind: 'hold'; ratio: number }
  /** By even steps to the index wanted, reached after so many years; held from then on. */
  | { kind: 'reach'; ratio: number; years: number };

/** Where the forecast begins: cents now, and the renewals falling due in each year to come, in today's money. */
export type Start = { crvCents: number; backlogCents: number; renewalCents: ArrayLike<number> };

export type ForecastYear = {
  /** Years from now. */
  year: number;
  crvCents: number;
  backlogCents: number;
  /** What falls due in it, in its money. */
  renewalCents: number;
  /** What the funding gives, and how much of that found nothing to mend. */
  fundingCents: number;
  unspentCents: number;
  ratio: number | null;
};

/**
 * Year by year: B_t = max(0, B_{t−1}(1+e)(1+d) + R_t(1+e)^t − F_t), CRV_t = CRV_0(1+e)^t, FCI_t = B_t ÷ CRV_t. Cents are not rounded on the way. The ratio is null where nothing
 * has a value; funding by a share of that value is then nothing, and so is holding it.
 */
export function forecast({ crvCents, backlogCents, renewalCents }: Start, { escalation, deterioration }: Rates, funding: Funding): ForecastYear[] {
  const years: ForecastYear[] = [];
  const began = crvCents > 0 ? backlogCents / crvCents : 0;
  let backlog = backlogCents;
  let price = 1;
  for (let t = 1; t <= renewalCents.length; t += 1) {
    price *= 1 + escalation;
    const crv = crvCents * price;
    const due = renewalCents[t - 1]! * price;
    const need = backlog * (1 + escalation) * (1 + deterioration) + due;
    const given = fundingOf(funding, { t, need, crv, began });
    backlog = Math.max(0, need - given);
    years.push({
      year: t,
      crvCents: crv,
      backlogCents: backlog,
      renewalCents: due,
      fundingCents: given,
      unspentCents: Math.max(0, given - need),
      ratio: crv > 0 ? backlog / crv : null,
    });
  }
  return years;
}

function fundingOf(funding: Funding, { t, need, crv, began }: { t: number; need: number; crv: number; began: number }): number {
  switch (funding.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return funding.cents;
    case 'share_of_crv':
      return funding.ratio * Math.max(0, crv);
    case 'hold':
      return crv > 0 ? Math.max(0, need - funding.ratio * crv) : 0;
    case 'reach': {
      const wanted = t >= funding.years ? funding.ratio : began + ((funding.ratio - began) * t) / funding.years;
      return crv > 0 ? Math.max(0, need - wanted * crv) : 0;
    }
  }
}

/** What waiting costs: the backlog that one funding leaves over that of another in the last year, in cents of that year. */
export const costOfWaiting = (waiting: readonly ForecastYear[], acting: readonly ForecastYear[]): number =>
  (waiting.at(-1)?.backlogCents ?? 0) - (acting.at(-1)?.backlogCents ?? 0);
