import type { operations } from '#lib/api/schema.gen.ts';
import { today } from '#lib/format.ts';
import { type Api, must } from '#lib/server/api.ts';
import { sortDay } from './day.ts';
import type { Order } from './order.ts';

/** More than two days' work; whoever has more goes on to the next page. */
const AT_ONCE = 25;
/** A queue is looked at from the top: the most urgent, then the oldest. What waits for something is nobody's next work either. */
const FEW = 10;
/** A line for each that is done. */
const MANY = 100;
const DAY_MS = 86_400_000;
type Query = NonNullable<operations['listWorkOrders']['parameters']['query']>;

const mine = { assigneeId: 'me' as const, sort: 'planned' as const, limit: AT_ONCE };
const toDo = 'submitted,triaged,assigned';
const queue = { teamId: 'mine' as const, assigneeId: 'none' as const, status: toDo };

type Cursors = { toDo?: string | undefined; held?: string | undefined };
const from = (cursor: string | undefined) => (cursor ? { cursor } : {});

/** Everything on the page: my orders by what they ask of me, and what my teams have not taken. */
export async function readDay(api: Api, cursors: Cursors, now = new Date()) {
  const list = (query: Query) => api.GET('/api/work-orders', { params: { query } }).then(must);
  const [begun, urgent, waiting, held, ended, open, count] = await Promise.all([
    list({ ...mine, status: 'in_progress' }),
    // By their day those without one come last: what is urgent is on the first page all the same.
    cursors.toDo ? undefined : list({ ...mine, limit: FEW, status: toDo, priority: 'P1,P2' }),
    list({ ...mine, status: toDo, ...from(cursors.toDo) }),
    // What waits has no day: the newest first, so that what was just put on hold is mostly seen.
    list({ ...mine, sort: 'newest', limit: FEW, status: 'on_hold', ...from(cursors.held) }),
    list({ ...mine, sort: 'updated', limit: MANY, status: 'completed,closed', updatedSince: new Date(now.getTime() - DAY_MS).toISOString() }),
    list({ ...queue, sort: 'priority', limit: FEW }),
    api.GET('/api/work-orders/counts', { params: { query: queue } }).then(must),
  ]);
  const day = today(now);
  return {
    ...sortDay(eachOnce([...begun.items, ...(urgent?.items ?? []), ...waiting.items]), day),
    held: held.items,
    done: ended.items.filter((order) => order.completedAt !== null && today(new Date(order.completedAt)) === day),
    queue: open.items,
    queueCount: count.total,
    nextCursor: waiting.nextCursor,
    nextHeld: held.nextCursor,
    isFirst: !cursors.toDo && !cursors.held,
    day,
  };
}

const eachOnce = (orders: readonly Order[]) => [...new Map(orders.map((order) => [order.id, order])).values()];
