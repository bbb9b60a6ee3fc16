import { addCapacity, addTarget } from '#features/network/keep.server.ts';
import { readTargets } from '#features/network/read-keep.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readTargets(locals.api)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  target: async ({ locals, request }) => addTarget(locals.api, await request.formData()),
  wayOut: async ({ locals, request }) => addCapacity(locals.api, await request.formData()),
};
