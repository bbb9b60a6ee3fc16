import { describe, expect, it } from 'vitest';
import { nextStep } from './next-step.ts';
import type { OrderSummary } from './order.ts';

const TUESDAY_NOON = new Date('2026-03-10T18:00:00Z');
const ME = 'me';

const order = (more: Partial<OrderSummary> = {}) =>
  ({
    status: 'submitted',
    serviceCode: 'facilities',
    tradeCode: 'plumbing',
    requester: { id: ME, name: 'Ana Ruiz' },
    room: null,
    team: { id: 't', name: 'Plumbing' },
    assignee: null,
    plannedOn: null,
    hold: null,
    ...more,
  }) as OrderSummary;
const said = (more: Partial<OrderSummary>, reader = ME) => nextStep(order(more), reader, TUESDAY_NOON);
const hold = (reason: NonNullable<OrderSummary['hold']>['reason'], untilOn: string | null = null) =>
  said({ status: 'on_hold', hold: { reason, note: null, untilOn } });

describe('what happens next', () => {
  it('says who comes when, in the words of the person who asked', () => {
    expect(said({ status: 'assigned', plannedOn: '2026-03-12' })).toBe('A plumber comes on Thursday.');
    expect(said({ status: 'assigned', plannedOn: '2026-03-10' })).toBe('A plumber comes today.');
    expect(said({ status: 'assigned', plannedOn: '2026-03-11' })).toBe('A plumber comes tomorrow.');
    expect(said({ status: 'assigned', plannedOn: '2026-03-24' })).toBe('A plumber comes on Tuesday, March 24.');
  });

  it('does not promise a day that is over, nor a visit where none is needed', () => {
    expect(said({ status: 'assigned', plannedOn: '2026-03-09' })).toBe('It was planned on Monday, March 9. A new day has to be set.');
    expect(said({ status: 'assigned', serviceCode: 'hr', tradeCode: 'leave', plannedOn: '2026-03-12', team: null })).toBe(
      'Somebody works on it on Thursday.',
    );
    expect(said({ status: 'assigned' })).toBe('Plumbing has it. The day is not set yet.');
  });

  it('says what it waits for and until when', () => {
    expect(hold('parts', '2026-03-12')).toBe('Waiting for a part, expected on Thursday.');
    expect(hold('parts', '2026-03-02')).toBe('Waiting for a part.');
    expect(hold('awaiting_requester')).toBe('Waiting for your answer. Write it below.');
    expect(said({ status: 'on_hold', hold: { reason: 'awaiting_requester', note: null, untilOn: null } }, 'another')).toBe(
      'Waiting for an answer from Ana Ruiz.',
    );
  });

  it('asks only the person who asked whether it is fixed', () => {
    expect(said({ status: 'completed' })).toBe('Done: is it fixed?');
    expect(said({ status: 'completed' }, 'another')).toBe('Done. Ana Ruiz says whether it is fixed.');
  });
});
