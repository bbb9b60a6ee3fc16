import { readCollection, scanByForm, undoByForm } from '#features/devices/collection.server.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'devices');
  return readCollection(locals.api, url.searchParams);
}

export const actions = {
  scan: async ({ locals, request, url }) => scanByForm(locals.api, url.searchParams, await request.formData()),
  undo: async ({ locals, request, url }) => undoByForm(locals.api, url.searchParams, await request.formData()),
};
