import { beginLot, readLots } from '#features/devices/lots.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals }) {
  mustHavePage(locals, 'devices');
  return { ...(await readLots(locals.api)), key: newKey() };
}

export const actions = {
  default: async ({ locals, request }) => beginLot(locals.api, await request.formData()),
};
