import { json, redirect, type RequestEvent } from '@sveltejs/kit';
import { idempotent, keyOf, refuse, typedValues } from '#lib/server/forms.ts';

/** Marks one as read. */
export async function readOne({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const id = typedValues(form)['noticeId'] ?? '';
  const { error: problem } = await locals.api.POST('/api/notices/{id}/readings', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form);
  redirect(303, '/notices?did=read');
}

/** Marks all up to the newest that was shown as read. */
export async function readAll({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { error: problem } = await locals.api.POST('/api/notice-readings', {
    params: { header: idempotent(keyOf(form)) },
    body: { upToId: typedValues(form)['upToId'] ?? '' },
  });
  if (problem) return refuse(problem, form);
  redirect(303, '/notices?did=all');
}

/** The same for the page's own script, when somebody has come by the link of a notice. */
export async function noteRead({ locals, request }: RequestEvent): Promise<Response> {
  const form = await request.formData();
  const id = typedValues(form)['noticeId'] ?? '';
  const { error: problem } = await locals.api.POST('/api/notices/{id}/readings', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  return json({}, { status: problem?.status ?? 200 });
}
