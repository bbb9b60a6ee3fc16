import { creditCharge } from '#features/devices/keep.server.ts';
import { readStatement } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readStatement(locals.api, params.id)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  credit: async ({ locals, params, request }) => creditCharge(locals.api, params.id, await request.formData()),
};
