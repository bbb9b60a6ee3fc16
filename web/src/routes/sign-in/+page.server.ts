import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { headersFor } from '#lib/server/api.ts';
import { passCookiesOn, safeNext } from '#lib/server/session.ts';

export type Refusal = 'wrong' | 'wait' | 'unreachable';

export async function load({ locals, url }) {
  const next = safeNext(url.searchParams.get('next'), url.origin);
  if (locals.me) redirect(303, next);
  const { data } = await locals.api.GET('/api/sign-in-options');
  return { next, demoSignIns: data?.isDemonstration ? data.demoSignIns : [], filled: url.searchParams.get('as') ?? '' };
}

export const actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const email = String(form.get('email') ?? '').trim();
    const password = String(form.get('password') ?? '');
    if (!email || !password) return fail(422, { email, isEmailMissing: !email, isPasswordMissing: !password });
    const refusal = await signIn(event, email, password);
    if (refusal) return fail(STATUS[refusal], { email, refusal });
    redirect(303, safeNext(event.url.searchParams.get('next'), event.url.origin));
  },
};

const STATUS: Record<Refusal, number> = { wrong: 422, wait: 429, unreachable: 503 };

async function signIn(event: RequestEvent, email: string, password: string): Promise<Refusal | undefined> {
  const answer = await fetch(`${API_URL}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { ...headersFor(event), 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => undefined);
  if (!answer || answer.status >= 500) return 'unreachable';
  if (answer.status === 429) return 'wait';
  // One answer for a wrong password, an unknown address and one that is none: nobody learns who works here.
  if (!answer.ok) return 'wrong';
  passCookiesOn(event, answer);
}
