import type { RequestEvent } from '@sveltejs/kit';
import { type Api, must } from '#lib/server/api.ts';
import type { operations } from '#lib/api/schema.gen.ts';
import { askedOf, type Shown } from './asked.ts';
import { asksIfFixed, type OrderSummary } from './order.ts';

const PAGE = 25;
type Query = NonNullable<operations['listWorkOrders']['parameters']['query']>;
/** My requests, or all I may see: open ones first, then the others, a page at a time. */
export async function readList({ locals: { api }, url }: RequestEvent) {
  const asked = askedOf(url.searchParams);
  const cursor = url.searchParams.get('cursor') ?? '';
  const filters: Query = {
    ...(asked.whose === 'mine' ? { requesterId: 'me' } : {}),
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.whose === 'all' && /^[a-z_]+$/.test(asked.status) ? { status: asked.status } : {}),
    ...(asked.whose === 'all' && /^P[1-4]$/.test(asked.priority) ? { priority: asked.priority } : {}),
  };
  const asksFirst = asked.whose === 'mine' && !asked.q && !cursor;
  const [page, fixed] = await Promise.all([readParts(api, filters, asked.show, cursor), asksFirst ? readFixed(api) : []]);
  const onTop = new Set(fixed.map(({ id }) => id));
  return { asked, isFirst: !cursor, fixed, open: page.open, done: page.done.filter(({ id }) => !onTop.has(id)), nextCursor: page.nextCursor };
}

/** Done within the last days and not yet confirmed: these ask for an answer. */
async function readFixed(api: Api): Promise<OrderSummary[]> {
  const { data } = await api.GET('/api/work-orders', { params: { query: { requesterId: 'me', status: 'completed', sort: 'newest', limit: 50 } } });
  return (data?.items ?? []).filter(asksIfFixed);
}

type Parts = { open: OrderSummary[]; done: OrderSummary[]; nextCursor: string | null };

/** The API lists by time; "open first" is two lists, one after the other. Its cursor says which of them it belongs to: `open.…` or `done.…`. */
async function readParts(api: Api, filters: Query, show: Shown, cursor: string): Promise<Parts> {
  const [, part, at] = /^(open|done)\.(.*)$/.exec(cursor) ?? [];
  const read = async (isOpen: boolean, limit: number, from: string | undefined) =>
    must(
      await api.GET('/api/work-orders', {
        params: { query: { ...filters, isOpen: isOpen ? 'true' : 'false', limit, ...(from ? { cursor: from } : {}) } },
      }),
    );

  const open = show === 'done' || part === 'done' ? undefined : await read(true, PAGE, part === 'open' ? at : undefined);
  const items = open?.items ?? [];
  if (open?.nextCursor) return { open: items, done: [], nextCursor: `open.${open.nextCursor}` };
  if (show === 'open') return { open: items, done: [], nextCursor: null };
  const room = PAGE - items.length;
  // A full page of open ones: the others begin on the next.
  if (room === 0) return { open: items, done: [], nextCursor: 'done.' };
  const done = await read(false, room, part === 'done' ? at : undefined);
  return { open: items, done: done.items, nextCursor: done.nextCursor && `done.${done.nextCursor}` };
}
