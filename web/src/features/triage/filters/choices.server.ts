import { inLanguage } from '#lib/format.ts';
import type { Option } from '#lib/option.ts';
import { must, type Api } from '#lib/server/api.ts';
import { findPeople, findSites } from '#lib/server/find.ts';
import type { Choice } from '../order.ts';
import type { Filters } from '../view.ts';
import { namesIn } from './names.server.ts';

export type Group = { label: string; choices: Choice[] };

type Searched = { siteQuery: string; personQuery: string };

/** What the page of filters chooses from. */
export async function readChoices(api: Api, filters: Filters, { siteQuery, personQuery }: Searched) {
  const { siteId = '', requesterId = '' } = filters.more;
  const [services, areas, teams, types, tags, names, sites, people] = await Promise.all([
    api.GET('/api/services'),
    api.GET('/api/areas'),
    api.GET('/api/teams', { params: { query: {} } }),
    everyType(api),
    api.GET('/api/work-orders/tags', { params: { query: {} } }),
    namesIn(api, filters),
    siteQuery ? findSites(api, siteQuery) : [],
    personQuery ? findPeople(api, personQuery) : [],
  ]);
  const named = must(services).items.map(({ code, nameEn, nameEs, trades }) => ({ code, name: inLanguage({ en: nameEn, es: nameEs }), trades }));
  const byService = (choicesOf: (code: string) => Choice[]): Group[] =>
    named.map(({ code, name }) => ({ label: name, choices: choicesOf(code) })).filter(({ choices }) => choices.length);
  const all = must(teams).items;
  const chosen = (id: string): Option | undefined => (id && id !== 'me' ? { value: id, label: names[id] ?? '' } : undefined);
  return {
    services: named.map(({ code, name }): Choice => ({ value: code, label: name })),
    trades: named.map(({ name, trades }): Group => ({
      label: name,
      choices: trades.map(({ code, nameEn, nameEs }) => ({ value: code, label: inLanguage({ en: nameEn, es: nameEs }) })),
    })),
    types: byService((code) =>
      types
        .filter(({ serviceCode }) => serviceCode === code)
        .map(({ id, nameEn, nameEs }) => ({ value: id, label: inLanguage({ en: nameEn, es: nameEs }) })),
    ),
    areas: must(areas).items.map(({ id, name }): Choice => ({ value: id, label: name })),
    teams: byService((code) => all.filter(({ serviceCode }) => serviceCode === code).map(({ id, name }) => ({ value: id, label: name }))),
    members: all
      .filter(({ members }) => members.length)
      .map((team): Group => ({ label: team.name, choices: team.members.map(({ id, name }) => ({ value: id, label: name })) })),
    /** Whom many may be given to: a confidential team takes its own orders only, one at a time. */
    workers: all
      .filter(({ compartment }) => compartment === null)
      .map((team): Group => ({
        label: team.name,
        choices: [
          { value: `team:${team.id}`, label: team.name },
          ...team.members.map(({ id, name }) => ({ value: `person:${team.id}/${id}`, label: name })),
        ],
      })),
    tags: must(tags).items.map(({ tag }) => tag),
    sites,
    people,
    site: chosen(siteId),
    requester: chosen(requesterId),
    siteQuery,
    personQuery,
  };
}

const PAGE = 200;
async function everyType(api: Api) {
  const { data } = await api.GET('/api/request-types', { params: { query: { limit: PAGE } } });
  return data?.items ?? [];
}
