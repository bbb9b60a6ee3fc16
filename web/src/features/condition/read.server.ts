import { type Api, must } from '#lib/server/api.ts';
import { type Asked, type Dates, type Of, queryOf } from './asked.ts';
import type { Cause } from './words.ts';

/** The condition of the schools asked for, how it came to be so, where they are, system by system; and what the form chooses from. */
export async function readCondition(api: Api, asked: Asked) {
  const { band: _shown, ...of } = queryOf(asked);
  const by = asked.area ? ('school' as const) : ('area' as const);
  const [report, areas, places, systems, history] = await Promise.all([
    api.GET('/api/condition', { params: { query: queryOf(asked) } }),
    api.GET('/api/areas'),
    api.GET('/api/condition/places'),
    api.GET('/api/condition/systems', { params: { query: { ...of, by } } }),
    api.GET('/api/condition/history', { params: { query: { ...of, every: 'quarter' } } }),
  ]);
  return {
    asked,
    of: of as Of,
    report: must(report),
    areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })),
    places: must(places).items,
    systems: must(systems),
    history: must(history),
  };
}

/** What an assessor said of it; of the district's own everything is counted. */
export const readAssessment = async (api: Api, { id, siteId }: { id: string; siteId: string | null }) =>
  siteId === null ? must(await api.GET('/api/structures/{id}/assessment', { params: { path: { id } } })) : null;

export const readStructure = async (api: Api, id: string) => must(await api.GET('/api/structures/{id}', { params: { path: { id } } }));

const given = <Values extends Record<string, string>>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<Values>;

/** What changed between two days: those asked for, or, where these cannot be compared, the last year, and that it is so. */
export async function readBridge(api: Api, of: Of, dates: Dates) {
  const { data } = await api.GET('/api/condition/bridge', { params: { query: { ...of, ...given(dates) } } });
  return { bridge: data ?? must(await api.GET('/api/condition/bridge', { params: { query: { ...of } } })), areDatesWrong: data === undefined };
}

/** The history of what is asked for; where none of the buildings has the system, of all of them together. */
async function readHistory(api: Api, of: Of) {
  const asked = (query: Of) => api.GET('/api/condition/history', { params: { query: { ...query, every: 'quarter' } } });
  const { system, ...whole } = of;
  const answer = await asked(of);
  return system === undefined || answer.data ? { of, history: must(answer) } : { of: whole, history: must(await asked(whole)) };
}

/** How the condition came to be what it is: over time, and what changed it between two days. */
export async function readPast(api: Api, asked: Of, dates: Dates) {
  const { of, history } = await readHistory(api, asked);
  return { of, history, ...(await readBridge(api, of, dates)) };
}

const EVENTS_ON_A_PAGE = 25;

/** What happened behind a part of a bridge, page by page. */
export const readBehind = async (api: Api, of: Of, { from, to }: Dates, cause: Cause | undefined, cursor: string | undefined) =>
  must(
    await api.GET('/api/condition/bridge/events', {
      params: { query: { ...of, from, to, limit: EVENTS_ON_A_PAGE, ...(cause ? { cause } : {}), ...(cursor ? { cursor } : {}) } },
    }),
  );

const ORDERS_SHOWN = 12;

/** Open orders there that this person may see and that are no secret. */
export async function readPlanned(api: Api, where: { siteId: string; buildingId?: string }) {
  const { items, nextCursor } = must(
    await api.GET('/api/work-orders', { params: { query: { ...where, isOpen: 'true', serviceCode: 'facilities', sort: 'planned', limit: 50 } } }),
  );
  const orders = items.filter(({ isConfidential }) => !isConfidential);
  return { orders: orders.slice(0, ORDERS_SHOWN), more: orders.length - Math.min(ORDERS_SHOWN, orders.length), hasMore: nextCursor !== null };
}

/** A school: its condition, how it came to be so, and what is planned. */
export async function readSchoolPage(api: Api, id: string, dates: Dates) {
  const [school, past, planned] = await Promise.all([
    api.GET('/api/condition/schools/{id}', { params: { path: { id } } }),
    readPast(api, { siteId: id }, dates),
    readPlanned(api, { siteId: id }),
  ]);
  return { school: must(school), past, planned };
}
