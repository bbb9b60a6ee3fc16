import { redirect } from '@sveltejs/kit';
import { checkOf } from '#features/imports/check.server.ts';
import { readImport } from '#features/imports/read.server.ts';
import { idempotent, ifMatch, keyOf, newKey, refuse, typedValues } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params: { id } }) {
  mustHavePage(locals, 'buildings');
  return { file: await readImport(locals.api, id), key: newKey() };
}

const act = (form: FormData, version: string) => ({ ...ifMatch(version), ...idempotent(keyOf(form)) });

export const actions = {
  look: async ({ locals, params: { id }, request }) => {
    const form = await request.formData();
    const { version = '', sheet = '', headerRow = '' } = typedValues(form);
    const body = { sheet: sheet || null, ...(Number(headerRow) >= 1 ? { headerRow: Math.floor(Number(headerRow)) } : {}) };
    const { error: problem } = await locals.api.PATCH('/api/imports/{id}', { params: { path: { id }, header: ifMatch(version) }, body });
    if (problem) return refuse(problem, form, { more: { of: 'look' } });
    redirect(303, `/buildings/import/${id}`);
  },
  check: async ({ locals, params: { id }, request }) => {
    const form = await request.formData();
    const { version = '' } = typedValues(form);
    const { error: problem } = await locals.api.POST('/api/imports/{id}/checks', {
      params: { path: { id }, header: act(form, version) },
      body: checkOf(form),
    });
    if (problem) return refuse(problem, form, { more: { of: 'check' } });
    redirect(303, `/buildings/import/${id}`);
  },
  load: async ({ locals, params: { id }, request }) => {
    const form = await request.formData();
    const { version = '', takesRemarks = '' } = typedValues(form);
    const { error: problem } = await locals.api.POST('/api/imports/{id}/loads', {
      params: { path: { id }, header: act(form, version) },
      body: { takesRemarks: takesRemarks === 'yes' },
    });
    if (problem) return refuse(problem, form, { more: { of: 'load' } });
    redirect(303, `/buildings/import/${id}`);
  },
};
