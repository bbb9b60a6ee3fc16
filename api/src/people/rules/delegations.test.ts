import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAfter, districtDay } from '#kernel/day.ts';
import { CONFIRM_WITHIN_DAYS, type Delegation, delegationState, isOpen, judgeDelegation, LONGEST_DAYS } from './delegations.ts';

const NOW = new Date('2026-11-24T16:00:00Z');
const delegation = (over: Partial<Delegation> = {}): Delegation => ({
  duty: 'role',
  startsOn: '2026-11-20',
  endsOn: '2026-11-30',
  createdAt: new Date('2026-11-19T12:00:00Z'),
  confirmedAt: null,
  endedAt: null,
  ...over,
});

describe('where a delegation stands', () => {
  test.each<[string, Partial<Delegation>, string, string]>([
    ['before its first day', {}, '2026-11-20T06:59:59Z', 'planned'],
    ['from midnight of its first day in the district, not of another clock', {}, '2026-11-20T07:00:00Z', 'running'],
    ['to midnight after its last day', {}, '2026-11-30T06:59:59Z', 'running'],
    ['from the day it is half-open to', {}, '2026-11-30T07:00:00Z', 'over'],
    ['once somebody ended it', { endedAt: NOW }, '2026-11-24T16:00:00Z', 'ended'],
    ['a compartment that nobody confirmed', { duty: 'compartment' }, '2026-11-24T16:00:00Z', 'waiting'],
    ['a compartment that nobody confirmed in time', { duty: 'compartment', endsOn: '2027-01-30' }, '2026-12-03T12:00:00Z', 'lapsed'],
    ['a compartment whose days went by unconfirmed', { duty: 'compartment' }, '2026-11-30T07:00:00Z', 'lapsed'],
    ['a compartment that a second person confirmed', { duty: 'compartment', confirmedAt: NOW }, '2026-11-24T16:00:00Z', 'running'],
  ])('%s', (_, over, at, state) => expect(delegationState(delegation(over), new Date(at))).toBe(state));
});

const aDay = fc.integer({ min: -40, max: 40 }).map((days) => dayAfter('2026-11-24', days));
const anInstant = fc.date({ min: new Date('2026-09-01T00:00:00Z'), max: new Date('2027-02-28T00:00:00Z'), noInvalidDate: true });
const aDelegation = fc
  .record({
    duty: fc.constantFrom('role' as const, 'compartment' as const),
    startsOn: aDay,
    days: fc.integer({ min: 1, max: 60 }),
    createdAt: anInstant,
    confirmedAt: fc.option(anInstant),
    endedAt: fc.option(anInstant),
  })
  .map(({ days, ...d }): Delegation => ({ ...d, endsOn: dayAfter(d.startsOn, days) }));

test('it runs on its days only, while nobody ended it, and a compartment only when confirmed', () => {
  fc.assert(
    fc.property(aDelegation, anInstant, (d, now) => {
      const today = districtDay(now);
      const isRunning = d.startsOn <= today && today < d.endsOn && d.endedAt === null && (d.duty === 'role' || d.confirmedAt !== null);
      expect(delegationState(d, now) === 'running').toBe(isRunning);
    }),
  );
});

test('what is over never runs again: time only moves a delegation on', () => {
  const ORDER = ['waiting', 'planned', 'running', 'over', 'lapsed', 'ended'];
  fc.assert(
    fc.property(aDelegation, anInstant, fc.integer({ min: 0, max: 120 * 86_400_000 }), (d, now, later) => {
      const [before, after] = [delegationState(d, now), delegationState(d, new Date(now.getTime() + later))];
      expect(ORDER.indexOf(after)).toBeGreaterThanOrEqual(ORDER.indexOf(before));
      if (!isOpen(before)) expect(isOpen(after)).toBe(false);
    }),
  );
});

describe('giving one', () => {
  const judge = (startsOn: string, lastOn: string, delegateId = 'ben') => judgeDelegation({ delegatorId: 'ana', delegateId, startsOn, lastOn }, NOW);
  test.each([
    ['for a single day, today', '2026-11-24', '2026-11-24', 'allowed'],
    ['for a year', '2026-11-24', dayAfter('2026-11-24', LONGEST_DAYS - 1), 'allowed'],
    ['for longer', '2026-11-24', dayAfter('2026-11-24', LONGEST_DAYS), 'too_long'],
    ['from yesterday', '2026-11-23', '2026-11-30', 'day_past'],
    ['backwards', '2026-11-30', '2026-11-29', 'backwards'],
  ])('%s', (_, startsOn, lastOn, verdict) => expect(judge(startsOn, lastOn)).toBe(verdict));
  test('not to oneself', () => expect(judge('2026-11-24', '2026-11-30', 'ana')).toBe('to_yourself'));
  test('what is allowed runs on its first and last day, and not on the days around them', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -5, max: 400 }), (startsOn, days) => {
        const lastOn = dayAfter(startsOn, days);
        if (judge(startsOn, lastOn) !== 'allowed') return;
        const noonOf = (day: string) => new Date(`${day}T19:00:00Z`);
        const given = delegation({ startsOn, endsOn: dayAfter(lastOn) });
        const states = [dayAfter(startsOn, -1), startsOn, lastOn, dayAfter(lastOn)].map((day) => delegationState(given, noonOf(day)));
        expect(states).toEqual(['planned', 'running', 'running', 'over']);
      }),
    );
  });
});

test('a second person is asked for two weeks', () => expect(CONFIRM_WITHIN_DAYS).toBe(14));
