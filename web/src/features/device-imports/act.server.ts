import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { MAX_IMPORT_BYTES } from '#lib/limits.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { fieldErrors, idempotent, ifMatch, keyOf, newKey, refuse, type Refused, typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { readForm } from '#lib/server/upload.ts';

const pageOf = (id: string) => `/devices/imports/${id}`;

/** Sends a file on and shows how it compares. */
export async function bring(event: RequestEvent) {
  const { fields, uploads, problems, refusals } = await readForm(event, {
    path: '/api/device-files',
    maxBytes: MAX_IMPORT_BYTES,
    tooLarge: (name) => m.device_imports_too_large({ name }),
    fields: ['kind'],
    headers: (given) => idempotent(keyOf(given)),
  });
  const [upload] = uploads;
  if (upload) redirect(303, pageOf(upload.id));
  const [problem] = refusals;
  const errors: Record<string, string> = problem ? fieldErrors(problem) : {};
  if (Object.keys(errors).length === 0) errors['file'] = problems[0] ?? m.problem_field_required();
  const title = problem && problem.status !== 422 ? problemWords(problem) : undefined;
  return fail(problem?.status ?? 422, {
    values: Object.fromEntries(fields) as Record<string, string>,
    errors,
    idempotencyKey: newKey(),
    ...(title ? { title } : {}),
  } satisfies Refused);
}

/** Has the student information system asked. */
export async function fetchRoster(api: Api, form: FormData) {
  const { error: problem, data } = await api.POST('/api/roster-fetches', { params: { header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form);
  redirect(303, pageOf(data.id));
}

const act = (form: FormData) => ({ ...ifMatch(typedValues(form)['version'] ?? ''), ...idempotent(keyOf(form)) });

/** Says what the columns are, or has the file compared anew. */
export async function check(api: Api, id: string, form: FormData) {
  const { count = '0', ...values } = typedValues(form);
  const columns = Array.from({ length: Math.min(300, Number(count) || 0) }, (_, i) => values[`column-${i}`] || null);
  const body = columns.length > 0 ? { columns } : {};
  const { error: problem } = await api.POST('/api/device-files/{id}/checks', { params: { path: { id }, header: act(form) }, body });
  if (problem) return refuse(problem, form, { more: { of: 'check' } });
  redirect(303, pageOf(id));
}
export async function confirm(api: Api, id: string, form: FormData) {
  const body = { confirmsLeavers: typedValues(form)['confirmsLeavers'] === 'yes' };
  const { error: problem } = await api.POST('/api/device-files/{id}/loads', { params: { path: { id }, header: act(form) }, body });
  if (problem) return refuse(problem, form, { more: { of: 'confirm' } });
  redirect(303, pageOf(id));
}
export async function discard(api: Api, id: string, form: FormData) {
  const { error: problem } = await api.POST('/api/device-files/{id}/discards', { params: { path: { id }, header: act(form) } });
  if (problem) return refuse(problem, form, { more: { of: 'discard' } });
  redirect(303, pageOf(id));
}
