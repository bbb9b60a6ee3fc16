import type { FastifyInstance } from 'fastify';

const OF_MACHINES = new Set(['/api/health/live', '/api/health/ready', '/api/metrics']);

/** One line for each request: which route, how it ended, how long it took, for whom (an id), in which trace. Never names, bodies or query strings. */
export function logRequests(app: FastifyInstance) {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      // Public routes have nobody.
      actorId: request.routeOptions.config.isAnonymous ? undefined : (request.actor as { id: string } | null)?.id,
      traceId: request.traceId,
      portalRequestId: portalId(request.headers['x-request-id']),
    };
    if (OF_MACHINES.has(route)) request.log.debug(line, 'request');
    else request.log.info(line, 'request');
    done();
  });
}

/** The id in the portal's log, where it was the portal that asked. */
const portalId = (header: unknown) => (typeof header === 'string' && /^[0-9a-f-]{36}$/.test(header) ? header : undefined);
