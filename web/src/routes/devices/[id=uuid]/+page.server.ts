import { moveDevice } from '#features/devices/act.server.ts';
import { closeRepair, giveDevice, harvestParts } from '#features/devices/keep.server.ts';
import { readDevice } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readDevice(locals.api, params.id)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  move: async ({ locals, params, request }) => moveDevice(locals.api, params.id, await request.formData()),
  give: async ({ locals, params, request }) => giveDevice(locals.api, params.id, await request.formData()),
  close: async ({ locals, params, request }) => closeRepair(locals.api, params.id, await request.formData()),
  harvest: async ({ locals, params, request }) => harvestParts(locals.api, params.id, await request.formData()),
};
