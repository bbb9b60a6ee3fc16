import { type Api, must } from '#lib/server/api.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The school that the address names, or the first that this person runs. */
export async function readSchool(api: Api, siteId: string) {
  return { school: must(await api.GET('/api/reports/my-school', { params: { query: UUID.test(siteId) ? { siteId } : {} } })) };
}
