import type { RequestEvent } from '@sveltejs/kit';
import { LOG_LEVEL } from '$app/env/private';

const TRACE = /^00-([0-9a-f]{32})-/;

/** One line for each page, as the API's log has one for each request: route, status, whose (an id), in which trace. Never names, forms or query strings. */
export function logRequest(event: RequestEvent, status: number, ms: number): void {
  if (LOG_LEVEL !== 'info' && LOG_LEVEL !== 'debug') return;
  const line = {
    level: 30,
    time: Date.now(),
    process: 'portal',
    requestId: event.locals.requestId,
    method: event.request.method,
    route: event.route.id ?? 'unknown',
    status,
    ms: Math.round(ms),
    actorId: event.locals.me?.id,
    traceId: TRACE.exec(event.request.headers.get('traceparent') ?? '')?.[1],
    msg: 'request',
  };
  console.log(JSON.stringify(line));
}
