import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { fieldErrors, idempotent, keyOf, missing, newKey, refuse, refuseFields, type Refused, typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { type Destination, readForm } from '#lib/server/upload.ts';

/** Lets a machine in a school measure; the page that comes back is the only one that shows its secret. */
export async function makeProbe(api: Api, form: FormData) {
  const more = { of: 'probe' };
  const errors = missing(form, { siteId: undefined, name: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { siteId = '', name = '' } = typedValues(form);
  const { data, error: problem } = await api.POST('/api/network/probes', { params: { header: idempotent(keyOf(form)) }, body: { siteId, name } });
  if (problem) return refuse(problem, form, { more });
  return { ...more, values: {}, errors: {}, idempotencyKey: newKey(), made: { secret: data.secret, name: data.name, school: data.site.name } };
}

/** Takes a probe's secret back. */
export async function revokeProbe(api: Api, form: FormData) {
  const { id = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/network/probes/{id}/revocations', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form, { more: { of: 'revoke' } });
  redirect(303, '/network/set-up?did=revoked#probes');
}

const MOST_BYTES = 10_000_000;
const LINE_ITEMS: Destination = { path: '/api/network/erate-imports', maxBytes: MOST_BYTES, tooLarge: (name) => m.upload_too_large({ name }) };

/** Brings a file of Form 471 line items. */
export async function bringLineItems(event: RequestEvent) {
  const { fields, uploads, problems, refusals } = await readForm(event, LINE_ITEMS);
  const [upload] = uploads;
  if (upload) redirect(303, `/network/set-up?brought=${upload.id}#erate`);
  const [problem] = refusals;
  const errors: Record<string, string> = problem ? fieldErrors(problem) : {};
  if (Object.keys(errors).length === 0) errors['file'] = problems[0] ?? m.problem_field_required();
  const title = problem && problem.status !== 422 ? problemWords(problem) : undefined;
  const refused: Refused = { values: Object.fromEntries(fields), errors, idempotencyKey: newKey(), ...(title ? { title } : {}) };
  return fail(problem?.status ?? 422, { of: 'erate', ...refused });
}
