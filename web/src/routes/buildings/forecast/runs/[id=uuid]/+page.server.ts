import { redirect } from '@sveltejs/kit';
import { readRun } from '#features/condition/forecast/read.server.ts';
import { refuse } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params }) {
  mustHavePage(locals, 'buildings');
  return { run: await readRun(locals.api, params.id) };
}

export const actions = {
  restart: async ({ locals, params, request }) => {
    const { error: problem } = await locals.api.POST('/api/forecast-runs/{id}/restarts', { params: { path: { id: params.id } } });
    if (problem) return refuse(problem, await request.formData());
    redirect(303, `/buildings/forecast/runs/${params.id}`);
  },
  reproduce: async ({ locals, params, request }) => {
    const { data, error: problem } = await locals.api.POST('/api/forecast-runs/{id}/reproductions', { params: { path: { id: params.id } } });
    if (problem) return refuse(problem, await request.formData());
    return { again: data };
  },
};
