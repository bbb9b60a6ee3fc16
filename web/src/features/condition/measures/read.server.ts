import { type Api, must } from '#lib/server/api.ts';
import { type Asked, queryOf } from '../asked.ts';

const SHOWN = 25;

/** The measures of the schools asked for, a page of them by name, and what counts how much in adequacy. */
export async function readAllMeasures(api: Api, asked: Asked, page: number) {
  const [report, areas, weighting] = await Promise.all([
    api.GET('/api/condition', { params: { query: queryOf(asked) } }),
    api.GET('/api/areas'),
    api.GET('/api/weightings/{kind}', { params: { path: { kind: 'adequacy' } } }),
  ]);
  const { items, portfolio } = must(report);
  const schools = items
    .map(({ site, level, ratio, extended, measures }) => ({ site, level, ratio, extended, measures }))
    .toSorted((a, b) => (a.site.name < b.site.name ? -1 : 1));
  return {
    asked,
    schools: schools.slice((page - 1) * SHOWN, page * SHOWN),
    page,
    pages: Math.max(1, Math.ceil(schools.length / SHOWN)),
    areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })),
    isDemonstration: portfolio.isDemonstration,
    weighting: must(weighting),
  };
}

export const readMeasures = async (api: Api, id: string) => must(await api.GET('/api/sites/{id}/measures', { params: { path: { id } } }));
