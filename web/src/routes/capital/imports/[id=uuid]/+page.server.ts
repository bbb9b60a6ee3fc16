import { redirect } from '@sveltejs/kit';
import { readFile } from '#features/capital-files/read.server.ts';
import { idempotent, ifMatch, keyOf, newKey, refuse, typedValues } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params: { id }, url }) {
  mustHavePage(locals, 'capital');
  return { ...(await readFile(locals.api, id, url.searchParams.get('cursor') ?? undefined)), key: newKey() };
}

const COLUMNS_AT_MOST = 300;

export const actions = {
  read: async ({ locals, params: { id }, request }) => {
    const form = await request.formData();
    const values = typedValues(form);
    const count = Math.min(COLUMNS_AT_MOST, Number(values['count'] ?? 0) || 0);
    const saveAs = values['saveAs']?.trim() ?? '';
    const { error: problem } = await locals.api.POST('/api/capital-files/{id}/readings', {
      params: { path: { id }, header: { ...ifMatch(values['version'] ?? ''), ...idempotent(keyOf(form)) } },
      body: {
        headerRow: Math.floor(Number(values['headerRow'])) || 1,
        columns: Array.from({ length: count }, (_, i) => values[`column-${i}`] || null),
        ...(saveAs ? { saveAs } : {}),
      },
    });
    if (problem) return refuse(problem, form);
    redirect(303, `/capital/imports/${id}`);
  },
};
