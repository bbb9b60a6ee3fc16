import { correctCapacity } from '#features/network/keep.server.ts';
import { readCapacity } from '#features/network/read-keep.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readCapacity(locals.api, params.id)), did: url.searchParams.get('did') };
}

export const actions = {
  default: async ({ locals, params, request }) => correctCapacity(locals.api, params.id, await request.formData()),
};
