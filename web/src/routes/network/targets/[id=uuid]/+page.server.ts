import { correctTarget } from '#features/network/keep.server.ts';
import { readTarget } from '#features/network/read-keep.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readTarget(locals.api, params.id)), did: url.searchParams.get('did') };
}

export const actions = {
  default: async ({ locals, params, request }) => correctTarget(locals.api, params.id, await request.formData()),
};
