import { error } from '@sveltejs/kit';
import type { operations } from '#lib/api/schema.gen.ts';
import { inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { assignChoices, type Order, rowOf } from './order.ts';
import { chipsOf } from './filters/chips.server.ts';
import { readFilters } from './saved/read.server.ts';
import { countsOf, type Filters, isView, queryOf, wholeQueryOf } from './view.ts';

const PAGE = 50;
const LIKELY_DUPLICATES = 5;

/** What a file of the list holds, whatever the lines show. */
const IN_FILE = [
  'number',
  'title',
  'status',
  'priority',
  'service',
  'requestType',
  'site',
  'room',
  'requester',
  'team',
  'assignee',
  'tags',
  'submittedAt',
];
const fileHref = (filters: Filters) =>
  `/api/work-orders/export?${new URLSearchParams({ ...wholeQueryOf(filters), sort: filters.sort, columns: [...new Set([...IN_FILE, ...filters.columns])].join(',') })}`;

/** The list with its counts, and what its filters choose from. */
export async function readList(api: Api, params: URLSearchParams) {
  const { filters, views, open, isMissing } = await readFilters(api, params);
  const { cursor, sort, columns } = filters;
  // Of a saved view the others count what they hold themselves.
  const { status: _status, ...query } = open ? ({} as ReturnType<typeof queryOf>) : queryOf(filters);
  const [list, counts, services, field, chips] = await Promise.all([
    api.GET('/api/work-orders', { params: { query: { ...asQuery(wholeQueryOf(filters)), sort, limit: PAGE, ...(cursor ? { cursor } : {}) } } }),
    api.GET('/api/work-orders/counts', { params: { query: { ...asQuery(query), isOpen: 'true' } } }),
    api.GET('/api/services'),
    api.GET('/api/field-operations', { params: { query: { limit: 1 } } }),
    chipsOf(api, filters),
  ]);
  const { items, nextCursor } = must(list);
  const names = must(services).items.map(({ code, nameEn, nameEs }) => ({ value: code, label: inLanguage({ en: nameEn, es: nameEs }) }));
  return {
    filters,
    saved: views.items.map(({ id, name }) => ({ id, name })),
    viewName: open?.name,
    isViewMissing: isMissing,
    chips,
    fileHref: fileHref(filters),
    withStatus: !isView(filters.view) || filters.view === 'all-open' || filters.view === 'to-assign',
    rows: items.map((order) => rowOf(order, columns)),
    nextCursor,
    /** "From the field: 3", when something from a phone waits for this desk. */
    fromField: must(field).total ? m.inbox_title({ count: must(field).total }) : undefined,
    counts: countsOf(must(counts).byStatus),
    services: names,
  };
}

type Query = NonNullable<operations['listWorkOrders']['parameters']['query']>;
/** The address is not ours to trust: the API refuses what it does not know, by name. */
const asQuery = (query: Record<string, string>) => query as Omit<Query, 'sort' | 'limit' | 'cursor'>;

const NOTHING = {
  order: undefined,
  missing: undefined as string | undefined,
  choices: assignChoices([], { team: null, compartment: null }),
  similar: [],
  macros: [] as { id: string; name: string }[],
  checklist: undefined as { done: number; total: number } | undefined,
};

/** The chosen order with whom it may be given to; `missing` says why there is none. */
export async function readPanel(api: Api, number: string) {
  if (!number) return NOTHING;
  const { data: order, error: problem } = await api.GET('/api/work-orders/{id}', { params: { path: { id: number } } });
  if (!order) {
    if (problem.status >= 500) error(problem.status, { message: problem.title, code: problem.code, requestId: problem.requestId });
    return { ...NOTHING, missing: problemWords(problem) };
  }
  const path = { params: { path: { id: order.id } } };
  const [teams, similar, macros, checklist] = await Promise.all([
    order.may.dispatch ? api.GET('/api/teams', { params: { query: { serviceCode: order.serviceCode, siteId: order.site.id } } }) : undefined,
    order.may.dispatch ? similarTo(api, order) : [],
    order.may.dispatch ? api.GET('/api/work-orders/{id}/macros', path) : undefined,
    order.may.logWork ? api.GET('/api/work-orders/{id}/checklist-items', path) : undefined,
  ]);
  const items = checklist?.data?.items ?? [];
  return {
    order,
    missing: undefined,
    choices: assignChoices(teams?.data?.items ?? [], order),
    similar,
    macros: macros?.data?.items ?? [],
    checklist: items.length ? { done: checklist!.data!.done, total: items.length } : undefined,
  };
}

/** Other open orders of this kind at this site: the likely originals of a duplicate. */
async function similarTo(api: Api, { id, site, requestType }: Order) {
  const query = { siteId: site.id, requestTypeId: requestType.id, isOpen: 'true', sort: 'oldest', limit: LIKELY_DUPLICATES + 1 } as const;
  const { data } = await api.GET('/api/work-orders', { params: { query } });
  return (data?.items ?? [])
    .filter((other) => other.id !== id)
    .slice(0, LIKELY_DUPLICATES)
    .map(({ number, title, room }) => ({ number, title, room: room?.number ?? '' }));
}
