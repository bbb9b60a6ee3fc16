import { changeProposal, moveProposal } from '#features/capital-proposals/act.server.ts';
import { readProposal } from '#features/capital-proposals/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'capital');
  return { proposal: await readProposal(locals.api, params.id), did: url.searchParams.get('did') };
}

export const actions = {
  change: async ({ locals, params, request }) => changeProposal(locals.api, params.id, await request.formData()),
  move: async ({ locals, params, request }) => moveProposal(locals.api, params.id, await request.formData()),
};
