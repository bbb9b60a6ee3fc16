import type { RequestEvent } from '@sveltejs/kit';
import type { operations } from '#lib/api/schema.gen.ts';
import { inLanguage } from '#lib/format.ts';
import { must } from '#lib/server/api.ts';
import { filterWords } from './filter-words.ts';

const PAGE = 50;
type Query = NonNullable<operations['listWorkOrders']['parameters']['query']>;

/** The orders that the address asks for, in the API's own filters: a figure and its list cannot differ. What is no filter is refused as the API does. */
export async function readFound({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const { cursor = '', ...query } = Object.fromEntries(url.searchParams) as Record<string, string>;
  const filters = query as Query;
  const { api } = locals;
  const [list, counts, services, areas] = await Promise.all([
    api.GET('/api/work-orders', {
      params: { query: { ...filters, limit: PAGE, ...(query['due'] ? { sort: 'due' } : {}), ...(cursor ? { cursor } : {}) } },
    }),
    api.GET('/api/work-orders/counts', { params: { query: filters } }),
    api.GET('/api/services'),
    api.GET('/api/areas'),
  ]);
  const { items, nextCursor } = must(list);
  const nameOf = ({ nameEn, nameEs }: { nameEn: string; nameEs: string }) => inLanguage({ en: nameEn, es: nameEs });
  const known = must(services).items;
  const names = {
    services: new Map(known.map((service) => [service.code, nameOf(service)])),
    trades: new Map(known.flatMap(({ trades }) => trades.map((trade) => [trade.code, nameOf(trade)] as const))),
    areas: new Map(must(areas).items.map(({ id, name }) => [id, name])),
    // What all on the list share is named as they name it.
    team: items[0]?.team?.name ?? '',
    site: items[0]?.site.name ?? '',
  };
  const pages: readonly string[] = locals.me?.pages ?? [];
  return {
    orders: items,
    total: must(counts).total,
    which: filterWords(query, names),
    query,
    isFirst: !cursor,
    nextCursor,
    from: query['siteId'] && pages.includes('my-school') ? ('my-school' as const) : pages.includes('operations') ? ('operations' as const) : null,
  };
}
