import type { RequestEvent } from '@sveltejs/kit';
import type { Me } from '#lib/api/types.ts';
import type { Option } from '#lib/option.ts';
import type { Api } from '#lib/server/api.ts';
import { findPeople, findRooms, findSites } from '#lib/server/find.ts';
import { keyOf, typedValues } from '#lib/server/forms.ts';
import { findKind } from '#lib/server/kinds.ts';
import { keptUploads, type UploadedForm } from '#lib/server/upload.ts';
import { roomName } from '#lib/words/room.ts';
import { kindOf } from './kind.ts';
import { ELSEWHERE, placeValue, type Places } from './place.ts';

const MY_ROOMS = 5;
const NEAR = 12;

/** My rooms, and what the searches in the form found so far. */
export async function placesFor(api: Api, me: Me, values: Record<string, string>): Promise<Places> {
  const siteId = values['siteId'] || me.siteId || '';
  const isSearching = values['place'] === ELSEWHERE;
  const [mine, sites, rooms] = await Promise.all([
    api.GET('/api/me/rooms'),
    isSearching ? findSites(api, values['siteQuery'] ?? '') : [],
    isSearching && siteId ? findRooms(api, siteId, values['roomQuery'] ?? '') : [],
  ]);
  const items = mine.data?.items.slice(0, MY_ROOMS) ?? [];
  const own = items.find((room) => room.isMine);
  return {
    mine: items.map((room) => ({ value: placeValue(room.site.id, room.id), label: roomName(room), detail: room.site.name })),
    preset: own ? placeValue(own.site.id, own.id) : '',
    site: await chosenSite(api, me, siteId, sites),
    room: await chosenRoom(api, siteId, values['roomId'] ?? '', rooms),
    sites,
    rooms,
    roomsOf: siteId,
  };
}

/** For a phone without signal, where nothing can be searched: the rooms I work in come after my own. */
export async function nearMyWork(api: Api, places: Places): Promise<Places> {
  const { data } = await api.GET('/api/field-day');
  const known = new Set(places.mine.map(({ value }) => value));
  const near = new Map<string, Option>();
  for (const { site, room } of data?.orders ?? []) {
    const value = placeValue(site.id, room?.id ?? '');
    if (!known.has(value) && near.size < NEAR)
      near.set(value, { value, label: room ? roomName(room) : site.name, detail: room ? site.name : undefined });
  }
  return { ...places, mine: [...places.mine, ...near.values()] };
}

async function chosenSite(api: Api, me: Me, siteId: string, found: Option[]): Promise<Option | undefined> {
  if (!siteId) return undefined;
  if (siteId === me.siteId && me.siteName) return { value: siteId, label: me.siteName };
  const known = found.find((site) => site.value === siteId);
  if (known) return known;
  const { data } = await api.GET('/api/sites/{id}', { params: { path: { id: siteId } } });
  return data && { value: data.id, label: data.name };
}

// A room that an earlier search found and this one does not: asked for again by its site, as there is no route for one room.
async function chosenRoom(api: Api, siteId: string, roomId: string, found: Option[]): Promise<Option | undefined> {
  if (!siteId || !roomId) return undefined;
  const known = found.find((room) => room.value === roomId);
  if (known) return known;
  const { data } = await api.GET('/api/sites/{id}/rooms', { params: { path: { id: siteId }, query: { limit: 200 } } });
  const room = data?.items.find(({ id }) => id === roomId);
  return room && { value: room.id, label: roomName(room) };
}

/** Everything the page needs to draw a form that was typed in before: values, uploads, the kind, what the searches find. */
export async function drawAgain({ locals }: RequestEvent, form: UploadedForm) {
  const values = typedValues(form.fields);
  const people = await findPeople(locals.api, values['personQuery'] ?? '');
  const [type, places] = await Promise.all([findKind(locals.api, values['type'] ?? ''), placesFor(locals.api, locals.me!, values)]);
  return {
    values,
    errors: {} as Record<string, string>,
    title: undefined as string | undefined,
    notes: form.problems,
    idempotencyKey: keyOf(form.fields),
    uploads: [...keptUploads(form.fields), ...form.uploads.map(({ id, fileName }) => ({ id, fileName }))],
    kind: type && kindOf(type),
    places,
    people,
    person: people.find((person) => person.value === values['requesterId']),
  };
}
