import { redirect } from '@sveltejs/kit';
import { datesOf } from '#features/condition/asked.ts';
import { homeOf } from '#features/condition/home.server.ts';
import { readAssessment, readPast, readPlanned, readStructure } from '#features/condition/read.server.ts';
import { idempotent, ifMatch, keyOf, missing, newKey, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

export async function load({ locals, params, url }) {
  const home = homeOf(locals);
  const [structure, past] = await Promise.all([
    readStructure(locals.api, params.id),
    readPast(locals.api, { structureId: params.id }, datesOf(url.searchParams)),
  ]);
  const { siteId, buildingId } = structure;
  const planned = siteId && buildingId ? await readPlanned(locals.api, { siteId, buildingId }) : { orders: [], more: 0 };
  /** Whose ending is being written: one at a time, so that each field is its label's. */
  const ending = url.searchParams.get('end');
  return { home, structure, past, planned, assessed: await readAssessment(locals.api, structure), did: url.searchParams.get('did'), ending, key: newKey() };
}

/** What the finding is on: "D3020" or "D3020 and the component's id". */
function subjectOf(about: string) {
  const [systemCode = '', componentId] = about.split(' ');
  return { systemCode, ...(componentId ? { componentId } : {}) };
}

const PRIORITIES = { 1: 1, 2: 2, 3: 3, 4: 4 } as const;

export const actions = {
  record: async ({ locals, params, request }) => {
    const form = await request.formData();
    const { about = '', priority = '', scope = '', cost = '', source = '' } = typedValues(form);
    const errors = missing(form, { about: undefined, priority: undefined, scope: undefined, cost: undefined, source: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form, { of: 'record' });
    const { error: problem } = await locals.api.POST('/api/structures/{id}/deficiencies', {
      params: { path: { id: params.id }, header: idempotent(keyOf(form)) },
      body: {
        ...subjectOf(about),
        priority: PRIORITIES[Number(priority) as 1],
        scope,
        cost: cost.replaceAll(/[$,\s]/g, ''),
        source: source as 'inspection',
      },
    });
    if (problem) return refuse(problem, form, { names: { systemCode: 'about', componentId: 'about' }, more: { of: 'record' } });
    redirect(303, `/buildings/${params.id}?did=recorded`);
  },
  end: async ({ locals, params, request }) => {
    const form = await request.formData();
    const { deficiencyId = '', version = '', how = '', actualCost = '', note = '' } = typedValues(form);
    const errors = missing(form, { how: undefined, ...(how === 'corrected' ? { actualCost: undefined } : {}), note: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form, { of: deficiencyId });
    const { error: problem } = await locals.api.POST('/api/deficiencies/{id}/endings', {
      params: { path: { id: deficiencyId }, header: ifMatch(version) },
      body: how === 'corrected' ? { how, actualCost: actualCost.replaceAll(/[$,\s]/g, ''), note } : { how: 'withdrawn', note },
    });
    if (problem) return refuse(problem, form, { more: { of: deficiencyId } });
    redirect(303, `/buildings/${params.id}?did=ended`);
  },
};
