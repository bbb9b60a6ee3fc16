import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';

const WINDOW_MS = 60_000;
// The library's own headers; ours are the standard's.
const HIDDEN = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

const tooMany = (seconds: number) =>
  new Problem(429, 'request.too_many', 'Too many requests. Wait a moment, then try again.', { headers: { 'retry-after': String(seconds) } });

/** Requests per minute by person or by program (signed out: by address), told in the RateLimit headers of every answer, refusals and unknown addresses too. */
export async function limitRequests(app: FastifyInstance) {
  await app.register(rateLimit, {
    global: false,
    max: (request: FastifyRequest) => (request.actor?.token ? app.config.tokenRequestsPerMinute : app.config.requestsPerMinute),
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => request.actor?.token?.id ?? request.actor?.id ?? request.ip,
    // For routes with a limit of their own.
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1000)),
    addHeaders: HIDDEN,
    addHeadersOnExceeding: HIDDEN,
  });
  const count = app.createRateLimit();
  app.addHook('onRequest', async (request, reply) => {
    // Health and metrics: whoever watches over us asks as often as they like.
    if (request.routeOptions.config.rateLimit === false) return;
    const counted = await count(request);
    if (counted.isAllowed) return;
    const policy = request.actor?.token ? 'token' : 'default';
    const { max, remaining, ttlInSeconds, isExceeded } = counted;
    reply
      .header('ratelimit-policy', `"${policy}";q=${max};w=${WINDOW_MS / 1000}`)
      .header('ratelimit', `"${policy}";r=${remaining};t=${ttlInSeconds}`);
    if (isExceeded) throw tooMany(ttlInSeconds);
  });
}
