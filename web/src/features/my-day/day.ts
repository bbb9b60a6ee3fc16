import type { Order } from './order.ts';

export type Day = { now: Order[]; today: Order[]; later: Order[] };

const isUrgent = (order: Order) => order.priority === 'P1' || order.priority === 'P2';

/** An emergency does not wait for its day, and urgent work without one is for today; everything else comes on the day that the desk planned. */
const isForToday = (order: Order, today: string) =>
  order.priority === 'P1' || (order.plannedOn === null ? isUrgent(order) : order.plannedOn <= today);

// Sorts after every day.
const NO_DAY = '9999-12-31';
const byDay = (a: Order, b: Order) => (a.plannedOn ?? NO_DAY).localeCompare(b.plannedOn ?? NO_DAY);
const emergencyFirst = (a: Order, b: Order) => Number(b.priority === 'P1') - Number(a.priority === 'P1');

/** What is under way, what is for today (emergencies, then by planned day: overdue first), and what comes after by its day. Keeps the given order otherwise. */
export function sortDay(orders: readonly Order[], today: string): Day {
  const waiting = orders.filter((order) => order.status !== 'in_progress');
  return {
    now: orders.filter((order) => order.status === 'in_progress'),
    today: waiting.filter((order) => isForToday(order, today)).toSorted((a, b) => emergencyFirst(a, b) || byDay(a, b)),
    later: waiting.filter((order) => !isForToday(order, today)).toSorted((a, b) => byDay(a, b) || Number(isUrgent(b)) - Number(isUrgent(a))),
  };
}

/** Whether it should have been done before today. */
export const isOverdue = (order: Pick<Order, 'plannedOn'>, today: string) => order.plannedOn !== null && order.plannedOn < today;
