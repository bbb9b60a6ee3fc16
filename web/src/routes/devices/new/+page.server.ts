import { registerDevice } from '#features/devices/keep.server.ts';
import { readChoices } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals }) {
  mustHavePage(locals, 'devices');
  return { ...(await readChoices(locals.api)), key: newKey() };
}

export const actions = {
  default: async ({ locals, request }) => registerDevice(locals.api, await request.formData()),
};
