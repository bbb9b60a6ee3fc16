import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOver, judgeDip } from './dips.ts';

const NOW = new Date('2026-11-24T18:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const usual = (mbps = 800) => Array.from({ length: 12 }, (_, i) => ({ mbps, at: minutesAgo(3_000 - i * 100) }));
const slow = (...minutes: number[]) => minutes.map((m) => ({ mbps: 300, at: minutesAgo(m) }));

describe('a school under half of its usual speed', () => {
  test('for an hour has a dip, which says since when and how slow', () => {
    expect(judgeDip([...usual(), ...slow(75, 45, 10)], NOW)).toEqual({ beganAt: minutesAgo(75), usualMbps: 800, seenMbps: 300 });
  });
  test('since long counts from its first slow measurement', () => {
    expect(judgeDip([...usual(), ...slow(200, 140, 75, 45, 10)], NOW)?.beganAt).toEqual(minutesAgo(200));
  });
  test('for less than an hour has none yet', () => {
    expect(judgeDip([...usual(), ...slow(50, 10)], NOW)).toBeNull();
    expect(judgeDip([...usual(), ...slow(10)], NOW)).toBeNull();
  });
  test('and fast again in between has none', () => {
    expect(judgeDip([...usual(), ...slow(75), { mbps: 790, at: minutesAgo(40) }, ...slow(10)], NOW)).toBeNull();
  });
  test('whose usual speed nobody knows yet has none', () => {
    expect(judgeDip([...usual().slice(0, 5), ...slow(75, 10)], NOW)).toBeNull();
  });
  test('that has not been measured lately has none', () => {
    expect(judgeDip([...usual(), ...slow(300, 200)], NOW)).toBeNull();
  });
  test('exactly at half is not under it', () => {
    expect(judgeDip([...usual(600), ...slow(75, 10)], NOW)).toBeNull();
  });
});

test('no dip is ever found where nothing is under half of the least before', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 500, max: 1_000 }), { maxLength: 40 }), (speeds) => {
      expect(
        judgeDip(
          speeds.map((mbps, i) => ({ mbps, at: minutesAgo((speeds.length - i) * 20) })),
          NOW,
        ),
      ).toBeNull();
    }),
  );
});

test('a dip is over once the latest is at half of the usual again', () => {
  expect(isOver({ usualMbps: 800 }, { mbps: 400, at: NOW })).toBe(true);
  expect(isOver({ usualMbps: 800 }, { mbps: 399, at: NOW })).toBe(false);
  expect(isOver({ usualMbps: 800 }, undefined)).toBe(false);
});
