import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Facts, isOpen, judgeMove, type Move, MOVES, movesFor, type Standing, STANDINGS, type Status, STATUSES } from './lifecycle.ts';

const NOW = new Date('2026-09-14T15:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const order = (status: Status, over: Partial<Facts> = {}): Facts => ({
  status,
  heldFrom: status === 'on_hold' ? 'in_progress' : null,
  completedAt: ['completed', 'closed'].includes(status) ? daysAgo(1) : null,
  ...over,
});
const as = (...standings: Standing[]) => new Set(standings);
const all = { assignee: true, note: true, holdReason: true, resolutionNote: true, duplicateOf: true };
const verdict = (from: Status, to: Status, who: Standing, given = {}) => judgeMove(order(from), to, as(who), { ...all, ...given }, NOW);

describe('the life of a work order', () => {
  test.each<[Status, Status, Standing]>([
    ['submitted', 'triaged', 'dispatcher'],
    ['submitted', 'assigned', 'dispatcher'],
    ['triaged', 'assigned', 'partner'],
    ['assigned', 'in_progress', 'technician'],
    ['in_progress', 'on_hold', 'technician'],
    ['on_hold', 'in_progress', 'technician'],
    ['in_progress', 'completed', 'technician'],
    ['completed', 'closed', 'requester'],
    ['assigned', 'triaged', 'technician'],
    ['submitted', 'cancelled', 'requester'],
    ['on_hold', 'cancelled', 'dispatcher'],
    ['triaged', 'duplicate', 'dispatcher'],
    ['completed', 'assigned', 'requester'],
    ['closed', 'assigned', 'requester'],
  ])('%s → %s is open to the %s', (from, to, who) => expect(verdict(from, to, who).ok).toBe(true));

  test.each<[Status, Status, Standing, string]>([
    ['submitted', 'completed', 'dispatcher', 'not_a_move'],
    ['cancelled', 'assigned', 'dispatcher', 'not_a_move'],
    ['duplicate', 'submitted', 'dispatcher', 'not_a_move'],
    ['submitted', 'triaged', 'requester', 'not_your_move'],
    ['in_progress', 'completed', 'requester', 'not_your_move'],
    ['assigned', 'in_progress', 'viewer', 'not_your_move'],
    ['assigned', 'in_progress', 'site_administrator', 'not_your_move'],
    ['completed', 'closed', 'technician', 'not_your_move'],
    ['submitted', 'in_progress', 'technician', 'not_a_move'],
  ])('%s → %s is refused to the %s: %s', (from, to, who, why) => expect(verdict(from, to, who)).toMatchObject({ ok: false, why }));

  test.each<[Status, Status, string]>([
    ['submitted', 'assigned', 'assignee'],
    ['in_progress', 'on_hold', 'holdReason'],
    ['in_progress', 'completed', 'resolutionNote'],
    ['submitted', 'cancelled', 'note'],
    ['submitted', 'duplicate', 'duplicateOf'],
    ['completed', 'assigned', 'note'],
    ['assigned', 'triaged', 'note'],
  ])('%s → %s needs its %s', (from, to, need) =>
    expect(verdict(from, to, 'dispatcher', { [need]: false })).toEqual({ ok: false, why: 'missing', needs: [need] }),
  );

  test('a hold ends in the status it began in, and nowhere else', () => {
    const held = order('on_hold', { heldFrom: 'triaged' });
    expect(judgeMove(held, 'triaged', as('dispatcher'), all, NOW).ok).toBe(true);
    expect(judgeMove(held, 'in_progress', as('dispatcher'), all, NOW)).toMatchObject({ why: 'not_a_move' });
  });

  test('“not fixed” reopens for ten calendar days to the second, not longer', () => {
    const on = (completedAt: Date) => judgeMove(order('closed', { completedAt }), 'assigned', as('requester'), all, NOW);
    expect(on(daysAgo(10)).ok).toBe(true);
    expect(on(new Date(daysAgo(10).getTime() - 1))).toEqual({ ok: false, why: 'too_late' });
  });
});

const anyOrder = fc.record({
  status: fc.constantFrom(...STATUSES),
  heldFrom: fc.constantFrom<Status>('triaged', 'assigned', 'in_progress'),
  completedAt: fc.option(fc.integer({ min: 0, max: 30 }).map(daysAgo)),
});
const anyStandings = fc.subarray([...STANDINGS]).map((s) => new Set(s));

test('what is offered is allowed, and what is not offered is refused', () => {
  fc.assert(
    fc.property(anyOrder, anyStandings, fc.constantFrom(...STATUSES), (facts, standings, to) => {
      const offered = movesFor(facts, standings, NOW).some((m) => m.to === to);
      expect(judgeMove(facts, to, standings, all, NOW).ok).toBe(offered);
    }),
  );
});

test('an order in a final status that cannot be reopened offers nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom<Status>('cancelled', 'duplicate'), anyStandings, (status, standings) => {
      expect(movesFor(order(status), standings, NOW)).toEqual([]);
    }),
  );
});

test('somebody who only looks is never offered a move', () => {
  fc.assert(
    fc.property(anyOrder, (facts) => {
      expect(movesFor(facts, as('viewer', 'site_administrator'), NOW)).toEqual([]);
    }),
  );
});

test('every open status can be cancelled with a reason, and clocks stop on every end', () => {
  for (const status of STATUSES.filter(isOpen)) expect(verdict(status, 'cancelled', 'dispatcher').ok).toBe(true);
  const ends = MOVES.filter((m: Move) => ['completed', 'cancelled', 'duplicate'].includes(m.to));
  expect(ends.every((m) => m.clock === 'stop')).toBe(true);
});

test('no two moves of the table share from, to and action', () => {
  const keys = MOVES.map((m) => `${m.action} ${m.from} ${m.to}`);
  expect(new Set(keys).size).toBe(keys.length);
});
