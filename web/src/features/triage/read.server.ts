import { error } from '@sveltejs/kit';
import { inLanguage } from '#lib/format.ts';
import { type Api, must } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { assignChoices, type Order, rowOf } from './order.ts';
import { countsOf, type Filters, queryOf, VIEWS } from './view.ts';

const PAGE = 50;
const LIKELY_DUPLICATES = 5;

/** The list with its counts, and what its filters and the bulk form choose from. */
export async function readList(api: Api, filters: Filters) {
  const { view, service, cursor } = filters;
  const query = queryOf(filters);
  const [list, counts, services, teams] = await Promise.all([
    api.GET('/api/work-orders', {
      params: { query: { ...query, status: VIEWS[view].join(','), sort: 'priority', limit: PAGE, ...(cursor ? { cursor } : {}) } },
    }),
    api.GET('/api/work-orders/counts', { params: { query: { ...query, isOpen: 'true' } } }),
    api.GET('/api/services'),
    api.GET('/api/teams', { params: { query: service ? { serviceCode: service } : {} } }),
  ]);
  const { items, nextCursor } = must(list);
  const names = must(services).items.map(({ code, nameEn, nameEs }) => ({ value: code, label: inLanguage({ en: nameEn, es: nameEs }) }));
  return {
    filters,
    rows: items.map(rowOf),
    nextCursor,
    counts: countsOf(must(counts).byStatus),
    services: names,
    // A confidential team takes its own orders only, one at a time.
    bulkTeams: names
      .map(({ value, label }) => ({
        label,
        choices: must(teams)
          .items.filter((team) => team.serviceCode === value && team.compartment === null)
          .map(({ id, name }) => ({ value: id, label: name })),
      }))
      .filter(({ choices }) => choices.length),
  };
}

const NOTHING = {
  order: undefined,
  missing: undefined as string | undefined,
  choices: assignChoices([], { team: null, compartment: null }),
  similar: [],
};

/** The chosen order with whom it may be given to; `missing` says why there is none. */
export async function readPanel(api: Api, number: string) {
  if (!number) return NOTHING;
  const { data: order, error: problem } = await api.GET('/api/work-orders/{id}', { params: { path: { id: number } } });
  if (!order) {
    if (problem.status >= 500) error(problem.status, { message: problem.title, code: problem.code, requestId: problem.requestId });
    return { ...NOTHING, missing: problemWords(problem) };
  }
  const [teams, similar] = await Promise.all([
    order.may.dispatch ? api.GET('/api/teams', { params: { query: { serviceCode: order.serviceCode, siteId: order.site.id } } }) : undefined,
    order.may.dispatch ? similarTo(api, order) : [],
  ]);
  return { order, missing: undefined, choices: assignChoices(teams?.data?.items ?? [], order), similar };
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
