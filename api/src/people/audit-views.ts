import type { FastifyInstance } from 'fastify';
import { actingFor, doneBy, holds } from '#kernel/actor.ts';
import { insertPersonEvent } from './queries.ts';

/** Notes everything an auditor looks at in this part of the API, before they see it: an auditor reads much, and that is known. */
export function auditViews(app: FastifyInstance) {
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode >= 400 || !request.actor || !holds(request.actor, 'auditor')) return payload;
    const onBehalfOfId = actingFor(request.actor, (as) => holds(as, 'auditor'));
    await insertPersonEvent(app.db, {
      personId: request.actor.id,
      kind: 'viewed',
      ...doneBy(request.actor, onBehalfOfId),
      data: { path: request.url.slice(0, 500) },
      occurredAt: app.clock(),
    });
    return payload;
  });
}
