import { redirect } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';
import { headersFor } from '#lib/server/api.ts';
import { passCookiesOn } from '#lib/server/session.ts';

/** Somebody typed the address: there is nothing to read here. */
export const load = ({ request }) => {
  if (request.method !== 'POST') redirect(303, '/');
};

export const actions = {
  /** Ends this session, or all of the person's sessions; who came by a provider goes on to sign out there, everybody else to the sign-in page. */
  default: async (event) => {
    const form = await event.request.formData();
    const headers = { ...headersFor(event), 'content-type': 'application/json' };
    const everywhere = form.get('everywhere') === 'yes' ? (await event.locals.api.POST('/api/me/sign-outs')).data : undefined;
    const answer = await fetch(`${API_URL}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' }).catch(() => undefined);
    if (answer) passCookiesOn(event, answer);
    const said = (await answer?.json().catch(() => undefined)) as { continueAt?: string | null } | undefined;
    // Whatever the API said, this browser forgets.
    for (const { name } of event.cookies.getAll())
      if (name.includes('steward.session')) event.cookies.delete(name, { path: '/', secure: name.startsWith('__Host-') });
    event.locals.me = undefined;
    const continueAt = everywhere?.continueAt ?? said?.continueAt;
    if (!continueAt) redirect(303, '/sign-in');
    return { continueAt };
  },
};
