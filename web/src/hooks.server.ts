import { error, json, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { apiFor } from '#lib/server/api.ts';
import { hasSession } from '#lib/server/session.ts';

/** Everything else asks for a sign-in first. */
const PUBLIC_PAGES = new Set(['/sign-in', '/sign-out', '/lang']);

/** The routes that answer JSON to the page's own scripts, in the group (data). */
const isData = (event: RequestEvent) => event.route.id?.startsWith('/(data)/') ?? false;

async function findMe(event: RequestEvent) {
  if (!hasSession(event.cookies)) return undefined;
  const { data, error: problem } = await event.locals.api.GET('/api/me');
  if (problem && problem.status !== 401) error(503, { message: problem.title, code: problem.code, requestId: problem.requestId });
  return data;
}

function askToSignIn(event: RequestEvent): Response {
  if (isData(event)) return json({ code: 'portal.signed_out' }, { status: 401 });
  redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);
}

export const handle: Handle = ({ event, resolve }) => {
  event.locals.requestId = crypto.randomUUID();
  // A twin without a body: the middleware clones what it is given and would hold whole uploads in memory.
  const seen = new Request(event.request.url, { headers: event.request.headers });
  return paraglideMiddleware(seen, async ({ locale }) => {
    event.locals.api = apiFor(event);
    event.locals.me = await findMe(event);
    if (!event.locals.me && event.route.id && !PUBLIC_PAGES.has(event.route.id)) return askToSignIn(event);
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale),
      preload: (file) => (file.type === 'font' ? file.filename.includes('inter-latin-wght-normal') : file.type !== 'asset'),
    });
    response.headers.set('x-request-id', event.locals.requestId);
    response.headers.set('x-content-type-options', 'nosniff');
    response.headers.set('referrer-policy', 'same-origin');
    response.headers.set('x-robots-tag', 'noindex');
    return response;
  });
};

export const handleError: HandleServerError = ({ kind, error: failure, event }) => {
  const requestId = event.locals.requestId ?? crypto.randomUUID();
  if (kind !== 'unknown') return { requestId };
  const first = failure instanceof Error ? `${failure.name}: ${failure.message.split('\n', 1)[0]}` : String(failure);
  const stack =
    failure instanceof Error
      ? failure.stack
          ?.split('\n')
          .filter((line) => /^\s+at /.test(line))
          .slice(0, 8)
      : undefined;
  console.error(JSON.stringify({ level: 50, time: Date.now(), requestId, route: event.route.id, failure: first, stack, msg: 'page failed' }));
  return { message: 'Something went wrong', requestId };
};
