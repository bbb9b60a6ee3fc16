import type { Sql } from '@steward/db';
import type { Grant } from '#kernel/actor.ts';
import type { MappedRole, Provider } from '#platform/providers.ts';
import { serviceThatFits } from '../rules/grants.ts';
import { listAreasByCode, listServiceCodes, listSitesByCode } from './queries.ts';

export type NamedGrant = Grant & { areaName: string | null; siteName: string | null };

const codesOf = (roles: readonly MappedRole[], key: 'serviceCode' | 'areaCode' | 'siteCode') => [
  ...new Set(roles.flatMap((role) => role[key] ?? [])),
];

async function find(on: Sql, roles: readonly MappedRole[]) {
  const [areas, sites, services] = [codesOf(roles, 'areaCode'), codesOf(roles, 'siteCode'), codesOf(roles, 'serviceCode')];
  return {
    areas: new Map((areas.length === 0 ? [] : await listAreasByCode(on, areas)).map((area) => [area.code, area])),
    sites: new Map((sites.length === 0 ? [] : await listSitesByCode(on, sites)).map((site) => [site.code, site])),
    services: new Set(services.length === 0 ? [] : await listServiceCodes(on, services)),
  };
}

/** What these values of the claim give. Everybody who comes may ask for help; a place or service that is no longer there gives nothing. */
export async function grantsOf(on: Sql, { roles }: Provider, values: readonly string[]): Promise<NamedGrant[]> {
  const mapped = values.flatMap((value) => (Object.hasOwn(roles, value) ? roles[value]! : []));
  const found = await find(on, mapped);
  const requester: NamedGrant = { role: 'requester', serviceCode: null, areaId: null, siteId: null, areaName: null, siteName: null };
  return [
    requester,
    ...mapped.flatMap(({ role, serviceCode, areaCode, siteCode }) => {
      const area = areaCode === null ? null : found.areas.get(areaCode);
      const site = siteCode === null ? null : found.sites.get(siteCode);
      if (area === undefined || site === undefined || (serviceCode !== null && !found.services.has(serviceCode))) return [];
      return [{ role, serviceCode, areaId: area?.id ?? null, siteId: site?.id ?? null, areaName: area?.name ?? null, siteName: site?.name ?? null }];
    }),
  ];
}

/** Throws one line for each role of a provider's variable that this district does not know a place or a service for. */
export async function refuseUnknownScopes(on: Sql, providers: readonly Provider[]): Promise<void> {
  const found = await find(
    on,
    providers.flatMap(({ roles }) => Object.values(roles).flat()),
  );
  const faults = providers.flatMap(({ prefix, roles }) =>
    Object.entries(roles).flatMap(([value, mapped]) =>
      mapped.flatMap(({ role, serviceCode, areaCode, siteCode }) => {
        const only = serviceThatFits(role, serviceCode);
        return [
          areaCode !== null && !found.areas.has(areaCode) ? `there is no area with the code "${areaCode}"` : '',
          siteCode !== null && !found.sites.has(siteCode) ? `there is no site with the code "${siteCode}"` : '',
          serviceCode !== null && !found.services.has(serviceCode) ? `there is no service with the code "${serviceCode}"` : '',
          only ? `the role ${role} counts in the service ${only} only` : '',
        ]
          .filter(Boolean)
          .map((fault) => `${prefix}_ROLES: at "${value}": ${fault}.`);
      }),
    ),
  );
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
