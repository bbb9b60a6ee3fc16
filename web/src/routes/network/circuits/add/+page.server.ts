import { addCircuit } from '#features/network/keep.server.ts';
import { readForNewLine } from '#features/network/read-keep.server.ts';
import { newKey } from '#lib/server/forms.ts';

// Who keeps one area's schools has no page of the whole network; the API says who may.
export const load = async ({ locals, url }) => ({ ...(await readForNewLine(locals.api, url.searchParams.get('school') ?? '')), key: newKey() });

export const actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData();
    return addCircuit(locals.api, String(form.get('siteId') ?? ''), form);
  },
};
