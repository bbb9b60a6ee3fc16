import { redirect, type RequestEvent } from '@sveltejs/kit';
import { idempotent, keyOf, refuse, typedValues } from '#lib/server/forms.ts';

/** Says yes or no as the second person, or takes one's own proposal back. */
export async function decide({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { proposalId: id = '', decision } = typedValues(form);
  const { error: problem } = await locals.api.POST('/api/compartment-proposals/{id}/decisions', {
    params: { path: { id }, header: idempotent(keyOf(form)) },
    body: { decision: decision === 'confirm' ? 'confirm' : 'decline' },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/account/confirmations?did=${decision === 'confirm' ? 'confirm' : 'decline'}`);
}
