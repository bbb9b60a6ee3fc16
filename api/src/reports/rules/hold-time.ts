import { type Calendar, openingsOn } from '#kernel/calendar.ts';
import { dayAfter } from '#kernel/day.ts';

/** A wait: for what, on which calendar, and its two ends in milliseconds. */
export type Hold = { reason: string; calendar: string; from: number; to: number };
export type HoldTime = { workingMs: number; calendarMs: number };

/**
 * Working time up to any instant of these days, as a function: with thousands of waits, each is then two look-ups.
 * Before the first day it is 0, after the last it no longer grows.
 */
export function workingTimeUpTo(calendar: Calendar, firstDay: string, lastDay: string): (at: number) => number {
  const openings: { from: number; to: number; before: number }[] = [];
  let sum = 0;
  for (let day = firstDay; day <= lastDay; day = dayAfter(day))
    for (const { from, to } of openingsOn(calendar, day)) {
      openings.push({ from, to, before: sum });
      sum += to - from;
    }
  return (at) => {
    let [low, high] = [0, openings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (openings[middle]!.from <= at) low = middle + 1;
      else high = middle;
    }
    const last = openings[low - 1];
    return last ? last.before + Math.min(at, last.to) - last.from : 0;
  };
}

/** How long was waited, by reason. */
export function holdTimes(holds: readonly Hold[], upTo: (calendar: string) => (at: number) => number): Map<string, HoldTime> {
  const times = new Map<string, HoldTime>();
  for (const { reason, calendar, from, to } of holds) {
    const until = upTo(calendar);
    const { workingMs, calendarMs } = times.get(reason) ?? { workingMs: 0, calendarMs: 0 };
    times.set(reason, { workingMs: workingMs + until(to) - until(from), calendarMs: calendarMs + to - from });
  }
  return times;
}
