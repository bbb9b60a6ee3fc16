import { type Api, must } from '#lib/server/api.ts';
import { type Asked, queryOf } from './asked.ts';

/** The condition of the schools asked for, and what the form chooses from. */
export async function readCondition(api: Api, asked: Asked) {
  const [report, areas] = await Promise.all([api.GET('/api/condition', { params: { query: queryOf(asked) } }), api.GET('/api/areas')]);
  return { asked, report: must(report), areas: must(areas).items.map(({ id, name }) => ({ value: id, label: name })) };
}

export const readStructure = async (api: Api, id: string) => must(await api.GET('/api/structures/{id}', { params: { path: { id } } }));
