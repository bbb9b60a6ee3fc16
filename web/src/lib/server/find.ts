import type { Api } from './api.ts';
import type { Option } from '#lib/option.ts';
import { roomName } from '#lib/words/room.ts';

const LIMIT = 8;

/** Schools and other places by name; none when the API is away. */
export async function findSites(api: Api, q: string): Promise<Option[]> {
  const { data } = await api.GET('/api/sites', { params: { query: { q, limit: LIMIT } } });
  return (data?.items ?? []).map((site) => ({ value: site.id, label: site.name, detail: site.city ?? undefined }));
}

/** Rooms of one site by number, name or kind. */
export async function findRooms(api: Api, siteId: string, q: string): Promise<Option[]> {
  const { data } = await api.GET('/api/sites/{id}/rooms', { params: { path: { id: siteId }, query: { q, limit: LIMIT } } });
  return (data?.items ?? []).map((room) => ({ value: room.id, label: roomName(room), detail: room.building.name }));
}

/** Colleagues by name or email. */
export async function findPeople(api: Api, q: string): Promise<Option[]> {
  if (q.trim().length < 2) return [];
  const { data } = await api.GET('/api/people', { params: { query: { q, limit: LIMIT } } });
  return (data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.name,
    detail: [person.jobTitle, person.siteName].filter(Boolean).join(' · ') || undefined,
  }));
}
