import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KindList, KindParams, KindRequest, KindResponse } from './contract.ts';
import { readKinds, setSystem } from './set-system.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** Which part of a building a kind of request speaks of. */
export const kindRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/set-up/building-systems',
    {
      schema: {
        operationId: 'listRequestKindSystems',
        summary: 'Each kind of request with the system of a building it speaks of',
        description: 'Five orders of such kinds within a year propose a deficiency of that system.',
        tags,
        querystring: z.strictObject({}),
        response: { 200: KindList, ...refusals },
      },
    },
    async (request) => readKinds(db, request.actor),
  );

  app.put(
    '/api/set-up/building-systems/:requestTypeId',
    {
      schema: {
        operationId: 'setRequestKindSystem',
        summary: 'Say which system of a building a kind of request speaks of',
        tags,
        params: KindParams,
        body: KindRequest,
        response: { 200: KindResponse, ...refusals },
      },
    },
    async (request) => setSystem(db, request.actor, request.params.requestTypeId, request.body, app.clock()),
  );
};
