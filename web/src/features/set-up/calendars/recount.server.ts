import { type Api, must } from '#lib/server/api.ts';

/** How far open orders are counted anew since the change that the address names; nothing where it names none. */
export async function readRecount(api: Api, url: URL) {
  const revision = Number(url.searchParams.get('revision'));
  if (!Number.isInteger(revision) || revision < 1 || revision > 2_147_483_647) return undefined;
  return must(await api.GET('/api/clock-recounts/{revision}', { params: { path: { revision } } }));
}
