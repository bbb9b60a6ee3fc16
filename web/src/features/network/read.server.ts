import { type Api, must } from '#lib/server/api.ts';
import { today } from '#lib/format.ts';
import { type Asked, queryOf } from './asked.ts';

const CIRCUITS_ON_A_PAGE = 50;
const MEASUREMENTS_SHOWN = 10;

/** The network of the district as it was asked for. A target that was not in force that year is taken for the first that was. */
export async function readNetwork(api: Api, asked: Asked) {
  const first = await api.GET('/api/network', { params: { query: queryOf(asked) } });
  const network =
    first.error?.code === 'network.no_target' ? await api.GET('/api/network', { params: { query: queryOf({ ...asked, target: '' }) } }) : first;
  const dips = await api.GET('/api/network/dips');
  return { asked, network: must(network), dips: must(dips).items };
}

/** One school's network with what was measured there last. */
export async function readSchool(api: Api, id: string) {
  const path = { id };
  const [school, measurements] = await Promise.all([
    api.GET('/api/network/schools/{id}', { params: { path } }),
    api.GET('/api/network/schools/{id}/measurements', { params: { path, query: { limit: MEASUREMENTS_SHOWN } } }),
  ]);
  return { ...must(school), measurements: must(measurements).items };
}

const yearFrom = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace('-02-29', '-02-28');

/** Lines as they were asked for. */
export async function readCircuits(api: Api, params: URLSearchParams) {
  const [q, medium, cursor] = ['q', 'medium', 'cursor'].map((name) => params.get(name) ?? '') as [string, string, string];
  const isEnding = params.get('ending') === 'yes';
  const query = {
    limit: CIRCUITS_ON_A_PAGE,
    ...(q ? { q: q.slice(0, 100) } : {}),
    ...(['owned_fibre', 'leased_dark', 'leased_lit', 'fixed_wireless', 'other'].includes(medium) ? { medium: medium as 'other' } : {}),
    ...(isEnding ? { endingBefore: yearFrom(today()) } : {}),
    ...(cursor ? { cursor } : {}),
  };
  return { q, medium, isEnding, ...must(await api.GET('/api/network/circuits', { params: { query } })) };
}

export const readBuildOut = async (api: Api) => must(await api.GET('/api/network/build-out'));
