import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { VersionHeaders } from '#platform/headers.ts';
import { WeightingParams, WeightingQuery, WeightingRequest, WeightingResponse } from './contract.ts';
import { publishWeighting } from './publish-weighting.ts';
import { readWeighting } from './read-weighting.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What counts how much, published: anybody who is signed in may read it. */
export const weightingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/weightings/:kind',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getWeighting',
        summary: 'What each category of adequacy or criterion of priority counts, and since when',
        tags,
        params: WeightingParams,
        querystring: WeightingQuery,
        response: { 200: WeightingResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readWeighting(db, request.actor, request.params.kind, request.query.portfolio)),
  );

  app.post(
    '/api/weightings/:kind',
    {
      schema: {
        operationId: 'publishWeighting',
        summary: 'Publish other weights',
        description: 'The version before stays to be read.',
        tags,
        params: WeightingParams,
        querystring: WeightingQuery,
        headers: VersionHeaders,
        body: WeightingRequest,
        response: { 201: WeightingResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { kind } = request.params;
      const { portfolio } = request.query;
      await publishWeighting(db, request.actor, { kind, portfolio, expected: expectedVersion(request) }, request.body, app.clock());
      reply.code(201);
      return withETag(reply, await readWeighting(db, request.actor, kind, portfolio));
    },
  );
};
