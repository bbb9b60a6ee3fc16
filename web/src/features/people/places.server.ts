import { inLanguage } from '#lib/format.ts';
import type { Option } from '#lib/option.ts';
import { type Api, must } from '#lib/server/api.ts';
import { findSites } from '#lib/server/find.ts';

/** Services and areas to choose from; each service's name by its code. */
export async function scopeChoices(api: Api) {
  const [services, areas] = await Promise.all([api.GET('/api/services').then(must), api.GET('/api/areas').then(must)]);
  const named: Option[] = services.items.map(({ code, nameEn, nameEs }) => ({ value: code, label: inLanguage({ en: nameEn, es: nameEs }) }));
  return {
    services: named,
    areas: areas.items.map(({ id, name }): Option => ({ value: id, label: name })),
    serviceNames: Object.fromEntries(named.map(({ value, label }) => [value, label])),
  };
}

/** What the search for a school finds in a form that comes back, and the school that was chosen before. */
export async function schoolsFor(api: Api, values: Record<string, string>): Promise<{ sites: Option[]; site: Option | undefined }> {
  const query = values['siteQuery'] ?? '';
  const sites = query ? await findSites(api, query) : [];
  const id = values['siteId'] ?? '';
  const known = sites.find(({ value }) => value === id);
  if (!id || known) return { sites, site: known };
  const { data } = await api.GET('/api/sites/{id}', { params: { path: { id } } });
  return { sites, site: data && { value: data.id, label: data.name } };
}
