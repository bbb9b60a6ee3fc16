import { quantile } from './spread.ts';

/** One measurement of a school's download. */
export type Measured = { mbps: number; at: Date };
export type Dip = { beganAt: Date; usualMbps: number; seenMbps: number };

/** Slower than this part of what is usual is a dip. */
export const DIP_RATIO = 0.5;
export const DIP_LASTS_MS = 3_600_000;
/** So many measurements before say what is usual. */
export const USUAL_OF_AT_LEAST = 8;
/** A measurement that is older says nothing of now. */
const STILL_SAYS_MS = 2 * 3_600_000;

/**
 * Has a school been under half of its usual speed for an hour? Every measurement from the first slow one on must be slow, the last must be
 * recent, and an hour must lie between them; what is usual is the median of those before. In order of time, the newest last.
 */
export function judgeDip(measured: readonly Measured[], now: Date): Dip | null {
  const last = measured.at(-1);
  if (!last || now.getTime() - last.at.getTime() > STILL_SAYS_MS) return null;
  // From each possible beginning: what came before it was usual, what came since is slow.
  for (let from = measured.length - 2; from >= USUAL_OF_AT_LEAST; from -= 1) {
    const usual = quantile(
      measured.slice(0, from).map(({ mbps }) => mbps),
      0.5,
    )!;
    const since = measured.slice(from);
    const slow = since.every(({ mbps }) => mbps < usual * DIP_RATIO);
    if (!slow) continue;
    if (last.at.getTime() - since[0]!.at.getTime() < DIP_LASTS_MS) continue;
    const seen = quantile(
      since.map(({ mbps }) => mbps),
      0.5,
    )!;
    return { beganAt: since[0]!.at, usualMbps: usual, seenMbps: seen };
  }
  return null;
}

/** Is it over? The latest measurement is as fast again as half of the usual. */
export const isOver = ({ usualMbps }: { usualMbps: number }, latest: Measured | undefined): boolean =>
  latest !== undefined && latest.mbps >= usualMbps * DIP_RATIO;
