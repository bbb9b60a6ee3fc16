import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, keyOf, refuseFields, typedValues } from '#lib/server/forms.ts';
import { isCompartment } from '#lib/words/held.ts';
import { schoolsFor } from './places.server.ts';
import { refusePerson } from './refusal.server.ts';

async function typed({ locals, request, params }: RequestEvent) {
  const form = await request.formData();
  const values = typedValues(form);
  const found = await schoolsFor(locals.api, { siteQuery: values['privateSiteQuery'] ?? '', siteId: values['privateSiteId'] ?? '' });
  return { form, values, id: params['id'] ?? '', privateSites: found };
}

/** A search in the form, without script: the same form again. */
export async function lookPrivate(event: RequestEvent) {
  const { form, values, privateSites } = await typed(event);
  return { act: 'propose' as const, values, errors: {} as Record<string, string>, idempotencyKey: keyOf(form), privateSites };
}

/** Proposes that the person may see private requests; another confirms. */
export async function proposeCompartment(event: RequestEvent) {
  const { form, values, id, privateSites } = await typed(event);
  const { compartment = '', privateSiteId } = values;
  if (!isCompartment(compartment))
    return refuseFields({ compartment: m.people_propose_which_missing() }, form, { act: 'propose' as const, privateSites });
  const { error: problem } = await event.locals.api.POST('/api/people/{id}/compartment-proposals', {
    params: { path: { id }, header: idempotent(keyOf(form)) },
    body: { compartment, siteId: privateSiteId || null },
  });
  if (problem) {
    const { status, data } = refusePerson(problem, form, 'propose', { privateSites });
    return fail(status, { ...data, act: 'propose' as const });
  }
  redirect(303, `/admin/people/${id}?did=propose`);
}

/** Ends what the person may see, at once. */
export async function endCompartment({ locals, request, params }: RequestEvent) {
  const form = await request.formData();
  const [id, grantId] = [params['id'] ?? '', typedValues(form)['grantId'] ?? ''];
  const { error: problem } = await locals.api.POST('/api/people/{id}/compartment-grants/{grantId}/endings', {
    params: { path: { id, grantId }, header: idempotent(keyOf(form)) },
  });
  if (problem) return refusePerson(problem, form, 'end_compartment', {});
  redirect(303, `/admin/people/${id}?did=end_compartment`);
}
