import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { workOrderNotFound } from './problems.ts';
import { presentComment, presentLabour, presentOrder, standingsOf } from './present.ts';
import { countOrders, cursorLength, type Filters, listOrders, type Sort } from './list-queries.ts';
import {
  findLinks,
  findOrder,
  findOrderById,
  listAttachments,
  listComments,
  listCosts,
  listEvents,
  listLabour,
  type OrderRow,
  SUMMARY,
} from './queries.ts';
import { mayReadInternal, mayWork } from './rules/access.ts';

/** The order, by id or number; 404 also when the actor may not know of it. */
export async function readOrder(on: Sql, actor: Actor, idOrNumber: string): Promise<OrderRow> {
  const row = await findOrder(on, actor, idOrNumber);
  if (!row) throw workOrderNotFound();
  return row;
}

/** The order that the actor has just acted on, by its id. Never for reading: there, `readOrder` asks whether they may. */
export const readOwnAct = async (on: Sql, id: string): Promise<OrderRow> => (await findOrderById(on, id))!;

/** What the order's page shows around the row. */
export async function readAround(on: Sql, actor: Actor, row: OrderRow) {
  const [links, files] = await Promise.all([findLinks(on, actor, row.order), row.hasFiles ? listAttachments(on, row.order.id, true) : []]);
  return { links, files };
}

/** The order as its own page shows it. */
export async function readShown(on: Sql, actor: Actor, idOrNumber: string, now: Date) {
  const row = await readOrder(on, actor, idOrNumber);
  return presentOrder(row, await readAround(on, actor, row), actor, now);
}

/** The same after an act of the actor's own, which may itself have ended their right to see it. */
export async function readShownAfter(on: Sql, actor: Actor, id: string, now: Date) {
  const row = await readOwnAct(on, id);
  return presentOrder(row, await readAround(on, actor, row), actor, now);
}

type Paging = { limit: number; cursor?: string | undefined };

/** A page of the orders that the actor may know of. */
export async function readOrders(on: Sql, actor: Actor, filters: Filters, { sort, limit, cursor }: Paging & { sort: Sort }) {
  const shape = z.array(z.string().max(60)).length(cursorLength(sort) + 1);
  const key = decodeCursor(
    cursor,
    shape.refine(([of, ...rest]) => of === sort && isKeyOf(sort, rest)),
  );
  const after = key?.slice(1);
  const rows = await listOrders(on, actor, filters, { sort, limit, after }, SUMMARY);
  return pageOf(rows, limit, (row) => [sort, ...row.key]);
}

const MICROS = /^\d{1,17}$/;
const KEYS: Record<Sort, readonly RegExp[]> = {
  newest: [MICROS],
  oldest: [MICROS],
  updated: [MICROS],
  priority: [/^P[1-4]$/, MICROS],
  due: [/^\d{0,17}$/],
  planned: [/^\d{4}-\d\d-\d\d$/, /^\d{1,4}$/, /^P[1-4]$/],
};
const isKeyOf = (sort: Sort, key: readonly string[]) =>
  KEYS[sort].every((shape, i) => shape.test(key[i]!)) &&
  z.uuid().safeParse(key.at(-1)).success &&
  (sort !== 'planned' || z.iso.date().safeParse(key[0]).success);

/** How many orders the filters find, by status and priority. */
export async function readCounts(on: Sql, actor: Actor, filters: Filters) {
  const rows = await countOrders(on, actor, filters);
  const sumBy = (key: 'status' | 'priority') => {
    const sums: Record<string, number> = {};
    for (const row of rows) sums[row[key]] = (sums[row[key]] ?? 0) + row.n;
    return sums;
  };
  return { total: rows.reduce((sum, r) => sum + r.n, 0), byStatus: sumBy('status'), byPriority: sumBy('priority') };
}

const idCursor = z.tuple([z.uuid()]);

/** The history, oldest first; what crews write to each other only to those who work on it. */
export async function readEvents(on: Sql, actor: Actor, idOrNumber: string, { limit, cursor }: Paging) {
  const row = await readOrder(on, actor, idOrNumber);
  const withInternal = mayReadInternal(standingsOf(row, actor));
  const events = await listEvents(on, row.order.id, { withInternal, limit, after: decodeCursor(cursor, idCursor)?.[0] });
  const page = pageOf(events, limit, ({ event }) => [event.id]);
  return {
    ...page,
    items: page.items.map(({ event, actor: by, onBehalfOf, apiToken }) => ({
      id: event.id,
      kind: event.kind,
      actor: by,
      onBehalfOf,
      apiToken,
      isInternal: event.isInternal,
      data: event.data,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
    })),
  };
}

/** The conversation, oldest first. */
export async function readComments(on: Sql, actor: Actor, idOrNumber: string, { limit, cursor }: Paging) {
  const row = await readOrder(on, actor, idOrNumber);
  const withInternal = mayReadInternal(standingsOf(row, actor));
  const comments = await listComments(on, row.order.id, { withInternal, limit, after: decodeCursor(cursor, idCursor)?.[0] });
  const page = pageOf(comments, limit, ({ comment }) => [comment.id]);
  return {
    ...page,
    items: page.items.map(presentComment),
  };
}

/** Only those who work on the order, or watch over it, see hours and cost: to others it is as if there were none to see. */
export async function readForCrew(on: Sql, actor: Actor, idOrNumber: string) {
  const row = await readOrder(on, actor, idOrNumber);
  const standings = standingsOf(row, actor);
  if (!mayWork(standings) && !standings.has('viewer')) throw workOrderNotFound();
  return row;
}

export async function readLabour(on: Sql, actor: Actor, idOrNumber: string) {
  const rows = await listLabour(on, (await readForCrew(on, actor, idOrNumber)).order.id);
  return {
    items: rows.map(presentLabour),
    totalMinutes: rows.reduce((sum, { entry }) => sum + entry.minutes, 0),
  };
}

export const readCosts = async (on: Sql, actor: Actor, idOrNumber: string) => listCosts(on, (await readForCrew(on, actor, idOrNumber)).order.id);
