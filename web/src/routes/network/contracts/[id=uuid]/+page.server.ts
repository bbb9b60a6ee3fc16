import { changeContract } from '#features/network/keep.server.ts';
import { readContract } from '#features/network/read-keep.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readContract(locals.api, params.id)), did: url.searchParams.get('did') };
}

export const actions = {
  default: async ({ locals, params, request }) => changeContract(locals.api, params.id, await request.formData()),
};
