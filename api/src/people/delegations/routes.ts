import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { DelegationCreated, DelegationList, DelegationParams, DelegationQuery, DelegationRequest, DelegationResponse } from './contract.ts';
import { endDelegation, giveDelegation } from './give-delegation.ts';
import { readDelegations } from './read-delegations.ts';

const tags = ['People'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const delegationRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/delegations',
    {
      schema: {
        operationId: 'listDelegations',
        summary: 'Who stands in for whom: what I gave, what I got, what I may give',
        tags,
        querystring: DelegationQuery,
        response: { 200: DelegationList, ...refusals },
      },
    },
    async (request) => readDelegations(db, request.actor, request.query.personId ?? request.actor.id, now()),
  );

  app.post(
    '/api/delegations',
    {
      schema: {
        operationId: 'giveDelegation',
        summary: 'Hand over what I hold, for some days',
        tags,
        headers: KeyHeaders,
        body: DelegationRequest,
        response: { 201: DelegationCreated, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return giveDelegation(db, request.actor, request.body, now());
    },
  );

  app.post(
    '/api/delegations/:id/endings',
    {
      schema: {
        operationId: 'endDelegation',
        summary: 'End a delegation at once',
        tags,
        params: DelegationParams,
        headers: KeyHeaders,
        response: { 200: DelegationResponse, ...refusals },
      },
    },
    async (request) => endDelegation(db, request.actor, request.params.id, now()),
  );
};
