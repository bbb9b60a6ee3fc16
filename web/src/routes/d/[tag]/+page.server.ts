import { report } from '#features/devices/act.server.ts';
import { readLabel } from '#features/devices/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, url }) {
  return { ...(await readLabel(locals.api, params.tag)), order: url.searchParams.get('order'), key: newKey() };
}

export const actions = {
  report: async ({ locals, params, request }) => report(locals.api, params.tag, await request.formData()),
};
