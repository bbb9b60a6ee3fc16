import { describe, expect, test } from 'vitest';
import { DOWN_AFTER_MS, linkState } from './heartbeats.ts';
import { isAtTarget, targetsOf } from './targets.ts';

describe('a school', () => {
  const now = new Date('2026-11-24T18:00:00Z');
  test('is down after five minutes without a word of its probe, and unknown where none ever spoke', () => {
    expect(linkState(new Date(now.getTime() - DOWN_AFTER_MS), now)).toBe('up');
    expect(linkState(new Date(now.getTime() - DOWN_AFTER_MS - 1), now)).toBe('down');
    expect(linkState(null, now)).toBeNull();
  });
});

describe('targets', () => {
  const all = [
    { code: 'fcc', year: 2014, per: 'student', kbps: 100 },
    { code: 'fcc', year: 2018, per: 'student', kbps: 1000 },
    { code: 'setda', year: 2023, per: 'user', kbps: 1400 },
  ] as const;
  test('of a year are the latest of each that is not later', () => {
    expect(targetsOf(all, 2017).map(({ kbps }) => kbps)).toEqual([100]);
    expect(targetsOf(all, 2026).map(({ kbps }) => kbps)).toEqual([1000, 1400]);
    expect(targetsOf(all, 2000)).toEqual([]);
  });
  test('are reached at exactly what they ask; the unknown neither reaches nor misses', () => {
    expect([1000, 999, null].map((kbps) => isAtTarget(kbps, { kbps: 1000 }))).toEqual([true, false, null]);
  });
});
