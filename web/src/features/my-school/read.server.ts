import { type Api, must } from '#lib/server/api.ts';

/** The condition of its buildings, and what changed it this year. */
async function readCondition(api: Api, siteId: string, year: string) {
  const [condition, bridge] = await Promise.all([
    api.GET('/api/condition/schools/{id}', { params: { path: { id: siteId } } }),
    api.GET('/api/condition/bridge', { params: { query: { siteId, from: `${Number(year) - 1}-12-31` } } }),
  ]);
  return { ...must(condition), bridge: must(bridge) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The school that the address names, or the first that this person runs. */
export async function readSchool(api: Api, siteId: string) {
  const school = must(await api.GET('/api/reports/my-school', { params: { query: UUID.test(siteId) ? { siteId } : {} } }));
  const [condition, network, devices] = await Promise.all([
    readCondition(api, school.site.id, school.asOf.slice(0, 4)),
    api.GET('/api/network/schools/{id}', { params: { path: { id: school.site.id } } }),
    api.GET('/api/technology/schools/{id}/devices', { params: { path: { id: school.site.id } } }),
  ]);
  // A school that is on no line of the district has none.
  return { school, condition, network: network.data ?? null, devices: devices.data ?? null };
}
