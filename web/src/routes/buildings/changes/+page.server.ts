import { datesOf, ofAddress } from '#features/condition/asked.ts';
import { homeOf } from '#features/condition/home.server.ts';
import { readBehind, readPast } from '#features/condition/read.server.ts';
import type { Cause } from '#features/condition/words.ts';
import { must } from '#lib/server/api.ts';

const CAUSES: readonly Cause[] = ['work', 'findings', 'ageing', 'escalation', 'method', 'correction'];

/** What the bridge is of, in words and as a way back. */
async function subjectOf(api: App.Locals['api'], of: ReturnType<typeof ofAddress>) {
  if (of.structureId) {
    const { siteName, name, id } = must(await api.GET('/api/structures/{id}', { params: { path: { id: of.structureId } } }));
    return { name: `${siteName}, ${name}`, href: `/buildings/${id}` };
  }
  if (of.siteId) {
    const { name, id } = must(await api.GET('/api/sites/{id}', { params: { path: { id: of.siteId } } }));
    return { name, href: `/buildings/sites/${id}` };
  }
  const area = of.areaId && must(await api.GET('/api/areas')).items.find(({ id }) => id === of.areaId);
  return { name: area ? area.name : null, href: null };
}

export async function load({ locals, url }) {
  homeOf(locals);
  const of = ofAddress(url.searchParams);
  const asked = url.searchParams.get('cause');
  const cause = CAUSES.find((one) => one === asked);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [past, subject] = await Promise.all([readPast(locals.api, of, datesOf(url.searchParams)), subjectOf(locals.api, of)]);
  const dates = { from: past.bridge.from.on, to: past.bridge.to.on };
  const behind = await readBehind(locals.api, past.of, dates, cause, cursor);
  return { past, subject, dates, cause, isFirst: cursor === undefined, behind };
}
