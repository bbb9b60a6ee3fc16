import { propose, proposePlan } from '#features/capital-proposals/act.server.ts';
import { readProposals } from '#features/capital-proposals/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  return { ...(await readProposals(locals.api, url.searchParams)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  plan: async ({ locals, request }) => proposePlan(locals.api, await request.formData()),
  hand: async ({ locals, request }) => propose(locals.api, await request.formData()),
};
