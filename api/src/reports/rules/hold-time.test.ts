import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Calendar, workingMs } from '#kernel/calendar.ts';
import { holdTimes, workingTimeUpTo } from './hold-time.ts';

const HOUR = 3_600_000;
const WORKDAY = [[7 * 60, 11 * 60 + 30] as const, [12 * 60, 17 * 60] as const];
const calendar: Calendar = {
  timeZone: 'America/Denver',
  week: [[], WORKDAY, WORKDAY, WORKDAY, WORKDAY, [...WORKDAY, [22 * 60, 30 * 60]], []],
  exceptions: new Map([['2026-11-26', [{ windows: [], why: 'Thanksgiving' }]]]),
};
const upTo = workingTimeUpTo(calendar, '2026-10-01', '2026-12-31');

test('working time between two instants is what the calendar says, across daylight saving, lunch, nights and closed days', () => {
  const at = fc.integer({ min: Date.parse('2026-10-03T00:00:00Z'), max: Date.parse('2026-12-30T00:00:00Z') });
  fc.assert(
    fc.property(at, at, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      expect(upTo(to) - upTo(from)).toBe(workingMs(calendar, from, to));
    }),
  );
});

test('waits are added up by reason, in working time and on the wall', () => {
  const hold = (reason: string, from: string, to: string) => ({ reason, calendar: 'district', from: Date.parse(from), to: Date.parse(to) });
  const times = holdTimes(
    [
      // Wednesday 16:00 to Friday 08:00, the Thursday closed.
      hold('parts', '2026-11-25T16:00:00-07:00', '2026-11-27T08:00:00-07:00'),
      hold('parts', '2026-11-24T09:00:00-07:00', '2026-11-24T10:00:00-07:00'),
      hold('access', '2026-11-22T00:00:00-07:00', '2026-11-22T12:00:00-07:00'),
    ],
    () => upTo,
  );
  expect(times.get('parts')).toEqual({ workingMs: 3 * HOUR, calendarMs: 41 * HOUR });
  expect(times.get('access')).toEqual({ workingMs: 0, calendarMs: 12 * HOUR });
});
