import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { signInProblem } from '#features/shell/sign-in-problem.ts';
import { m } from '#lib/paraglide/messages.js';
import { headersFor } from '#lib/server/api.ts';
import { missing } from '#lib/server/forms.ts';
import { passCookiesOn, safeNext } from '#lib/server/session.ts';

type Refusal = 'wrong' | 'wait' | 'unreachable';
const STATUS: Record<Refusal, number> = { wrong: 422, wait: 429, unreachable: 503 };

export async function load({ locals, url }) {
  const next = safeNext(url.searchParams.get('next'), url.origin);
  if (locals.me) redirect(303, next);
  const { data } = await locals.api.GET('/api/sign-in-options');
  const [problem, providerId] = [url.searchParams.get('problem'), url.searchParams.get('provider')];
  const providers = data?.providers ?? [];
  return {
    next,
    providers,
    hasPasswords: data?.hasPasswords ?? true,
    demoSignIns: data?.isDemonstration ? data.demoSignIns : [],
    problem: problem === null ? undefined : signInProblem(problem, providers.find(({ id }) => id === providerId)?.name),
  };
}

export const actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const email = String(form.get('email') ?? '').trim();
    const errors = missing(form, { email: m.sign_in_missing_email(), password: m.sign_in_missing_password() });
    if (Object.keys(errors).length) return fail(422, { email, errors });
    const refusal = await signIn(event, email, String(form.get('password')));
    if (refusal) return fail(STATUS[refusal], { email, refusal });
    redirect(303, safeNext(event.url.searchParams.get('next'), event.url.origin));
  },
};

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
