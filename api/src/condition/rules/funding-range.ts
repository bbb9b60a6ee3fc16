import type { Start } from './forecast.ts';

/** A round number, the least that is not below. */
function roundUp(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * size).find((step) => step >= value * (1 - 1e-9))!;
}

const LEAST_CENTS = 1_000_000;
const MOST_CENTS = 99_999_999_999;
const STEPS = 100;
/** In so many years a funding at the end of the range would have mended everything. */
const SOON_YEARS = 6;

/** Between which yearly fundings one has something to choose: from nothing to what mends everything within a few years, in even steps. Cents. */
export function fundingRange({ backlogCents, renewalCents }: Start): { mostCents: number; stepCents: number } {
  const years = Math.max(1, renewalCents.length);
  const due = Array.from(renewalCents).reduce((sum, cents) => sum + cents, 0) / years;
  const most = Math.min(MOST_CENTS, roundUp(Math.max(LEAST_CENTS, backlogCents / SOON_YEARS + due)));
  return { mostCents: most, stepCents: Math.max(1, Math.round(most / STEPS)) };
}
