import type { operations } from '#lib/api/schema.gen.ts';
import { today } from '#lib/format.ts';
import { type Api, must } from '#lib/server/api.ts';
import { sortDay } from './day.ts';

const MANY = 100;
/** A queue is looked at from the top: the most urgent, then the oldest. */
const QUEUE = 20;
const DAY_MS = 86_400_000;
type Query = NonNullable<operations['listWorkOrders']['parameters']['query']>;

const mine = { assigneeId: 'me' as const, sort: 'planned' as const, limit: MANY };
const queue = { teamId: 'mine' as const, assigneeId: 'none' as const, status: 'submitted,triaged,assigned' };

/** Everything on the page: my orders by what they ask of me, and what my teams have not taken. */
export async function readDay(api: Api, cursor: string | undefined, now = new Date()) {
  const list = (query: Query) => api.GET('/api/work-orders', { params: { query } }).then(must);
  const [begun, waiting, held, ended, open, count] = await Promise.all([
    list({ ...mine, status: 'in_progress' }),
    list({ ...mine, status: 'submitted,triaged,assigned', ...(cursor ? { cursor } : {}) }),
    list({ ...mine, status: 'on_hold' }),
    list({ ...mine, sort: 'updated', status: 'completed,closed', updatedSince: new Date(now.getTime() - DAY_MS).toISOString() }),
    list({ ...queue, sort: 'priority', limit: QUEUE }),
    api.GET('/api/work-orders/counts', { params: { query: queue } }).then(must),
  ]);
  const day = today(now);
  return {
    ...sortDay([...begun.items, ...waiting.items], day),
    held: held.items,
    done: ended.items.filter((order) => order.completedAt !== null && today(new Date(order.completedAt)) === day),
    queue: open.items,
    queueCount: count.total,
    nextCursor: waiting.nextCursor,
    isFirst: !cursor,
    day,
  };
}
