import { redirect } from '@sveltejs/kit';
import { readMeasures } from '#features/condition/measures/read.server.ts';
import { CATEGORIES } from '#features/condition/measures/words.ts';
import { ifMatch, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, params, url }) {
  mustHavePage(locals, 'buildings');
  const measures = await readMeasures(locals.api, params.id);
  return { measures, did: url.searchParams.get('did') };
}

const numberOf = (written: string) => Number(written.trim().replace(',', '.'));

export const actions = {
  change: async ({ locals, params, request }) => {
    const form = await request.formData();
    const typed = typedValues(form);
    const errors = missing(form, { source: undefined });
    for (const category of CATEGORIES) {
      const written = typed[category] ?? '';
      if (written.trim() !== '' && !(numberOf(written) >= 0 && numberOf(written) <= 1)) errors[category] = m.measures_score_range();
    }
    if (Object.keys(errors).length) return refuseFields(errors, form);
    const scores = Object.fromEntries(CATEGORIES.map((category) => [category, typed[category]?.trim() ? numberOf(typed[category]) : null]));
    const { error: problem } = await locals.api.PUT('/api/sites/{id}/measures', {
      params: { path: { id: params.id }, header: ifMatch(typed['version'] ?? '') },
      body: {
        scores,
        assessedOn: typed['assessedOn'] || null,
        source: typed['source'] ?? '',
        capacity: typed['capacity']?.trim() ? Number(typed['capacity'].replaceAll(/[,\s]/g, '')) : null,
      },
    });
    if (problem) return refuse(problem, form);
    redirect(303, `/buildings/measures/${params.id}?did=changed`);
  },
};
