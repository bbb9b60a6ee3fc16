import { review } from '#features/surveys/act.server.ts';
import { readComments } from '#features/surveys/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'surveys');
  return {
    ...(await readComments(locals.api, params.id, url.searchParams.get('state') ?? '')),
    survey: params.id,
    did: url.searchParams.get('did'),
    key: newKey(),
  };
}

export const actions = { default: async ({ locals, request }) => review(locals.api, await request.formData()) };
