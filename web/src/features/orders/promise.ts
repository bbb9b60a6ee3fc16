import { m } from '#lib/paraglide/messages.js';
import { amountWords, dueWords } from '#lib/words/due.ts';
import { isOpen, type OrderSummary } from './order.ts';

/** "… las 2:47 p.m." at the end of a sentence ends it as well. */
const ended = (words: string) => words.replace('..', '.');

/** "We will take a first look by tomorrow at 9:00 AM, and be done by Tuesday at 10:00 AM." What has no promise says nothing. */
export function promiseWords(order: Pick<OrderSummary, 'status' | 'promise'>, now = new Date()): string | undefined {
  if (!isOpen(order)) return undefined;
  const { left, isLate, isAnsweredLate, respondedAt, responseDueAt, resolutionDueAt } = order.promise;
  if (left) return left.amount > 0 ? m.orders_promise_waits({ left: amountWords(left) }) : m.orders_promise_waits_late();
  const end = resolutionDueAt === null ? undefined : dueWords(resolutionDueAt, now);
  if (isLate && end) return ended(m.orders_promise_late({ end }));
  const first = respondedAt !== null || isAnsweredLate || responseDueAt === null ? undefined : dueWords(responseDueAt, now);
  if (first && end) return ended(m.orders_promise_both({ first, end }));
  if (first) return ended(m.orders_promise_first({ first }));
  return end ? ended(m.orders_promise_end({ end })) : undefined;
}
