import { readPlan, setTarget } from '#features/plan/plan.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'plan');
  return { plan: await readPlan(locals.api), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = { default: async ({ locals, request }) => setTarget(locals.api, await request.formData()) };
