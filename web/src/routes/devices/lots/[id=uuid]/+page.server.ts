import { addToLot, bringCertificate, completeLot, numberCertificate, prepareLot, readLot, takeFromLot } from '#features/devices/lots.server.ts';
import { today } from '#lib/format.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readLot(locals.api, params.id)), today: today(), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  add: async ({ locals, params, request }) => addToLot(locals.api, params.id, await request.formData()),
  take: async ({ locals, params, request }) => takeFromLot(locals.api, params.id, await request.formData()),
  prepare: async ({ locals, params, request }) => prepareLot(locals.api, params.id, await request.formData()),
  number: async ({ locals, params, request }) => numberCertificate(locals.api, params.id, await request.formData()),
  file: async (event) => bringCertificate(event, event.params.id),
  leave: async ({ locals, params, request }) => completeLot(locals.api, params.id, await request.formData()),
};
