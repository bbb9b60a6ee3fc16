import { readOutlook } from '#features/capital-outlook/read.server.ts';
import { removeScenario, saveScenario } from '#features/capital-outlook/save.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  return { ...(await readOutlook(locals.api, url.searchParams)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  save: async ({ locals, request }) => saveScenario(locals.api, await request.formData()),
  remove: async ({ locals, request }) => removeScenario(locals.api, await request.formData()),
};
