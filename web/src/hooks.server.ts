import { error, json, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { apiFor } from '#lib/server/api.ts';
import { findable, headersForEverybody, isForEverybody, withTag } from '#lib/server/for-everybody.ts';
import { refusalOf } from '#lib/server/refuse-request.ts';
import { setSafeHeaders } from '#lib/server/safe-headers.ts';
import { logRequest } from '#lib/server/request-log.ts';
import { saidElement, whileSaying } from '#lib/server/saying.ts';
import { hasSession } from '#lib/server/session.ts';

/** Everything else asks for a sign-in first. */
const PUBLIC_PAGES = new Set([
  '/sign-in',
  '/sign-in/[provider]',
  '/sign-out',
  '/lang',
  '/approve/[secret]',
  '/approve/capital/[secret]',
  '/survey/[secret]',
]);

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

/** Scripts are fetched after what the first paint waits for: pages work before they have come. What is said on the page they take from it. */
function finishHead(html: string): string {
  const end = html.indexOf('</head>');
  if (end < 0) return html;
  return html.slice(0, end).replaceAll('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"') + saidElement() + html.slice(end);
}

/** No script comes to take up what was said. */
const openHead = ({ locals }: RequestEvent, html: string) => (locals.mayBeFound ? findable(html) : html);

export const init: ServerInit = () => {
  setSafeHeaders();
};

export const handle: Handle = ({ event, resolve }) => {
  event.locals.requestId = crypto.randomUUID();
  const beganAt = performance.now();
  // A twin without a body: the middleware clones what it is given and would hold whole uploads in memory.
  const isOpen = isForEverybody(event);
  const seen = new Request(event.request.url, { headers: isOpen ? headersForEverybody(event) : event.request.headers });
  return paraglideMiddleware(seen, async ({ locale }) => {
    event.locals.api = apiFor(event);
    event.locals.me = isOpen ? undefined : await findMe(event);
    const refusal = refusalOf(event, event.locals.me !== undefined);
    if (refusal) return refusal;
    if (!event.locals.me && !isOpen && event.route.id && !PUBLIC_PAGES.has(event.route.id)) return askToSignIn(event);
    const response = await whileSaying(() =>
      resolve(event, {
        transformPageChunk: ({ html }) => (isOpen ? openHead(event, html) : finishHead(html)).replace('%lang%', locale),
        preload: (file) => (file.type === 'font' ? file.filename.includes('inter-latin-wght-normal') : file.type !== 'asset'),
      }),
    );
    if (event.locals.mayBeFound) response.headers.set('x-robots-tag', 'all');
    response.headers.set('x-request-id', event.locals.requestId);
    // Made for one person: no browser shows it again after they have signed out.
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    logRequest(event, response.status, performance.now() - beganAt);
    return isOpen ? withTag(response) : response;
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
