import { changeModel } from '#features/devices/keep.server.ts';
import { readModel } from '#features/devices/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readModel(locals.api, params.id)), did: url.searchParams.get('did') };
}

export const actions = {
  default: async ({ locals, params, request }) => changeModel(locals.api, params.id, await request.formData()),
};
