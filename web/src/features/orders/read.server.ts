import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { inLanguage } from '#lib/format.ts';
import { type Api, must } from '#lib/server/api.ts';
import { tell } from './event-words.ts';
import type { Order } from './order.ts';

const MANY = 100;
const ORDER_NAME = /^(WO-\d{4}-\d{6,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Everything that the order's page shows, by the order's number; its id leads there too. */
export async function readPage({ locals: { api }, params, url }: RequestEvent) {
  const id = params['number'] ?? '';
  if (!ORDER_NAME.test(id)) error(404, { message: 'There is no such request.' });
  const order = must(await api.GET('/api/work-orders/{id}', { params: { path: { id } } }));
  if (order.number !== id) redirect(307, `/requests/${order.number}${url.search}`);
  const page = (from: string | null) => ({ params: { path: { id }, query: { limit: MANY, ...(from ? { cursor: from } : {}) } } });
  const [comments, events, clocks, work, desk, approvals, checklist, macros] = await Promise.all([
    api.GET('/api/work-orders/{id}/comments', page(url.searchParams.get('comments'))),
    api.GET('/api/work-orders/{id}/events', page(url.searchParams.get('history'))),
    api.GET('/api/work-orders/{id}/clocks', { params: { path: { id } } }),
    readWork(api, order),
    readDesk(api, order),
    api.GET('/api/work-orders/{id}/approvals', { params: { path: { id: order.id } } }),
    readChecklist(api, order),
    readMacros(api, order),
  ]);
  const { items, nextCursor } = must(events);
  return {
    order,
    clocks: must(clocks),
    comments: must(comments),
    events: { items: items.map(tell), nextCursor },
    work,
    desk,
    approvals: must(approvals).items,
    checklist,
    macros,
  };
}

/** Hours and cost: for crews, and for those who watch over the order by their role. */
async function readWork(api: Api, order: Order) {
  if (!order.may.logWork && !order.standings.includes('viewer')) return undefined;
  const path = { params: { path: { id: order.id } } };
  const [labour, costs] = await Promise.all([api.GET('/api/work-orders/{id}/labour', path), api.GET('/api/work-orders/{id}/costs', path)]);
  return { labour: must(labour), costs: must(costs) };
}

/** What there is to do: for crews, and for those who watch over the order by their role. */
const readChecklist = async (api: Api, order: Order) =>
  order.may.logWork || order.standings.includes('viewer')
    ? must(await api.GET('/api/work-orders/{id}/checklist-items', { params: { path: { id: order.id } } }))
    : undefined;

/** What crew and desk may do in one go. */
const readMacros = async (api: Api, order: Order) =>
  order.may.logWork ? must(await api.GET('/api/work-orders/{id}/macros', { params: { path: { id: order.id } } })).items : [];

/** What the desk chooses from: crews that work at this site, and the kinds of request. */
async function readDesk(api: Api, order: Order) {
  if (!order.may.dispatch) return undefined;
  const [teams, types] = await Promise.all([
    api.GET('/api/teams', { params: { query: { serviceCode: order.serviceCode, siteId: order.site.id } } }),
    api.GET('/api/request-types', { params: { query: { limit: 200 } } }),
  ]);
  return {
    teams: (teams.data?.items ?? []).filter((team) => team.compartment === order.compartment),
    kinds: (types.data?.items ?? [])
      .filter((type) => type.isConfidential === order.isConfidential)
      .map((type) => ({ value: type.id, label: inLanguage({ en: type.nameEn, es: type.nameEs }) }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
  };
}
