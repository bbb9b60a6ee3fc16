import { addContract, addProvider } from '#features/network/keep.server.ts';
import { readContracts } from '#features/network/read-keep.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readContracts(locals.api)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  contract: async ({ locals, request }) => addContract(locals.api, await request.formData()),
  provider: async ({ locals, request }) => addProvider(locals.api, await request.formData()),
};
