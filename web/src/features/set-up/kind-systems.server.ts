import type { RequestEvent } from '@sveltejs/kit';
import { type Api, must } from '#lib/server/api.ts';
import { systemWords } from '#lib/words/system.ts';
import { type Seen, twoSteps } from './two-steps.server.ts';

/** Each kind of request with the system of a building it speaks of, and the systems to choose from. */
export async function readKinds(api: Api) {
  const { items, systems, may } = must(await api.GET('/api/set-up/building-systems'));
  return { kinds: items, choices: systems.map((system) => ({ value: system.code, label: systemWords(system) })), mayChange: may.change };
}

/** What it speaks of now: the code, and in words. */
async function systemNow({ locals, params }: RequestEvent) {
  const { kinds, choices } = await readKinds(locals.api);
  const system = kinds.find(({ id }) => id === params['id'])?.system ?? null;
  return { code: system?.code ?? '', words: system && systemWords(system), choices };
}

export const kindSteps = twoSteps({
  wrong: () => ({}),
  preview: async (event, values): Promise<{ data: Seen & { now: string | null } }> => {
    const { code, words, choices } = await systemNow(event);
    const chosen = values['systemCode'] ?? '';
    const now = choices.find(({ value }) => value === chosen)?.label ?? null;
    return { data: chosen === code ? { before: {}, after: {}, now } : { before: { buildingSystem: words }, after: { buildingSystem: now }, now } };
  },
  save: async ({ locals, params }, values, { why, version }) =>
    locals.api.PUT('/api/set-up/building-systems/{requestTypeId}', {
      params: { path: { requestTypeId: params['id'] ?? '' } },
      body: { systemCode: values['systemCode'] || null, insteadOf: version || null, ...why },
    }),
  versionNow: async (event) => (await systemNow(event)).code,
  done: () => '/set-up/building-systems?did=saved',
});
