import { inLanguage } from '#lib/format.ts';
import type { Api } from '#lib/server/api.ts';
import type { Filters } from '../view.ts';

type Named = { nameEn: string; nameEs: string };
const nameOf = ({ nameEn, nameEs }: Named) => inLanguage({ en: nameEn, es: nameEs });

/** What the ids among the filters are called; only what is asked for is looked up. */
export async function namesIn(api: Api, { more }: Filters): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  const { siteId, areaId, requestTypeId, teamId, assigneeId, tradeCode } = more;
  const [site, areas, type, teams, services] = await Promise.all([
    siteId ? api.GET('/api/sites/{id}', { params: { path: { id: siteId } } }) : undefined,
    areaId ? api.GET('/api/areas') : undefined,
    requestTypeId ? api.GET('/api/request-types/{id}', { params: { path: { id: requestTypeId } } }) : undefined,
    teamId || assigneeId ? api.GET('/api/teams', { params: { query: {} } }) : undefined,
    tradeCode ? api.GET('/api/services') : undefined,
  ]);
  if (site?.data) {
    names[site.data.id] = site.data.name;
    for (const building of site.data.buildings) names[building.id] = building.name;
  }
  for (const { id, name } of areas?.data?.items ?? []) names[id] = name;
  if (type?.data) names[type.data.id] = nameOf(type.data);
  for (const team of teams?.data?.items ?? []) {
    names[team.id] = team.name;
    for (const { id, name } of team.members) names[id] = name;
  }
  for (const service of services?.data?.items ?? []) for (const trade of service.trades) names[trade.code] = nameOf(trade);
  return names;
}
