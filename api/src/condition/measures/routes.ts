import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { VersionHeaders } from '#platform/headers.ts';
import { changeMeasures } from './change-measures.ts';
import { SiteMeasuresRequest, SiteMeasuresResponse, SiteParams } from './contract.ts';
import { readMeasures } from './read-measures.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What decisions are made on beside the condition: adequacy, room, need. */
export const measureRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/sites/:id/measures',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getSiteMeasures',
        summary: 'How a school suits those who learn in it, and how full it is',
        tags,
        params: SiteParams,
        response: { 200: SiteMeasuresResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readMeasures(db, request.actor, request.params.id)),
  );

  app.put(
    '/api/sites/:id/measures',
    {
      schema: {
        operationId: 'changeSiteMeasures',
        summary: 'Note the adequacy and the capacity of a school',
        tags,
        params: SiteParams,
        headers: VersionHeaders,
        body: SiteMeasuresRequest,
        response: { 200: SiteMeasuresResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeMeasures(db, request.actor, id, expectedVersion(request), request.body, app.clock());
      return withETag(reply, await readMeasures(db, request.actor, id));
    },
  );
};
