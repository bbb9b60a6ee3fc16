import { changeCircuit } from '#features/network/act.server.ts';
import { readCircuit } from '#features/network/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'network');
  return { circuit: await readCircuit(locals.api, params.id), did: url.searchParams.get('did') };
}

export const actions = {
  change: async ({ locals, params, request }) => changeCircuit(locals.api, params.id, await request.formData()),
};
