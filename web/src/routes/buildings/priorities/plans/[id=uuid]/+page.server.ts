import { redirect } from '@sveltejs/kit';
import { readPlan } from '#features/condition/priorities/read.server.ts';
import { ifMatch, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'buildings');
  const plan = await readPlan(locals.api, params.id);
  return { plan, did: url.searchParams.get('did') };
}

export const actions = {
  rename: async ({ locals, params, request }) => {
    const form = await request.formData();
    const { name = '', version = '' } = typedValues(form);
    const errors = missing(form, { name: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form);
    const { error: problem } = await locals.api.PATCH('/api/draft-plans/{id}', {
      params: { path: { id: params.id }, header: ifMatch(version) },
      body: { name },
    });
    if (problem) return refuse(problem, form);
    redirect(303, `/buildings/priorities/plans/${params.id}?did=renamed`);
  },
  remove: async ({ locals, params, request }) => {
    const form = await request.formData();
    const { version = '' } = typedValues(form);
    const { error: problem } = await locals.api.DELETE('/api/draft-plans/{id}', { params: { path: { id: params.id }, header: ifMatch(version) } });
    if (problem) return refuse(problem, form);
    redirect(303, '/buildings/priorities?did=removed');
  },
};
