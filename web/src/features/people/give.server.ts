import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, keyOf, refuseFields, typedValues } from '#lib/server/forms.ts';
import { schoolsFor } from './places.server.ts';
import { refusePerson } from './refusal.server.ts';
import { isRole } from './roles.ts';
import { DISTRICT, placeOf } from './scope.ts';

/** A search in the form or a look at what the role shows, without script: the same form again. */
export async function lookAgain({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const values = typedValues(form);
  return { act: 'give' as const, values, errors: {}, idempotencyKey: keyOf(form), ...(await schoolsFor(locals.api, values)) };
}

/** Gives the role for the scope. */
export async function giveRole({ locals, request, params }: RequestEvent) {
  const form = await request.formData();
  const values = typedValues(form);
  const id = params['id'] ?? '';
  const found = await schoolsFor(locals.api, values);
  const errors = wrongFields(values);
  const { role = '' } = values;
  if (Object.keys(errors).length || !isRole(role)) return refuseFields(errors, form, { act: 'give' as const, ...found });
  const place = placeOf(values);
  const { error: problem } = await locals.api.POST('/api/people/{id}/role-grants', {
    params: { path: { id }, header: idempotent(keyOf(form)) },
    body: {
      role,
      ...(values['serviceCode'] ? { serviceCode: values['serviceCode'] } : {}),
      ...(place === 'area' ? { areaId: values['areaId'] ?? null } : {}),
      ...(place === 'site' ? { siteId: values['siteId'] ?? null } : {}),
    },
  });
  if (problem) return refusePerson(problem, form, 'give', found);
  redirect(303, `/admin/people/${id}?did=give`);
}

function wrongFields(values: Record<string, string>): Record<string, string> {
  const place = placeOf(values);
  return {
    ...(isRole(values['role'] ?? '') ? {} : { role: m.people_role_missing() }),
    ...(place !== DISTRICT && place !== 'area' && place !== 'site' ? { place: m.people_place_missing() } : {}),
    ...(place === 'area' && !values['areaId'] ? { areaId: m.people_problem_unknown_area() } : {}),
    ...(place === 'site' && !values['siteId'] ? { siteId: m.problem_unknown_site() } : {}),
  };
}
