import { removeView, saveView } from '#features/devices/keep.server.ts';
import { readDevices } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  return { ...(await readDevices(locals.api, url.searchParams)), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  save: async ({ locals, request, url }) => saveView(locals.api, url.searchParams, await request.formData()),
  remove: async ({ locals, request }) => removeView(locals.api, await request.formData()),
};
