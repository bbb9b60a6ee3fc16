import { json, type RequestEvent } from '@sveltejs/kit';

/** Kit checks forms; a post of a script is checked here, by the same rule. */
export const sameOrigin = ({ request, url }: RequestEvent): Response | undefined =>
  request.headers.get('origin') === url.origin ? undefined : json({ code: 'portal.cross_site' }, { status: 403 });

/** Whether it is still the person who meant it: somebody else may have signed in on this phone since. */
export const stillThem = ({ locals }: RequestEvent, personId: unknown) => typeof personId === 'string' && personId === locals.me?.id;
