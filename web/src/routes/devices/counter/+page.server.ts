import { scan, undo } from '#features/devices/act.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export function load({ locals }) {
  mustHavePage(locals, 'devices');
  return { key: newKey() };
}

export const actions = {
  scan: async ({ locals, request }) => scan(locals.api, await request.formData()),
  undo: async ({ locals, request }) => undo(locals.api, await request.formData()),
};
