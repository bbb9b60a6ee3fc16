import { type Api, must } from '#lib/server/api.ts';
import { type Asked, queryOf, wrongIn } from './asked.ts';

const PLANS_SHOWN = 8;
const NEEDS_SHOWN = 25;

/** The ranking that was asked for, what counts how much, and the plans drafted last. Where money or a weight is wrong nobody asked for one: only the form stands on the published ranking. */
export async function readPriorities(api: Api, asked: Asked) {
  const wrong = wrongIn(asked);
  const isWrong = wrong.money || wrong.weights.length > 0;
  const query = queryOf(isWrong ? { ...asked, money: '', weights: {} } : asked);
  const [ranking, weighting, areas, plans] = await Promise.all([
    api.GET('/api/priorities', { params: { query: { ...query, page: asked.page, limit: NEEDS_SHOWN } } }),
    api.GET('/api/weightings/{kind}', { params: { path: { kind: 'priorities' } } }),
    api.GET('/api/areas'),
    api.GET('/api/draft-plans', { params: { query: { limit: PLANS_SHOWN } } }),
  ]);
  return {
    asked,
    wrong,
    isWrong,
    ranking: must(ranking),
    weighting: must(weighting),
    areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })),
    plans: must(plans).items,
    csvHref: `/api/priorities/export?${new URLSearchParams(query)}`,
  };
}

export const readPlan = async (api: Api, id: string) => must(await api.GET('/api/draft-plans/{id}', { params: { path: { id } } }));
