import type { Order } from './order.ts';

export type Day = { now: Order[]; today: Order[]; later: Order[] };

/** An emergency does not wait for a plan; everything else comes in the order that the desk planned. */
const isForToday = (order: Order, today: string) => order.priority === 'P1' || (order.plannedOn !== null && order.plannedOn <= today);

/** What is under way, what is for today (overdue too, emergencies first), and what comes after. Keeps the given order otherwise. */
export function sortDay(orders: readonly Order[], today: string): Day {
  const waiting = orders.filter((order) => order.status !== 'in_progress');
  const due = waiting.filter((order) => isForToday(order, today));
  return {
    now: orders.filter((order) => order.status === 'in_progress'),
    today: due.toSorted((a, b) => Number(b.priority === 'P1') - Number(a.priority === 'P1')),
    later: waiting.filter((order) => !isForToday(order, today)),
  };
}

/** Whether it should have been done before today. */
export const isOverdue = (order: Pick<Order, 'plannedOn'>, today: string) => order.plannedOn !== null && order.plannedOn < today;
