import { redirect } from '@sveltejs/kit';
import { decide } from '#features/field-inbox/decide.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

/** What was sent from phones and no longer fitted, for the desk whose it is. */
export async function load({ locals, url }) {
  mustHavePage(locals, 'triage');
  const cursor = url.searchParams.get('cursor');
  const inbox = must(await locals.api.GET('/api/field-operations', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } }));
  return { ...inbox, isFirst: !cursor, did: url.searchParams.get('did'), key: newKey() };
}

export const actions = {
  default: async ({ locals, request }) => {
    const { done, refused } = await decide(locals.api, await request.formData());
    if (refused) return refused;
    redirect(303, `/from-the-field?did=${done}`);
  },
};
