import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Calendar, type KnownCalendar } from '#kernel/calendar.ts';
import { dueAfterChange } from './moves.ts';
import { type Policy, promiseOf } from './promise.ts';

const WEEKDAY = [[420, 1020]] as const;
const office: Calendar = { timeZone: 'America/Denver', week: [[], WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, []], exceptions: new Map() };
const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-24T16:00:00Z');

test('an order that was never on hold is previewed as the recount counts it', () => {
  const day = fc.integer({ min: 0, max: 20 }).map((n) => new Date(Date.UTC(2026, 10, 24 + n)).toISOString().slice(0, 10));
  const target = fc.oneof(
    fc.record({ unit: fc.constant('minutes' as const), amount: fc.integer({ min: 30, max: 4_000 }) }),
    fc.record({ unit: fc.constant('working_days' as const), amount: fc.integer({ min: 1, max: 15 }) }),
  );
  fc.assert(
    fc.property(target, fc.uniqueArray(day, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 200 }), (resolution, days, hoursAgo) => {
      const sorted = days.toSorted();
      const policy: Policy = { calendar: 'office', response: null, resolution };
      const submittedAt = new Date(NOW - hoursAgo * HOUR);
      const order = { policy, status: 'submitted', submittedAt, respondedAt: null, plannedOn: null };
      const history = [{ kind: 'submitted', at: submittedAt, by: null, data: {} }];
      const after: Calendar = { ...office, exceptions: new Map(sorted.map((one) => [one, [{ windows: [], why: 'Snow' }]])) };
      const began = { id: 1, at: 0, by: null, byId: null, why: '', calendar: office, days: null };
      const due = (known: KnownCalendar) => promiseOf(order, history, new Map([['office', known]]), new Date(NOW)).resolutionDueAt!;
      const resolutionDueAt = due([began]);
      const quick = dueAfterChange({ ...order, resolutionDueAt }, { before: office, after, days: sorted }, new Date(NOW));
      const exact = due([began, { ...began, id: 2, at: NOW, calendar: after, days: sorted }]);
      expect(Math.abs(quick! - exact.getTime())).toBeLessThan(60_000);
    }),
  );
});

test('a planned order moves where its day is closed', () => {
  const after: Calendar = { ...office, exceptions: new Map([['2026-12-01', [{ windows: [], why: 'Snow' }]]]) };
  const order = {
    policy: { calendar: 'office', response: null, resolution: { unit: 'planned_date' as const } },
    submittedAt: new Date(NOW),
    resolutionDueAt: new Date('2026-12-02T00:00:00Z'),
    plannedOn: '2026-12-01',
  };
  expect(dueAfterChange(order, { before: office, after, days: ['2026-12-01'] }, new Date(NOW))).toBe(Date.parse('2026-12-03T00:00:00Z'));
});
