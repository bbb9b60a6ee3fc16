import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { DipList, DipParams, DipResponse, DismissRequest } from './contract.ts';
import { dismissDip, orderForDip, readDips } from './decide-dip.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** Schools that were slow for an hour, and what somebody decided. */
export const dipRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/network/dips',
    {
      schema: {
        operationId: 'listNetworkDips',
        summary: 'Schools that were under half of their usual speed for an hour',
        tags,
        response: { 200: DipList, ...refusals },
      },
    },
    async (request) => readDips(db, request.actor),
  );

  app.post(
    '/api/network/dips/:id/orders',
    {
      schema: {
        operationId: 'orderForNetworkDip',
        summary: 'Ask IT to look at it: one order for one dip',
        tags,
        params: DipParams,
        headers: KeyHeaders,
        response: { 201: DipResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const dip = await orderForDip(db, request.actor, request.params.id, now(), request.idempotencyId ?? uuidv7());
      reply.code(201);
      return dip;
    },
  );

  app.post(
    '/api/network/dips/:id/dismissals',
    {
      schema: {
        operationId: 'dismissNetworkDip',
        summary: 'It needs no order, and why',
        tags,
        params: DipParams,
        headers: KeyHeaders,
        body: DismissRequest,
        response: { 200: DipResponse, ...refusals },
      },
    },
    async (request) => dismissDip(db, request.actor, request.params.id, request.body.reason, now()),
  );
};
