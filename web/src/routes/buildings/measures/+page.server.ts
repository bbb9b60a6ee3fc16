import { redirect } from '@sveltejs/kit';
import { askedOf } from '#features/condition/asked.ts';
import { readAllMeasures } from '#features/condition/measures/read.server.ts';
import { ifMatch, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const given = Number(url.searchParams.get('page') ?? 1);
  const page = Number.isInteger(given) && given >= 1 ? given : 1;
  return { ...(await readAllMeasures(locals.api, askedOf(url.searchParams), page)), did: url.searchParams.get('did') };
}

export const actions = {
  publish: async ({ locals, request }) => {
    const form = await request.formData();
    const { version = '', reason = '', ...typed } = typedValues(form);
    const names = Object.keys(typed).filter((name) => name.startsWith('w.'));
    const errors = missing(form, { ...Object.fromEntries(names.map((name) => [name, undefined])), reason: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form);
    const { error: problem } = await locals.api.POST('/api/weightings/{kind}', {
      params: { path: { kind: 'adequacy' }, header: ifMatch(version) },
      body: { weights: Object.fromEntries(names.map((name) => [name.slice(2), Number(typed[name])])), reason },
    });
    if (problem) return refuse(problem, form, { names: { weights: names[0] ?? '' } });
    redirect(303, '/buildings/measures?did=published');
  },
};
