import type { Api } from './api.ts';
import type { Option } from '#lib/option.ts';
import { roomName } from '#lib/words/room.ts';
import { systemName, systemWords } from '#lib/words/system.ts';

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

/** Every word somewhere in what it is called. */
const isLike = (text: string, q: string) =>
  q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

/** Parts of a building by name or code: its components, then systems as such. The value is "D3020 id" of a component, "D3020" of a system. */
export async function findParts(api: Api, structureId: string, q: string): Promise<Option[]> {
  const [{ data: structure }, { data: systems }] = await Promise.all([
    api.GET('/api/structures/{id}', { params: { path: { id: structureId } } }),
    api.GET('/api/building-systems'),
  ]);
  return partsLike(structure?.components ?? [], systems?.items ?? [], q);
}

type Part = { id: string; systemCode: string; name: string };
type System = Parameters<typeof systemWords>[0];
function partsLike(parts: readonly Part[], systems: readonly System[], q: string): Option[] {
  const names = new Map(systems.map((system) => [system.code, systemWords(system)]));
  const components = parts
    .map(({ id, systemCode, name }) => ({ value: `${systemCode} ${id}`, label: name, detail: names.get(systemCode) ?? systemCode }))
    .filter(({ label, detail }) => isLike(`${label} ${detail}`, q));
  const wholes = systems
    .filter((system) => isLike(systemWords(system), q))
    .map((system) => ({ value: system.code, label: systemName(system), detail: system.code }));
  return [...components.slice(0, LIMIT), ...wholes.slice(0, LIMIT)];
}

/** Parts of the buildings at an order's school, its own building's first. The value begins with the building's id. */
export async function findPartsAt(api: Api, orderId: string, q: string): Promise<Option[]> {
  const [{ data }, { data: systems }] = await Promise.all([
    api.GET('/api/work-orders/{id}/building-problems', { params: { path: { id: orderId } } }),
    api.GET('/api/building-systems'),
  ]);
  const structures = (data?.structures ?? []).toSorted((a, b) => Number(b.isHere) - Number(a.isHere));
  return structures
    .flatMap(({ id, name, components }) =>
      partsLike(components, systems?.items ?? [], q).map(({ value, label, detail }) => ({
        value: `${id} ${value}`,
        label,
        detail: `${name} · ${detail ?? ''}`,
      })),
    )
    .slice(0, 2 * LIMIT);
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
