import { error, type RequestEvent } from '@sveltejs/kit';
import createClient, { type Client } from 'openapi-fetch';
import { API_URL } from '$app/env/private';
import type { paths } from '#lib/api/schema.gen.ts';
import type { Problem } from '#lib/api/types.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

export type Api = Client<paths>;

/** What the API may know of the person's request: their session, where they come from, the id both logs share. */
export function headersFor(event: RequestEvent): Record<string, string> {
  return {
    cookie: event.request.headers.get('cookie') ?? '',
    origin: event.url.origin,
    'accept-language': getLocale(),
    'user-agent': event.request.headers.get('user-agent') ?? '',
    // Sign-in is rate-limited by address: without this everybody would be the portal.
    'x-forwarded-for': event.getClientAddress(),
    'x-request-id': event.locals.requestId,
    ...(event.request.headers.has('traceparent') ? { traceparent: event.request.headers.get('traceparent')! } : {}),
  };
}

/** A refusal in the API's own shape for when it cannot be reached, so that pages know one kind of failure only. */
const unreachable = (requestId: string) => {
  const problem = { type: 'about:blank', title: 'The API is not answering.', status: 503, instance: '', code: 'portal.api_unreachable', requestId };
  return Response.json(problem, { status: 503, headers: { 'content-type': 'application/problem+json' } });
};

/** A proxy between us and the API answers in its own words when no API process can be reached. */
const isOfProxy = ({ status, headers }: Response) => status >= 502 && !headers.get('content-type')?.includes('json');

async function ask(request: Request, requestId: string): Promise<Response> {
  const response = await fetch(request).catch(() => undefined);
  if (response && !isOfProxy(response)) return response;
  await response?.body?.cancel();
  return unreachable(requestId);
}

/** One client per request: it carries that request's session and id, never anyone else's. Plain fetch, as event.fetch would route our own origin to the portal. */
export const apiFor = (event: RequestEvent): Api =>
  createClient<paths>({
    baseUrl: API_URL,
    headers: headersFor(event),
    fetch: (request) => ask(request, event.locals.requestId),
  });

/** For `load`: the answer, or the error page. */
export function must<T>({ data, error: problem }: { data?: T; error?: Problem }): T {
  if (problem) error(problem.status, { message: problem.title, code: problem.code, requestId: problem.requestId });
  return data as T;
}
