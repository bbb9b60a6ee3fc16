import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { districtDay } from '#kernel/day.ts';
import { lastDue, nextDue, periodOf, type Rhythm } from './rhythm.ts';

const hourIn = (at: Date) => Number(new Intl.DateTimeFormat('en-US', { timeZone: 'America/Denver', hour: 'numeric', hourCycle: 'h23' }).format(at));
const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({ every: fc.constant('week' as const), day: fc.integer({ min: 1, max: 7 }), hour: fc.integer({ min: 0, max: 23 }) }),
  fc.record({ every: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }), hour: fc.integer({ min: 0, max: 23 }) }),
);
const instants = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-01-01T00:00:00Z'), noInvalidDate: true });

describe('when a packet is due next', () => {
  test.each<[string, Rhythm, string, string]>([
    ['on a day of the month', { every: 'month', day: 5, hour: 7 }, '2026-11-24T16:00:00Z', '2026-12-05T14:00:00.000Z'],
    ['later today', { every: 'month', day: 24, hour: 17 }, '2026-11-24T16:00:00Z', '2026-11-25T00:00:00.000Z'],
    ['not at this very moment: it went out', { every: 'month', day: 24, hour: 9 }, '2026-11-24T16:00:00Z', '2026-12-24T16:00:00.000Z'],
    ['on the last day of a shorter month', { every: 'month', day: 31, hour: 6 }, '2027-02-01T12:00:00Z', '2027-02-28T13:00:00.000Z'],
    ['in a leap year', { every: 'month', day: 30, hour: 6 }, '2028-02-10T12:00:00Z', '2028-02-29T13:00:00.000Z'],
    ['on a day of the week', { every: 'week', day: 1, hour: 8 }, '2026-11-24T16:00:00Z', '2026-11-30T15:00:00.000Z'],
    ['in summer, an hour earlier by UTC', { every: 'month', day: 1, hour: 7 }, '2026-06-20T12:00:00Z', '2026-07-01T13:00:00.000Z'],
    ['at an hour that the clocks skip, just after', { every: 'month', day: 14, hour: 2 }, '2027-03-10T12:00:00Z', '2027-03-14T09:00:00.000Z'],
  ])('%s', (_name, rhythm, after, expected) => {
    expect(nextDue(rhythm, new Date(after)).toISOString()).toBe(expected);
  });

  test('is always later, at its hour, and never more than a month and a day away', () => {
    fc.assert(
      fc.property(rhythms, instants, (rhythm, after) => {
        const due = nextDue(rhythm, after);
        expect(due.getTime()).toBeGreaterThan(after.getTime());
        expect(due.getTime() - after.getTime()).toBeLessThan(32.1 * 86_400_000);
        // Where the clocks skip its hour, it is the next.
        expect([rhythm.hour, rhythm.hour + 1]).toContain(hourIn(due));
      }),
    );
  });

  test('each period comes once: two moments of due never share a day', () => {
    fc.assert(
      fc.property(rhythms, instants, (rhythm, after) => {
        const due = nextDue(rhythm, after);
        expect(periodOf(nextDue(rhythm, due)) > periodOf(due)).toBe(true);
      }),
    );
  });
});

test('after a long standstill the latest period alone is made up for', () => {
  const monthly: Rhythm = { every: 'month', day: 1, hour: 7 };
  const last = lastDue(monthly, nextDue(monthly, new Date('2026-01-15T00:00:00Z')), new Date('2026-11-24T16:00:00Z'));
  expect(districtDay(last)).toBe('2026-11-01');
});
