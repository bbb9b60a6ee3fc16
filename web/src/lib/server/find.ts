import type { Api } from './api.ts';
import type { Option } from '#lib/option.ts';
import { roomName } from '#lib/words/room.ts';
import { money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { systemName, systemWords } from '#lib/words/system.ts';
import { PART_WORDS } from './part-words.ts';

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

/** Accents and capitals make no difference to who searches. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
/** Every word in its name, or begins one of what people call it. */
const isCalled = (text: string, systemCode: string, q: string) => {
  const words = plain(PART_WORDS[systemCode] ?? '').split(' ');
  const name = plain(text);
  return plain(q)
    .trim()
    .split(/\s+/)
    .every((word) => name.includes(word) || words.some((one) => one.startsWith(word) || word === `${one}s`));
};

/** Parts of a building by name or code: its components, then systems as such. The value is "D3020 id" of a component, "D3020" of a system. */
export async function findParts(api: Api, structureId: string, q: string): Promise<Option[]> {
  const [{ data: structure }, { data: systems }] = await Promise.all([
    api.GET('/api/structures/{id}', { params: { path: { id: structureId } } }),
    api.GET('/api/building-systems'),
  ]);
  return partsLike(structure?.components ?? [], systems?.items ?? [], q);
}

type Part = { id: string; systemCode: string; name: string; dueCost?: string | null };
type System = Parameters<typeof systemWords>[0];
function partsLike(parts: readonly Part[], systems: readonly System[], q: string): Option[] {
  const names = new Map(systems.map((system) => [system.code, systemWords(system)]));
  const components = parts
    .filter(({ systemCode, name }) => isCalled(`${name} ${names.get(systemCode) ?? systemCode}`, systemCode, q))
    .map(({ id, systemCode, name, dueCost = null }) => ({
      value: `${systemCode} ${id}`,
      label: name,
      detail: [names.get(systemCode) ?? systemCode, dueCost === null ? '' : m.findings_part_due({ cost: money(dueCost) })]
        .filter(Boolean)
        .join(' · '),
    }));
  const wholes = systems
    .filter((system) => isCalled(systemWords(system), system.code, q))
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
