import { redirect } from '@sveltejs/kit';
import { readReconciliation } from '#features/capital-files/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch, keyOf, missing, newKey, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const show = asked('show') === 'all' ? 'all' : 'open';
  return {
    show,
    books: await readReconciliation(locals.api, {
      programme: asked('programme'),
      kind: asked('kind'),
      show,
      cursor: url.searchParams.get('cursor') ?? undefined,
    }),
    key: newKey(),
  };
}

/** Back to the same statement, from its beginning. */
const here = ({ programme = '', kind = '', show = '' }: Record<string, string>) =>
  `/capital/reconciliation?${new URLSearchParams({ programme, kind, show })}`;

type Explained = { keys: string[]; reason: 'timing'; words: string };
export const actions = {
  resolve: async ({ locals, request }) => {
    const form = await request.formData();
    const values = typedValues(form);
    const keys = form.getAll('keys').filter((key) => typeof key === 'string');
    const errors = {
      ...(keys.length === 0 ? { keys: m.capital_files_rec_choose_some() } : {}),
      ...missing(form, { reason: undefined, words: undefined }),
    };
    if (Object.keys(errors).length > 0) return refuseFields(errors, form, { keys });
    const { error: problem } = await locals.api.POST('/api/capital-files/{id}/resolutions', {
      params: { path: { id: values['fileId'] ?? '' }, header: idempotent(keyOf(form)) },
      body: { keys, reason: values['reason'], words: values['words'] } as Explained,
    });
    if (problem) return refuse(problem, form, { more: { keys } });
    redirect(303, here(values));
  },
  compare: async ({ locals, request }) => {
    const form = await request.formData();
    const values = typedValues(form);
    const id = values['fileId'] ?? '';
    const { error: problem } = await locals.api.POST('/api/capital-files/{id}/comparisons', {
      params: { path: { id }, header: { ...ifMatch(values['version'] ?? ''), ...idempotent(keyOf(form)) } },
    });
    if (problem) return refuse(problem, form, { more: { keys: [] as string[] } });
    redirect(303, `/capital/imports/${id}`);
  },
};
