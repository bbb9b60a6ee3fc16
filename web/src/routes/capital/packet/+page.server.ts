import { change, end, openPacket, sendNow, subscribe } from '#features/capital-packet/act.server.ts';
import { readPackets } from '#features/capital-packet/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const code = url.searchParams.get('programme') ?? '';
  return {
    ...(await readPackets(locals.api, code)),
    did: url.searchParams.get('did'),
    change: url.searchParams.get('change'),
    key: newKey(),
    me: locals.me?.id ?? '',
  };
}

export const actions = {
  open: async ({ request }) => openPacket(await request.formData()),
  subscribe: async ({ locals, request }) => subscribe(locals.api, await request.formData()),
  change: async ({ locals, request }) => change(locals.api, await request.formData()),
  end: async ({ locals, request }) => end(locals.api, await request.formData()),
  send: async ({ locals, request }) => sendNow(locals.api, await request.formData()),
};
