import { askingIn, DAY, HOUR, localOf } from './clock.ts';
import type { Random } from './world.ts';

/** Recent weeks are denser, so that desks and crews have today's work. */
const RECENT_SHARE = 0.07;
const RECENT_DAYS = 18;

/** Some moment of the last two years. */
export function momentOfAsking(now: Date, random: Random): Date {
  const span = 2 * 365 * DAY;
  for (;;) {
    const back = random.chance(RECENT_SHARE) ? random.next() * RECENT_DAYS * DAY : random.next() * span;
    const at = new Date(now.getTime() - back);
    if (random.chance(askingIn(localOf(at)))) return at;
  }
}

const SCHOOL_YEARS = 5;

/**
 * When orders were asked for over several school years up to `now`, as a function from 0..1: rising, so that orders made one after the
 * other are as old as their numbers say, and dense where schools ask often.
 */
export function momentsUpTo(now: Date): (share: number) => Date {
  const hours = SCHOOL_YEARS * 365 * 24;
  const start = now.getTime() - hours * HOUR;
  const recentFrom = hours - RECENT_DAYS * 24;
  const often = Float64Array.from({ length: hours }, (_, i) => askingIn(localOf(new Date(start + i * HOUR))));
  const sum = (from: number) => often.subarray(from).reduce((a, b) => a + b, 0);
  const [all, recent] = [sum(0), sum(recentFrom)];
  let total = 0;
  const upTo = often.map((one, i) => (total += (one / all) * (1 - RECENT_SHARE) + (i < recentFrom ? 0 : (one / recent) * RECENT_SHARE)));

  return (share) => {
    const wanted = share * total;
    let [low, high] = [0, hours - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    const before = low === 0 ? 0 : upTo[low - 1]!;
    return new Date(start + (low + (wanted - before) / (upTo[low]! - before)) * HOUR);
  };
}
