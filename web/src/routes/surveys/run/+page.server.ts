import { acting, change, create } from '#features/surveys/act.server.ts';
import { readSurveys } from '#features/surveys/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'surveys');
  return { ...(await readSurveys(locals.api)), did: url.searchParams.get('did'), key: newKey() };
}

const [open, remind, close] = [acting('opened'), acting('reminded'), acting('closed')];
export const actions = {
  create: async ({ locals, request }) => create(locals.api, await request.formData()),
  change: async ({ locals, request }) => change(locals.api, await request.formData()),
  open: async ({ locals, request }) => open(locals.api, await request.formData()),
  remind: async ({ locals, request }) => remind(locals.api, await request.formData()),
  close: async ({ locals, request }) => close(locals.api, await request.formData()),
};
