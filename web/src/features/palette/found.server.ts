import type { RequestEvent } from '@sveltejs/kit';
import { inLanguage } from '#lib/format.ts';
import type { Me, Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { findSites } from '#lib/server/find.ts';
import { findKinds } from '#lib/server/kinds.ts';
import { statusWords as inCrewWords } from '#lib/words/crew-status.ts';
import { statusWords as inRequesterWords } from '#lib/words/requester-status.ts';
import { roomWords } from '#lib/words/room.ts';
import type { Entry } from './entry.ts';

const MOST = 8;

/** Where all that the words find is listed. */
const listOf = ({ pages, roles }: Me, words: string) => {
  const query = new URLSearchParams(pages.includes('triage') ? { view: 'all', q: words } : { q: words });
  if (pages.includes('triage')) return `/triage?${query}`;
  if (roles.some(({ role }) => role !== 'requester')) query.set('whose', 'all');
  return `/requests?${query}`;
};

const findSchools = async (api: Api, words: string) =>
  (await findSites(api, words)).map(({ value, label, detail }): Entry => ({ id: `/buildings/sites/${value}`, group: 'schools', label, detail }));

/** Projects of our own programmes: what other owners build is looked up in their lists. */
async function findProjects(api: Api, words: string): Promise<Entry[]> {
  const { data } = await api.GET('/api/programmes');
  const own = (data?.items ?? []).filter(({ programme }) => programme.kind !== 'other_owner');
  const lists = await Promise.all(
    own.map(({ programme: { id } }) => api.GET('/api/projects', { params: { query: { programmeId: id, q: words, limit: MOST } } })),
  );
  return lists
    .flatMap((list) => list.data?.items ?? [])
    .map(({ id, code, name, site }) => ({ id: `/capital/projects/${id}`, group: 'projects', label: name, detail: `${code} · ${site.name}` }));
}

/** Orders by number or words, schools and projects, as far as this person may see them, and kinds of request to ask for. */
export async function findEntries(
  { locals: { api, me } }: Pick<RequestEvent, 'locals'>,
  typed: string,
): Promise<{ entries: Entry[]; problem?: Problem }> {
  const words = typed.trim().slice(0, 200);
  if (!words || !me) return { entries: [] };
  const [orders, kinds, schools, projects] = await Promise.all([
    api.GET('/api/work-orders', { params: { query: { q: words, limit: MOST } } }),
    findKinds(api, words),
    me.pages.includes('buildings') ? findSchools(api, words) : [],
    me.pages.includes('capital') ? findProjects(api, words) : [],
  ]);
  if (orders.error) return { entries: [], problem: orders.error };
  const statusWords = me.pages.some((page) => page === 'triage' || page === 'my-day') ? inCrewWords : inRequesterWords;
  const found = orders.data.items.map((order): Entry => ({
    id: `/requests/${order.number}`,
    group: 'orders',
    label: order.title,
    detail: [order.number, statusWords(order.status), [order.site.name, roomWords(order)].filter(Boolean).join(', ')].join(' · '),
    number: order.number,
    ...(order.isConfidential ? { isPrivate: true } : {}),
  }));
  const all: Entry = { id: listOf(me, words), group: 'search', label: m.palette_all_with({ words }) };
  return {
    entries: [
      ...found,
      ...schools,
      ...projects,
      ...kinds.map((kind): Entry => ({
        id: `/?type=${kind.id}`,
        group: 'kinds',
        label: m.palette_ask({ kind: inLanguage({ en: kind.nameEn, es: kind.nameEs }) }),
        ...(kind.isConfidential ? { isPrivate: true } : {}),
      })),
      ...(found.length ? [all] : []),
    ],
  };
}
