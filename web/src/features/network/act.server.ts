import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

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

const BUILD = ['none', 'planned', 'design', 'construction', 'built'] as const;
const plain = (typed = '') => typed.replaceAll(/[,\s]/g, '');
const isNumber = (typed = '') => /^\d{1,7}(\.\d{1,3})?$/.test(plain(typed));

/** Changes what is provisioned on a line. */
export async function changeCircuit(api: Api, id: string, form: FormData) {
  const typed = typedValues(form);
  const errors = missing(form, { downMbps: undefined, upMbps: undefined });
  for (const name of ['downMbps', 'upMbps']) if (!errors[name] && !isNumber(typed[name])) errors[name] = m.network_number_wrong();
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { error: problem } = await api.PATCH('/api/network/circuits/{id}', {
    params: { path: { id }, header: ifMatch(typed['version'] ?? '') },
    body: {
      downMbps: Number(plain(typed['downMbps'])),
      upMbps: Number(plain(typed['upMbps'])),
      liveOn: typed['liveOn'] || null,
      endedOn: typed['endedOn'] || null,
      buildStatus: BUILD.find((one) => one === typed['buildStatus']) ?? 'none',
    },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/network/circuits/${id}?did=saved`);
}
