import { quantile } from './spread.ts';

/** One measurement of a school's download. */
export type Measured = { mbps: number; at: Date };
export type Dip = { beganAt: Date; usualMbps: number; seenMbps: number };

/** Slower than this part of what is usual is a dip. */
export const DIP_RATIO = 0.5;
const DIP_LASTS_MS = 3_600_000;
/** So many measurements before say what is usual, of so many days. */
const USUAL_OF_AT_LEAST = 8;
export const USUAL_DAYS = 7;
/** A measurement that is older says nothing of now. */
export const STILL_SAYS_MS = 2 * 3_600_000;
/** A dip that began longer ago was found long ago. */
const LOOKS_BACK_MS = 24 * 3_600_000;

const median = (measured: readonly Measured[]) =>
  quantile(
    measured.map(({ mbps }) => mbps),
    0.5,
  )!;

/**
 * Has a school been under half of its usual speed for an hour? From the first slow measurement on every one must be slow, an hour must lie
 * between it and the last, and the last must be recent; what is usual is the median of those before. In order of time, the newest last.
 */
export function judgeDip(measured: readonly Measured[], now: Date): Dip | null {
  const last = measured.at(-1);
  if (!last || now.getTime() - last.at.getTime() > STILL_SAYS_MS) return null;
  let found: Dip | null = null;
  for (let from = measured.length - 1; from >= USUAL_OF_AT_LEAST; from -= 1) {
    const beganAt = measured[from]!.at;
    if (now.getTime() - beganAt.getTime() > LOOKS_BACK_MS) break;
    const usualMbps = median(measured.slice(0, from));
    const since = measured.slice(from);
    const isSlow = since.every(({ mbps }) => mbps < usualMbps * DIP_RATIO);
    if (isSlow && last.at.getTime() - beganAt.getTime() >= DIP_LASTS_MS) found = { beganAt, usualMbps, seenMbps: median(since) };
  }
  return found;
}

/** Is it over? The latest measurement is at half of the usual again, or above. */
export const isOver = ({ usualMbps }: { usualMbps: number }, latest: Measured | undefined): boolean =>
  latest !== undefined && latest.mbps >= usualMbps * DIP_RATIO;
