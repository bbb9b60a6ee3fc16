import { describe, expect, it } from 'vitest';
import { isOverdue, sortDay } from './day.ts';
import type { Order } from './order.ts';

const order = (number: string, more: Partial<Order> = {}) => ({ number, status: 'assigned', priority: 'P3', plannedOn: null, ...more }) as Order;
const numbers = (orders: Order[]) => orders.map(({ number }) => number);

describe('the order of the day', () => {
  it('puts what is under way first, then overdue and today as planned, then the rest', () => {
    const day = sortDay(
      [
        order('overdue', { plannedOn: '2026-03-09' }),
        order('today', { plannedOn: '2026-03-10' }),
        order('begun', { plannedOn: '2026-03-10', status: 'in_progress' }),
        order('tomorrow', { plannedOn: '2026-03-11' }),
        order('no day'),
      ],
      '2026-03-10',
    );
    expect(numbers(day.now)).toEqual(['begun']);
    expect(numbers(day.today)).toEqual(['overdue', 'today']);
    expect(numbers(day.later)).toEqual(['tomorrow', 'no day']);
  });

  it('does not let an emergency wait for a plan', () => {
    const day = sortDay([order('planned', { plannedOn: '2026-03-10' }), order('emergency', { priority: 'P1' })], '2026-03-10');
    expect(numbers(day.today)).toEqual(['emergency', 'planned']);
  });

  it('takes urgent work without a day for today, after what is overdue and planned', () => {
    const day = sortDay(
      [
        order('routine'),
        order('urgent', { priority: 'P2' }),
        order('urgent tomorrow', { priority: 'P2', plannedOn: '2026-03-11' }),
        order('today', { plannedOn: '2026-03-10' }),
        order('overdue', { plannedOn: '2026-03-09' }),
        order('emergency', { priority: 'P1', plannedOn: '2026-03-11' }),
      ],
      '2026-03-10',
    );
    expect(numbers(day.today)).toEqual(['emergency', 'overdue', 'today', 'urgent']);
    expect(numbers(day.later)).toEqual(['urgent tomorrow', 'routine']);
  });

  it('puts what comes after by its day, urgent work first within a day and what has no day last', () => {
    const later = (number: string, plannedOn: string | null, priority: Order['priority'] = 'P3') => order(number, { plannedOn, priority });
    const day = sortDay(
      [later('none', null), later('12th', '2026-03-12'), later('11th', '2026-03-11'), later('urgent 11th', '2026-03-11', 'P2')],
      '2026-03-10',
    );
    expect(numbers(day.later)).toEqual(['urgent 11th', '11th', '12th', 'none']);
  });

  it('knows what should have been done before today', () => {
    expect(isOverdue({ plannedOn: '2026-03-09' }, '2026-03-10')).toBe(true);
    expect(isOverdue({ plannedOn: '2026-03-10' }, '2026-03-10')).toBe(false);
    expect(isOverdue({ plannedOn: null }, '2026-03-10')).toBe(false);
  });
});
