import { renameProvider } from '#features/network/keep.server.ts';
import { readProvider } from '#features/network/read-keep.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readProvider(locals.api, params.id)), did: url.searchParams.get('did') };
}

export const actions = {
  default: async ({ locals, params, request }) => renameProvider(locals.api, params.id, await request.formData()),
};
