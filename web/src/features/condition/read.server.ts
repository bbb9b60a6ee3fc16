import { type Api, must } from '#lib/server/api.ts';
import { type Asked, queryOf } from './asked.ts';

/** The condition of the schools asked for, and what the form chooses from. */
export async function readCondition(api: Api, asked: Asked) {
  const [report, areas] = await Promise.all([api.GET('/api/condition', { params: { query: queryOf(asked) } }), api.GET('/api/areas')]);
  return { asked, report: must(report), areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })) };
}

/** What an assessor said of it; of the district's own everything is counted. */
export const readAssessment = async (api: Api, { id, siteId }: { id: string; siteId: string | null }) =>
  siteId === null ? must(await api.GET('/api/structures/{id}/assessment', { params: { path: { id } } })) : null;

export const readStructure = async (api: Api, id: string) => must(await api.GET('/api/structures/{id}', { params: { path: { id } } }));
