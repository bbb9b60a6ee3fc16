import { redirect } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { headersFor } from '#lib/server/api.ts';
import { passCookiesOn, safeNext } from '#lib/server/session.ts';

/**
 * The way to a provider: a link, since a form may lead to our own pages only. Beginning changes nothing for the person; what it needs to know
 * again when they come back lies in a cookie.
 */
export async function GET(event) {
  const { provider } = event.params;
  const next = safeNext(event.url.searchParams.get('next'), event.url.origin);
  if (event.locals.me) redirect(303, next);
  const answer = await fetch(`${API_URL}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { ...headersFor(event), 'content-type': 'application/json' },
    body: JSON.stringify({ provider, next }),
  }).catch(() => undefined);
  const said = (await answer?.json().catch(() => undefined)) as { url?: string; code?: string } | undefined;
  if (!answer?.ok || !said?.url)
    redirect(303, `/sign-in?${new URLSearchParams({ provider, next, problem: said?.code ?? 'portal.api_unreachable' }).toString()}`);
  passCookiesOn(event, answer);
  redirect(303, said.url, { external: true });
}
