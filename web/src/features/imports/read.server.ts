import { getLocale } from '#lib/paraglide/runtime.js';
import { type Api, must } from '#lib/server/api.ts';

/** Files so far, and where the next may go; null for who lets none in. */
export async function readImports(api: Api) {
  const answer = await api.GET('/api/imports');
  return answer.error?.code === 'import.not_for_you' ? null : must(answer);
}

export const readImport = async (api: Api, id: string) =>
  must(await api.GET('/api/imports/{id}', { params: { path: { id }, query: { locale: getLocale() } } }));
