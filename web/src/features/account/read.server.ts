import { must, type Api } from '#lib/server/api.ts';
import { findRooms, findSites } from '#lib/server/find.ts';
import type { Me } from '#lib/api/types.ts';

/** What the page shows: my sessions, my rooms, and how much waits for my confirmation. */
export async function readAccount(api: Api) {
  const [sessions, rooms, proposals] = await Promise.all([
    api.GET('/api/me/sessions'),
    api.GET('/api/me/rooms'),
    api.GET('/api/compartment-proposals'),
  ]);
  const waiting = must(proposals).items.filter(({ may }) => may.confirm).length;
  return { sessions: must(sessions).items, rooms: must(rooms).items, waiting };
}

/** What the searches in the form for another room have found. */
export async function findPlaces(api: Api, me: Me, values: Record<string, string>) {
  const siteId = values['siteId'] || me.siteId || '';
  const [sites, rooms] = await Promise.all([
    values['siteQuery'] ? findSites(api, values['siteQuery']) : [],
    siteId ? findRooms(api, siteId, values['roomQuery'] ?? '') : [],
  ]);
  const isMySchool = siteId === me.siteId && me.siteName !== null;
  const site = sites.find(({ value }) => value === siteId) ?? (isMySchool ? { value: siteId, label: me.siteName! } : await findSite(api, siteId));
  return { siteId, site, sites, rooms };
}

async function findSite(api: Api, id: string) {
  if (!id) return undefined;
  const { data } = await api.GET('/api/sites/{id}', { params: { path: { id } } });
  return data && { value: data.id, label: data.name };
}
