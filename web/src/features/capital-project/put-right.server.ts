import type { Api } from '#lib/server/api.ts';

/** What projects put right at a building, or are to; nothing for who does not read the capital plan. */
export async function readPutRight(api: Api, structureId: string) {
  const { data } = await api.GET('/api/structures/{id}/projects', { params: { path: { id: structureId } } });
  return data?.items ?? [];
}
