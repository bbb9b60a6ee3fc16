import { redirect, type RequestEvent } from '@sveltejs/kit';
import { idempotent, ifMatch, keyOf } from '#lib/server/forms.ts';
import { refusePerson } from './refusal.server.ts';

const read = async ({ request, params }: RequestEvent) => ({ form: await request.formData(), id: params['id'] ?? '' });
const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Ends a role that the person holds. */
export async function endRole(event: RequestEvent) {
  const { form, id } = await read(event);
  const grantId = text(form, 'grantId');
  const { error: problem } = await event.locals.api.POST('/api/people/{id}/role-grants/{grantId}/endings', {
    params: { path: { id, grantId }, header: idempotent(keyOf(form)) },
  });
  if (problem) return refusePerson(problem, form, 'end', {});
  redirect(303, `/admin/people/${id}?did=end`);
}

/** Ends every session of the person. */
export async function signOut(event: RequestEvent) {
  const { form, id } = await read(event);
  const { error: problem } = await event.locals.api.POST('/api/people/{id}/sign-outs', { params: { path: { id } } });
  if (problem) return refusePerson(problem, form, 'sign_out', {});
  redirect(303, `/admin/people/${id}?did=sign_out`);
}

/** Lets the person in again, or no longer. */
export async function setActivity(event: RequestEvent) {
  const { form, id } = await read(event);
  const isActive = text(form, 'isActive') === 'true';
  const { error: problem } = await event.locals.api.PATCH('/api/people/{id}', {
    params: { path: { id }, header: ifMatch(text(form, 'version')) },
    body: { isActive },
  });
  if (problem) return refusePerson(problem, form, 'activity', {});
  redirect(303, `/admin/people/${id}?did=${isActive ? 'reactivate' : 'deactivate'}`);
}
