import { type Api, must } from '#lib/server/api.ts';

/** The measures of all schools, and what counts how much in adequacy. */
export async function readAllMeasures(api: Api) {
  const [report, weighting] = await Promise.all([
    api.GET('/api/condition'),
    api.GET('/api/weightings/{kind}', { params: { path: { kind: 'adequacy' } } }),
  ]);
  const { items, portfolio } = must(report);
  const schools = items.map(({ site, level, ratio, extended, measures }) => ({ site, level, ratio, extended, measures }));
  return { schools, isDemonstration: portfolio.isDemonstration, weighting: must(weighting) };
}

export const readMeasures = async (api: Api, id: string) => must(await api.GET('/api/sites/{id}/measures', { params: { path: { id } } }));
