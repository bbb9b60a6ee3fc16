import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listenForActs } from '#platform/announce.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { LiveHeaders, LivePosition, LiveQuery, LiveStream } from './contract.ts';
import { sealWith } from './position.ts';
import { openStreams } from './streams.ts';

const tags = ['Live'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** Pages that follow what happens. For people only: no token opens it. */
export const liveRoutes: FastifyPluginAsyncZod = async (app) => {
  const streams = openStreams({
    db: app.db,
    clock: app.clock,
    seal: sealWith(app.config.sessionSecret),
    random: Math.random,
    log: app.log,
    listen: (heard) => listenForActs(app.config, heard),
  });
  // The server waits for every answer to end before it closes, and a stream does not end by itself.
  app.drain.whenBegun(() => void streams.close());
  app.addHook('preClose', () => streams.close());

  app.get(
    '/api/live',
    {
      // A HEAD would open a stream that nobody reads.
      exposeHeadRoute: false,
      schema: {
        operationId: 'followLive',
        summary: 'Told as it happens: which orders of those you may see changed',
        tags,
        querystring: LiveQuery,
        headers: LiveHeaders,
        response: { 200: LiveStream, ...refusals },
      },
    },
    async (request, reply) => {
      const after = request.headers['last-event-id'] ?? request.query.after;
      const stream = await streams.join(request.sessionToken!, request.actor, after);
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-cache, no-store, no-transform')
        .header('x-accel-buffering', 'no')
        .send(stream.out as never) as never;
    },
  );

  app.get(
    '/api/live/position',
    {
      schema: {
        operationId: 'getLivePosition',
        summary: 'From where to follow what is loaded next',
        tags,
        querystring: LiveQuery.omit({ after: true }),
        response: { 200: LivePosition, ...refusals },
      },
    },
    async () => ({ position: await streams.position() }),
  );
};
