import { describe, expect, it } from 'vitest';
import type { Queued } from '#lib/offline/operation.ts';
import type { Field } from './field.ts';
import { meantBy } from './meant.ts';
import type { Act, Order } from './order.ts';
import { withQueue } from './with-queue.ts';

const move = (action: string, to: Order['status']) => ({ action, to, needs: [] });
const order = {
  id: 'o1',
  number: 'WO-2026-000001',
  title: 'Drips',
  status: 'assigned',
  priority: 'P3',
  version: 2,
  plannedOn: null,
  hold: null,
  crew: null,
  allowedMoves: [move('start', 'in_progress')],
} as unknown as Order;
const movesWhen = {
  triaged: [move('hold', 'on_hold')],
  assigned: [move('start', 'in_progress'), move('hold', 'on_hold')],
  in_progress: [move('hold', 'on_hold'), move('complete', 'completed')],
  on_hold: [move('resume', 'in_progress')],
};
const field = { orders: { o1: { movesWhen } }, setAside: [], mayBeKept: true } as unknown as Field;
const day = {
  now: [],
  today: [],
  later: [order],
  held: [],
  done: [],
  queue: [],
  queueCount: 0,
  nextCursor: null,
  nextHeld: null,
  isFirst: true,
  day: '2026-03-10',
};

const typed = (act: Act, values: Record<string, string> = {}) =>
  meantBy(act, { order, pass: 'p', personId: 'me', value: (name) => values[name], photos: [], now: Date.parse('2026-03-10T18:00:00Z') });
const shown = (...things: Queued[]) => {
  const { now, today, later, held, done } = withQueue(day, field, things);
  return Object.entries({ now, today, later, held, done }).flatMap(([section, orders]) =>
    orders.map((o) => [section, o.status, ...o.allowedMoves.map(({ action }) => action)]),
  );
};
const START = typed('start');
const HOLD = typed('hold', { holdReason: 'parts', note: 'Valve' });
const DONE = typed('complete', { resolutionNote: 'Fixed', minutes: '30' });

describe('the day with what waits on the phone', () => {
  it('shows each step at once, with the moves that follow it', () => {
    expect(shown()).toEqual([['later', 'assigned', 'start']]);
    expect(shown(...START)).toEqual([['now', 'in_progress', 'hold', 'complete']]);
    expect(shown(...START, ...HOLD)).toEqual([['held', 'on_hold', 'resume']]);
    expect(shown(...START, ...HOLD, ...typed('resume'))).toEqual([['now', 'in_progress', 'hold', 'complete']]);
    expect(shown(...START, ...DONE)).toEqual([['done', 'completed']]);
    expect(shown(...typed('give_back', { note: 'Not ours' }))).toEqual([]);
  });

  it('goes back after a wait to where it waited from', () => {
    expect(shown(...HOLD, ...typed('resume'))).toEqual([['later', 'assigned', 'start', 'hold']]);
  });

  it('leaves out what the desk looks at and what was refused', () => {
    expect(shown(...START.map((thing) => ({ ...thing, state: 'set_aside' as const })))).toEqual([['later', 'assigned', 'start']]);
  });
});

describe('what a form means', () => {
  it('is one thing after the other, what is added before the step', () => {
    expect(DONE.map(({ operation }) => [operation.kind, operation.payload])).toEqual([
      ['labour', { minutes: 30 }],
      ['complete', { resolutionNote: 'Fixed' }],
    ]);
    expect(typed('report', { note: 'Worn', minutes: '5' }).map(({ operation }) => operation.kind)).toEqual(['note', 'labour']);
  });

  it('has an id of its own each time, the phone’s time, and the order as it was shown', () => {
    expect(DONE[0]!.id).not.toBe(DONE[1]!.id);
    expect(START[0]!.operation).toMatchObject({
      orderId: 'o1',
      pass: 'p',
      deviceAt: '2026-03-10T18:00:00.000Z',
      seen: { status: 'assigned', version: 2 },
    });
  });
});
