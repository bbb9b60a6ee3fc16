import { redirect, type RequestEvent } from '@sveltejs/kit';
import { idempotent, keyOf, refuse, typedValues } from '#lib/server/forms.ts';

/** Has a mail tried again that was given up. */
export async function retryMail({ locals, request, url }: RequestEvent) {
  const form = await request.formData();
  const id = typedValues(form)['mailId'] ?? '';
  const { error: problem } = await locals.api.POST('/api/mails/{id}/retries', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form);
  const query = new URLSearchParams(url.searchParams);
  query.delete('/retry');
  query.set('did', 'retry');
  redirect(303, `/admin/mails?${query}`);
}
