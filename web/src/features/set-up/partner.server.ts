import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { findPeople } from '#lib/server/find.ts';
import { type Seen, twoSteps, type Values } from './two-steps.server.ts';

export const readPartners = async (api: Api) => must(await api.GET('/api/set-up/hr-partners'));
/** The partners named for one school, as they are now. */
async function namedAt({ locals, params }: RequestEvent) {
  const { items } = await readPartners(locals.api);
  return (items.find(({ site }) => site.id === params['siteId'])?.partners ?? []).filter((partner) => partner.isForSite);
}

const find = async ({ locals }: RequestEvent, values: Values) => ({ people: await findPeople(locals.api, values['personQuery'] ?? '') });

export const partnerSteps = twoSteps({
  wrong: (values): Record<string, string> => (values['personId'] ? {} : { personId: m.set_up_partner_missing() }),
  find,
  preview: async (event, values): Promise<{ data: Seen & { name: string; leaving: string[] } }> => {
    const before = await namedAt(event);
    const { people } = await find(event, values);
    const id = values['personId'] ?? '';
    const name = [...before.map((p) => ({ value: p.id, label: p.name })), ...people].find(({ value }) => value === id)?.label ?? '';
    const names = before.map((partner) => partner.name);
    const isSame = names.length === 1 && before[0]?.id === id && before[0].maySee;
    return {
      data: {
        before: isSame ? {} : { partners: names },
        after: isSame ? {} : { partners: [name] },
        name,
        leaving: before.filter((partner) => partner.id !== id).map((partner) => partner.name),
      },
    };
  },
  save: async (event, values, { why, version }) =>
    event.locals.api.PUT('/api/set-up/hr-partners/{siteId}', {
      params: { path: { siteId: event.params['siteId'] ?? '' } },
      body: { personId: values['personId'] ?? '', insteadOfIds: version.split(' ').filter(Boolean), ...why },
    }),
  versionNow: async (event) => (await namedAt(event)).map(({ id }) => id).join(' '),
  done: () => '/set-up/partners?did=saved',
  boxes: { compartment: 'personId', role: 'personId' },
});
