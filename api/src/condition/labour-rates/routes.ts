import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { LabourRateList, LabourRateRequest } from './contract.ts';
import { readLabourRates } from './read-labour-rates.ts';
import { setLabourRate } from './set-labour-rate.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What an hour of work on a building costs: read by all, said by who plans for the whole district. */
export const labourRateRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/labour-rates',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listLabourRates',
        summary: 'What an hour of each crew costs, and since when',
        tags,
        querystring: z.strictObject({}),
        response: { 200: LabourRateList, ...refusals },
      },
    },
    async (request) => readLabourRates(db, request.actor, app.clock()),
  );

  app.post(
    '/api/labour-rates',
    {
      schema: {
        operationId: 'setLabourRate',
        summary: 'Say what an hour of a crew costs from a day on',
        description: 'What was said before stays. What work orders put right since that day is priced by it, also where they are done already.',
        tags,
        headers: KeyHeaders,
        body: LabourRateRequest,
        response: { 201: LabourRateList, ...refusals },
      },
    },
    async (request, reply) => {
      await setLabourRate(db, request.actor, request.body, app.clock(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readLabourRates(db, request.actor, app.clock());
    },
  );
};
