import { forecast, type Funding, type Rates } from './forecast.ts';

/** All components of a portfolio, each at its index: years until it is renewed next (0 or less: overdue, its renewal stands in the backlog), life, and cost in today's cents. */
export type Lives = { untilNext: Float64Array; lifeYears: Float64Array; costCents: Float64Array };

/**
 * By how much a life or a cost may be off, as a share of it, to either side: half of that all of them together, for whoever estimates leans one way, half of it each by itself. Were it
 * all by itself, thousands of components would cancel each other's errors and the whole would look surer than anybody is.
 */
export type Spread = { life: number; cost: number };

export type Drawing = {
  crvCents: number;
  backlogCents: number;
  lives: Lives;
  rates: Rates;
  fundings: readonly Funding[];
  spread: Spread;
  years: number;
  draws: number;
  /** How long before the end of its year something falls due: half a year where nothing else is said, so that it comes early as often as late. */
  beforeYearEnd?: number;
};

/** Of one year, over all draws: nine in ten lie above the first, one in ten above the last. */
export type DrawnYear = { year: number; ratio: Band3; fundingCents: Band3 };
type Band3 = { p10: number; p50: number; p90: number };

/** 0..1, evenly. */
export type Random = () => number;

/** Even chances, so far to either side of nothing. */
const off = (spread: number, random: Random) => spread * (2 * random() - 1);

/**
 * The forecast, many times over, each time with other lives and costs; the same chances give the same answer. `said` hears how many draws are done, every so many.
 * All fundings meet the same draws. Where nothing has a value there is nothing to draw: an empty list for each.
 */
export function drawForecasts(given: Drawing, random: Random, said: (done: number) => void = () => {}): DrawnYear[][] {
  const { crvCents, backlogCents, lives, rates, fundings, spread, years, draws, beforeYearEnd = 0.5 } = given;
  if (crvCents <= 0 || draws < 1) return fundings.map(() => []);
  const all = fundings.map((funding) => ({ funding, ratios: columns(years, draws), spent: columns(years, draws) }));
  const renewalCents = new Float64Array(years);
  const half = { life: spread.life / 2, cost: spread.cost / 2 };
  for (let draw = 0; draw < draws; draw += 1) {
    const lean = { life: off(half.life, random), cost: off(half.cost, random) };
    drawRenewals(lives, { lean, half, beforeYearEnd }, random, renewalCents);
    const start = { crvCents, backlogCents: backlogCents * (1 + lean.cost + off(half.cost, random)), renewalCents };
    for (const { funding, ratios, spent } of all)
      forecast(start, rates, funding).forEach(({ ratio, fundingCents }, t) => {
        ratios[t]![draw] = ratio!;
        spent[t]![draw] = fundingCents;
      });
    if ((draw + 1) % SAID_EVERY === 0) said(draw + 1);
  }
  return all.map(({ ratios, spent }) => ratios.map((ratio, t) => ({ year: t + 1, ratio: bandOf(ratio), fundingCents: bandOf(spent[t]!) })));
}
const columns = (years: number, draws: number) => Array.from({ length: years }, () => new Float64Array(draws));
const SAID_EVERY = 50;

/** What falls due in each year of one draw, into `renewalCents`: `lean` is how far all are off in it, `half` how far each may be beside that. */
function drawRenewals(
  { untilNext, lifeYears, costCents }: Lives,
  { lean, half, beforeYearEnd }: { lean: Spread; half: Spread; beforeYearEnd: number },
  random: Random,
  renewalCents: Float64Array,
): void {
  const years = renewalCents.length;
  renewalCents.fill(0);
  for (let i = 0; i < untilNext.length; i += 1) {
    const life = Math.max(1, lifeYears[i]! * (1 + lean.life + off(half.life, random)));
    const cost = costCents[i]! * (1 + lean.cost + off(half.cost, random));
    // What is longer in use is known to last: only the years that are left vary.
    const left = untilNext[i]!;
    let at = left > 0 ? ((left - beforeYearEnd) * life) / lifeYears[i]! : life - beforeYearEnd;
    for (; at <= years; at += life) {
      const year = Math.max(1, Math.ceil(at));
      renewalCents[year - 1]! += cost;
    }
  }
}

function bandOf(values: Float64Array): Band3 {
  values.sort();
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
