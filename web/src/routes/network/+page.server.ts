import { dismissDip, orderForDip } from '#features/network/act.server.ts';
import { askedOf } from '#features/network/asked.ts';
import { readNetwork } from '#features/network/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'network');
  return { ...(await readNetwork(locals.api, askedOf(url.searchParams))), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  order: async ({ locals, request }) => orderForDip(locals.api, await request.formData()),
  dismiss: async ({ locals, request }) => dismissDip(locals.api, await request.formData()),
};
