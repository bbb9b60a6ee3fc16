import { bringLineItems, makeProbe, revokeProbe } from '#features/network/act-set-up.server.ts';
import { readSetUp } from '#features/network/read-set-up.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'network');
  const setUp = await readSetUp(locals.api, url.searchParams.get('brought') ?? '');
  return { setUp, did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  probe: async ({ locals, request }) => makeProbe(locals.api, await request.formData()),
  revoke: async ({ locals, request }) => revokeProbe(locals.api, await request.formData()),
  erate: async (event) => bringLineItems(event),
};
