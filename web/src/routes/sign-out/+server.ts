import { redirect } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { headersFor } from '#lib/server/api.ts';
import { passCookiesOn } from '#lib/server/session.ts';

/** Ends this session, or all of the person's sessions, and shows the sign-in page. */
export async function POST(event) {
  const form = await event.request.formData();
  const headers = { ...headersFor(event), 'content-type': 'application/json' };
  const end = (path: string) => fetch(`${API_URL}/api/auth/${path}`, { method: 'POST', headers, body: '{}' }).catch(() => undefined);
  if (form.get('everywhere') === 'yes') await event.locals.api.POST('/api/me/sign-outs');
  const answer = await end('sign-out');
  if (answer) passCookiesOn(event, answer);
  // Whatever the API said, this browser forgets.
  for (const { name } of event.cookies.getAll())
    if (name.includes('steward.session')) event.cookies.delete(name, { path: '/', secure: name.startsWith('__Secure-') });
  redirect(303, '/sign-in');
}

/** Somebody typed the address: there is nothing to read here. */
export const GET = () => redirect(303, '/');
