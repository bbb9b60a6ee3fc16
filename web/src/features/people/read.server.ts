import { type Api, must } from '#lib/server/api.ts';
import { scopeChoices } from './places.server.ts';

const EVENTS = 20;

/** What the address of the list says. */
export const askedOf = (query: URLSearchParams) => ({
  q: (query.get('q') ?? '').trim().slice(0, 200),
  hasLeft: query.has('left'),
  cursor: query.get('cursor') ?? '',
});

/** A page of people by name. */
export async function readPeople(api: Api, { q, hasLeft, cursor }: ReturnType<typeof askedOf>) {
  const query = { ...(q ? { q } : {}), ...(hasLeft ? { includeInactive: 'true' as const } : {}), ...(cursor ? { cursor } : {}) };
  return must(await api.GET('/api/people', { params: { query } }));
}

/** One person with all they hold, their history, and what a new role can be limited to. */
export async function readPerson(api: Api, id: string, cursor: string | null) {
  const path = { id };
  const [person, events, proposals, choices] = await Promise.all([
    api.GET('/api/people/{id}', { params: { path } }),
    api.GET('/api/people/{id}/events', { params: { path, query: { limit: EVENTS, ...(cursor ? { cursor } : {}) } } }),
    api.GET('/api/compartment-proposals', { params: { query: { personId: id } } }),
    scopeChoices(api),
  ]);
  return { person: must(person), events: must(events), proposals: must(proposals).items, isFirst: !cursor, ...choices };
}
