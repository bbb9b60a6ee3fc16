import { type Api, must } from '#lib/server/api.ts';

const COMPARED_MOST = 3;

/** The outlook of the programme that was asked for, and the scenarios to compare: those chosen, or the newest. Nothing where there is no programme. */
export async function readOutlook(api: Api, params: URLSearchParams) {
  const programme = params.get('programme')?.trim();
  const named = programme ? await api.GET('/api/capital-outlook', { params: { query: { programme } } }) : undefined;
  // Of another owner's there is none: the first of ours is shown, as on the other pages.
  const answer = named && named.error?.code !== 'capital.no_programme' ? named : await api.GET('/api/capital-outlook', { params: { query: {} } });
  if (answer.error?.code === 'capital.no_programme') return { outlook: undefined, scenarios: [], compared: [] };
  const outlook = must(answer);
  if (!outlook.isWhole) return { outlook, scenarios: [], compared: [] };
  const scenarios = must(await api.GET('/api/outlook-scenarios', { params: { query: { programme: outlook.programme.code } } })).items;
  const chosen = params.getAll('compare');
  const compared = scenarios.filter(({ id }) => chosen.includes(id)).slice(0, COMPARED_MOST);
  return { outlook, scenarios, compared: compared.length > 0 ? compared : scenarios.slice(0, COMPARED_MOST).toReversed() };
}
