import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#kernel/problem.ts';

/** Requests per minute by person (signed out: by address), told in the RateLimit headers. */
export async function limitRequests(app: FastifyInstance) {
  await app.register(rateLimit, {
    global: true,
    max: app.config.requestsPerMinute,
    timeWindow: 60_000,
    hook: 'preValidation',
    keyGenerator: (request) => request.actor?.id ?? request.ip,
    errorResponseBuilder: (_request, context) =>
      new Problem(429, 'request.too_many', 'Too many requests. Wait a moment, then try again.', {
        headers: { 'retry-after': String(Math.ceil(context.ttl / 1000)) },
      }),
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => reply.getHeader(`x-ratelimit-${name}`));
    if (limit !== undefined) {
      reply
        .header('ratelimit-policy', `"default";q=${String(limit)};w=60`)
        .header('ratelimit', `"default";r=${String(remaining)};t=${String(reset)}`);
      for (const name of ['limit', 'remaining', 'reset']) reply.removeHeader(`x-ratelimit-${name}`);
    }
    return payload;
  });
}
