import { redirect } from '@sveltejs/kit';
import type { Api } from '#lib/server/api.ts';
import { idempotent, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

/** Makes the one order of a dip. */
export async function orderForDip(api: Api, form: FormData) {
  const { id = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/network/dips/{id}/orders', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form, { more: { of: id } });
  redirect(303, '/network?did=order#dips');
}

/** Says why a dip needs no order. */
export async function dismissDip(api: Api, form: FormData) {
  const { id = '', reason = '' } = typedValues(form);
  const more = { of: id };
  const errors = missing(form, { reason: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const params = { path: { id }, header: idempotent(keyOf(form)) };
  const { error: problem } = await api.POST('/api/network/dips/{id}/dismissals', { params, body: { reason } });
  if (problem) return refuse(problem, form, { more });
  redirect(303, '/network?did=dismiss#dips');
}
