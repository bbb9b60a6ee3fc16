import { addModel } from '#features/devices/keep.server.ts';
import { readModels } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readModels(locals.api)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  default: async ({ locals, request }) => addModel(locals.api, await request.formData()),
};
