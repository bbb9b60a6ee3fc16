import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { GrantParams, PersonParams } from '../contract.ts';
import {
  CompartmentGrantResponse,
  DecisionRequest,
  ProposalList,
  ProposalParams,
  ProposalQuery,
  ProposalRequest,
  ProposalResponse,
} from './contract.ts';
import { decideProposal, endCompartment, proposeCompartment } from './propose-compartment.ts';
import { readProposals } from './read-proposals.ts';

const tags = ['People'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const compartmentRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/compartment-proposals',
    {
      schema: {
        operationId: 'listCompartmentProposals',
        summary: 'What waits for me to confirm, and what I proposed',
        tags,
        querystring: ProposalQuery,
        response: { 200: ProposalList, ...refusals },
      },
    },
    async (request) => readProposals(db, request.actor, request.query.personId, now()),
  );

  app.post(
    '/api/people/:id/compartment-proposals',
    {
      schema: {
        operationId: 'proposeCompartment',
        summary: 'Propose that a person may see what is confidential',
        tags,
        params: PersonParams,
        headers: KeyHeaders,
        body: ProposalRequest,
        response: { 201: ProposalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return proposeCompartment(db, request.actor, request.params.id, request.body, now());
    },
  );

  app.post(
    '/api/compartment-proposals/:id/decisions',
    {
      schema: {
        operationId: 'decideCompartmentProposal',
        summary: 'Confirm as the second person, decline, or take back',
        tags,
        params: ProposalParams,
        headers: KeyHeaders,
        body: DecisionRequest,
        response: { 200: ProposalResponse, ...refusals },
      },
    },
    async (request) => decideProposal(db, request.actor, request.params.id, request.body, now()),
  );

  app.post(
    '/api/people/:id/compartment-grants/:grantId/endings',
    {
      schema: {
        operationId: 'endCompartment',
        summary: 'End what a person may see',
        tags,
        params: GrantParams,
        headers: KeyHeaders,
        response: { 200: CompartmentGrantResponse, ...refusals },
      },
    },
    async (request) => endCompartment(db, request.actor, request.params.id, request.params.grantId, now()),
  );
};
