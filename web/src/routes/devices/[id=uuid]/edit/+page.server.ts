import { changeDevice } from '#features/devices/keep.server.ts';
import { readChoices, readDevice } from '#features/devices/read.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params }) {
  mustHavePage(locals, 'devices');
  const [{ device }, choices] = [await readDevice(locals.api, params.id), await readChoices(locals.api)];
  return { device, ...choices };
}

export const actions = {
  default: async ({ locals, params, request }) => changeDevice(locals.api, params.id, await request.formData()),
};
