import { expect, test } from 'vitest';
import type { KnownCalendar } from '#kernel/calendar.ts';
import { type Happened, type Policy, promiseOf, type Promised, readClocks } from './promise.ts';

const calendars = new Map([
  [
    '24x7',
    [
      {
        id: 1,
        at: 0,
        by: null,
        byId: null,
        why: '',
        days: null,
        calendar: { timeZone: 'America/Denver', week: Array.from({ length: 7 }, () => [[0, 1440]] as const), exceptions: new Map() },
      },
    ] as unknown as KnownCalendar,
  ],
]);
const policy: Policy = { calendar: '24x7', response: { unit: 'minutes', amount: 60 }, resolution: { unit: 'minutes', amount: 240 } };
const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const order: Promised = { policy, status: 'awaiting_approval', submittedAt: at('08:00'), respondedAt: null, plannedOn: null };
const asked: Happened = { kind: 'submitted', at: at('08:00'), by: 'Tess', data: { awaitsApproval: true } };
const approved: Happened = { kind: 'approved', at: at('11:00'), by: 'Pat', data: {} };

test('while an approval is awaited no clock runs, nothing is due and nobody is warned', () => {
  expect(readClocks(order, [asked], calendars, at('20:00'))).toEqual({ response: null, resolution: null });
  expect(promiseOf(order, [asked], calendars, at('20:00'))).toMatchObject({ responseDueAt: null, resolutionDueAt: null, nextWarningAt: null });
});

test('the approval starts both clocks, and the trace says who gave it', () => {
  const { response, resolution } = readClocks({ ...order, status: 'submitted' }, [asked, approved], calendars, at('12:00'));
  expect([response?.elapsed, resolution?.elapsed]).toEqual([60, 60]);
  expect(resolution?.dueAt).toBe(at('15:00').getTime());
  expect(resolution?.segments[0]).toMatchObject({ from: at('11:00').getTime(), why: 'approved', by: 'Pat' });
});

test('a priority that changed while it was awaited is the one that the clocks begin with', () => {
  const urgent: Policy = { ...policy, resolution: { unit: 'minutes', amount: 120 } };
  const changed: Happened = { kind: 'prioritised', at: at('09:00'), by: null, data: { policy: urgent, policyBefore: policy } };
  const { resolution } = readClocks({ ...order, policy: urgent, status: 'submitted' }, [asked, changed, approved], calendars, at('12:00'));
  expect([resolution?.target, resolution?.segments.length]).toEqual([120, 1]);
});

test('what is declined has no clocks at all', () => {
  const declined: Happened = { kind: 'declined', at: at('11:00'), by: 'Pat', data: { note: 'No budget.' } };
  expect(readClocks({ ...order, status: 'cancelled' }, [asked, declined], calendars, at('12:00'))).toEqual({ response: null, resolution: null });
});
