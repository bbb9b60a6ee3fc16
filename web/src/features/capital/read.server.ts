import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { today } from '#lib/format.ts';
import { type ChangesAsked, type EntriesAsked, entriesQuery, type Looked, type ProjectsAsked } from './asked.ts';

const CHANGES_SHOWN = 8;
const LAST_DAYS = 30;
const ENTRIES_ON_A_PAGE = 50;
const CHANGES_ON_A_PAGE = 50;
const PROJECTS_ON_A_PAGE = 50;
const HISTORY_SHOWN = 15;

const dayBefore = (day: string, days: number) => new Date(Date.parse(`${day}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Our programmes, and the one that was asked for by its code; the first, where none was. What other owners state is in no ledger of ours: it has pages of its own. */
export async function readProgrammes(api: Api, code: string) {
  const items = must(await api.GET('/api/programmes')).items.filter(({ programme }) => programme.kind !== 'other_owner');
  const named = items.find(({ programme }) => programme.code === code);
  // Another programme's money under its name would be worse than none.
  if (code !== '' && !named) error(404, m.capital_no_such_programme());
  return { programmes: items, chosen: named ?? items[0] };
}

/** A programme as its screen shows it; a day to come is taken for today. */
export async function readCapital(api: Api, { programme: code, asOf: asked }: Looked) {
  const { programmes, chosen } = await readProgrammes(api, code);
  const isDayWrong = asked > today();
  const asOf = isDayWrong ? '' : asked;
  if (!chosen) return { programmes, asOf, isDayWrong, shown: null };
  const path = { programmeId: chosen.programme.id };
  const query = asOf ? { asOf } : {};
  const last = asOf || today();
  const since = dayBefore(last, LAST_DAYS);
  const [programme, contingency, changes] = await Promise.all([
    api.GET('/api/programmes/{programmeId}', { params: { path, query } }),
    api.GET('/api/programmes/{programmeId}/contingency', { params: { path, query } }),
    api.GET('/api/programmes/{programmeId}/changes', { params: { path, query: { since, until: last, only: 'notable', limit: CHANGES_SHOWN } } }),
  ]);
  return { programmes, asOf, isDayWrong, shown: { programme: must(programme), contingency: must(contingency), changes: must(changes) } };
}

const given = <Values extends Record<string, string | undefined>>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => (value ?? '') !== '')) as { [Key in keyof Values]?: string };

/** Projects as they were asked for; what is not known is left out. */
export async function readProjects(api: Api, { programme: code, asOf, q, phase, area, site, deficiency, state, sort, page }: ProjectsAsked) {
  const [{ programmes, chosen }, areas] = await Promise.all([readProgrammes(api, code), api.GET('/api/areas')]);
  const choices = must(areas).items.map(({ id, name }) => ({ value: id, label: name }));
  if (!chosen) return { programmes, areas: choices, chosen: null, list: null };
  const narrowed = given({ asOf, q, phase, areaId: area, siteId: site, deficiencyId: deficiency, state, sort, page }) as {
    asOf?: string;
    page?: never;
    state?: 'late';
    sort?: 'code';
  };
  const list = must(
    await api.GET('/api/projects', { params: { query: { programmeId: chosen.programme.id, limit: PROJECTS_ON_A_PAGE, ...narrowed } } }),
  );
  return { programmes, areas: choices, chosen, list };
}

/** One project with what happened to it last. */
export async function readProject(api: Api, projectId: string, asked: string) {
  const asOf = asked <= today() ? asked : '';
  const page = must(await api.GET('/api/projects/{projectId}', { params: { path: { projectId }, query: asOf ? { asOf } : {} } }));
  const changes = must(
    await api.GET('/api/programmes/{programmeId}/changes', {
      params: {
        path: { programmeId: page.programme.id },
        query: { since: '2000-01-01', projectId, limit: HISTORY_SHOWN, ...(asOf ? { until: asOf } : {}) },
      },
    }),
  );
  return { page, changes };
}

/** Entries behind what was asked for. */
export async function readEntries(api: Api, asked: EntriesAsked, cursor: string | undefined) {
  const { programmes, chosen } = await readProgrammes(api, asked.programme);
  if (!chosen) return { programmes, chosen: null, entries: null };
  const query = { programmeId: chosen.programme.id, ...(entriesQuery(asked) as { figure?: 'budget'; kind?: 'invoice' }) };
  const entries = must(
    await api.GET('/api/ledger-entries', { params: { query: { ...query, limit: ENTRIES_ON_A_PAGE, ...(cursor ? { cursor } : {}) } } }),
  );
  const csvHref = `/api/ledger-entries/export?${new URLSearchParams(query)}`;
  return { programmes, chosen, entries, csvHref };
}

/** What changed in the days asked for: this month and the last, where none are. */
export async function readChanges(api: Api, { programme: code, since, until, kind, project }: ChangesAsked, cursor: string | undefined) {
  const { programmes, chosen } = await readProgrammes(api, code);
  if (!chosen) return { programmes, chosen: null, changes: null, areDaysWrong: false };
  const now = today();
  const last = until && until <= now ? until : now;
  const first = since || dayBefore(last, LAST_DAYS);
  const areDaysWrong = first > last || until > now;
  const days = areDaysWrong ? { since: dayBefore(now, LAST_DAYS), until: now } : { since: first, until: last };
  const narrowed = given({ kind, projectId: project, cursor }) as { kind?: 'transfer' };
  const changes = must(
    await api.GET('/api/programmes/{programmeId}/changes', {
      params: { path: { programmeId: chosen.programme.id }, query: { ...days, limit: CHANGES_ON_A_PAGE, ...narrowed } },
    }),
  );
  return { programmes, chosen, changes, areDaysWrong };
}
