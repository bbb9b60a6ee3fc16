import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { isScope } from './token.ts';

/** Makes a token. Its secret is in this one answer: no redirect, and no cache keeps it. */
export async function makeToken({ locals, request, setHeaders }: RequestEvent) {
  const form = await request.formData();
  const { name = '', expiresInDays = '' } = typedValues(form);
  const scopes = form.getAll('scopes').filter((scope) => typeof scope === 'string' && isScope(scope));
  const more = { chosen: scopes };
  const errors = {
    ...missing(form, { name: undefined, expiresInDays: undefined }),
    ...(scopes.length ? {} : { scopes: m.access_scopes_missing() }),
  };
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { data, error: problem } = await locals.api.POST('/api/api-tokens', {
    params: { header: idempotent(keyOf(form)) },
    body: { name, scopes, expiresInDays: Number(expiresInDays) },
  });
  if (problem) return refuse(problem, form, { more });
  setHeaders({ 'cache-control': 'no-store' });
  return { made: { name: data.name, secret: data.secret } };
}

/** Ends a token at once. */
export async function revokeToken({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const id = typedValues(form)['tokenId'] ?? '';
  const { error: problem } = await locals.api.POST('/api/api-tokens/{id}/revocations', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form);
  redirect(303, '/account/programs?did=revoke');
}
