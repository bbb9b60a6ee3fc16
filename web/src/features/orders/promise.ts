import { m } from '#lib/paraglide/messages.js';
import type { Order } from './order.ts';

const workingDays = (count: number) => (count === 1 ? m.orders_working_day() : m.orders_working_days({ count }));
const span = (amount: number, unit: string) => {
  if (/hour/.test(unit)) return m.orders_hours({ count: amount });
  if (/minute/.test(unit)) return m.orders_minutes({ count: amount });
  return amount === 1 ? m.orders_one_school_day() : workingDays(amount);
};

/** "We try to look at it within 1 school day and to finish within 3 school days." What has no promise says nothing. */
export function promise({ target }: Pick<Order, 'target'>): string | undefined {
  if (!target) return undefined;
  const { responseAmount, responseUnit, resolutionAmount, resolutionUnit } = target;
  const [start, end] = [responseAmount && span(responseAmount, responseUnit), resolutionAmount && span(resolutionAmount, resolutionUnit)];
  if (start && end) return m.orders_promise_both({ start, end });
  if (start) return m.orders_promise_start({ start });
  return end ? m.orders_promise_end({ end }) : undefined;
}
