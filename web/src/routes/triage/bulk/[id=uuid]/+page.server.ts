import { inWords } from '#features/triage/bulk/change.server.ts';
import { must } from '#lib/server/api.ts';
import { idempotent, keyOf, newKey, refuse } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params: { id } }) {
  mustHavePage(locals, 'triage');
  return { bulk: inWords(must(await locals.api.GET('/api/bulk-changes/{id}', { params: { path: { id } } }))), key: newKey() };
}

export const actions = {
  undo: async ({ locals, params: { id }, request }) => {
    const form = await request.formData();
    const { error: problem } = await locals.api.POST('/api/bulk-changes/{id}/undos', { params: { path: { id }, header: idempotent(keyOf(form)) } });
    return problem ? refuse(problem, form) : {};
  },
};
