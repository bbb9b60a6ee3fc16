import { changeCircuit } from '#features/network/keep.server.ts';
import { readCircuit } from '#features/network/read-keep.server.ts';

// Who keeps one area's schools has no page of the whole network; the API says who may read.
export const load = async ({ locals, params, url }) => ({ ...(await readCircuit(locals.api, params.id)), did: url.searchParams.get('did') });

export const actions = {
  change: async ({ locals, params, request }) => changeCircuit(locals.api, params.id, await request.formData()),
};
