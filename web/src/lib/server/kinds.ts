import type { RequestType } from '#lib/api/types.ts';
import type { Api } from './api.ts';

const SUGGESTIONS = 6;

/** Kinds of request that fit these words; all of them for `undefined`. */
export async function findKinds(api: Api, words: string | undefined): Promise<RequestType[]> {
  const q = words?.trim().slice(0, 200);
  if (q === '') return [];
  const { data } = await api.GET('/api/request-types', { params: { query: q === undefined ? { limit: 200 } : { q, limit: SUGGESTIONS } } });
  return data?.items ?? [];
}

/** The kind with this id, if there is one. */
export async function findKind(api: Api, id: string): Promise<RequestType | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return undefined;
  const { data } = await api.GET('/api/request-types/{id}', { params: { path: { id } } });
  return data;
}
