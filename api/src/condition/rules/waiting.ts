import { costOfWaiting, forecast, type ForecastYear, type Funding, type Rates, type Start } from './forecast.ts';

/** The same funding, begun so many years later and nothing spent before: what is deferred then is where it begins. */
export function begunLater(start: Start, rates: Rates, funding: Funding, after: number): ForecastYear[] {
  const waited = forecast(start, rates, { kind: 'none' }).slice(0, after);
  const then = waited.at(-1);
  if (!then) return forecast(start, rates, funding);
  const price = (1 + rates.escalation) ** then.year;
  const renewalCents = Array.from(start.renewalCents).slice(then.year, start.renewalCents.length);
  const begun = { crvCents: then.crvCents, backlogCents: then.backlogCents, renewalCents: renewalCents.map((cents) => cents * price) };
  return [...waited, ...forecast(begun, rates, funding).map((one) => ({ ...one, year: one.year + then.year }))];
}

/** In cents; of years that have different money, each year's own. */
export type Waiting = {
  years: number;
  /** Mending what is deferred today, and the same work after waiting: dearer, and worse by then. */
  sameWorkCents: { now: number; later: number };
  /** What is deferred in the last year. */
  backlogCents: { now: number; later: number; difference: number };
  /** All that is spent until then. */
  spentCents: { now: number; later: number };
};

const spent = (years: readonly ForecastYear[]) => years.reduce((sum, { fundingCents, unspentCents }) => sum + fundingCents - unspentCents, 0);

/** What it costs to begin with a funding so many years later. */
export function waitingOf(start: Start, rates: Rates, funding: Funding, years: number): Waiting {
  const [now, later] = [forecast(start, rates, funding), begunLater(start, rates, funding, years)];
  const growth = ((1 + rates.escalation) * (1 + rates.deterioration)) ** years;
  return {
    years,
    sameWorkCents: { now: start.backlogCents, later: start.backlogCents * growth },
    backlogCents: { now: now.at(-1)?.backlogCents ?? 0, later: later.at(-1)?.backlogCents ?? 0, difference: costOfWaiting(later, now) },
    spentCents: { now: spent(now), later: spent(later) },
  };
}
