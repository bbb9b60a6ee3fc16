import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import {
  ChangeRequest,
  MoveRequest,
  PlanParams,
  PlanRequest,
  ProposalParams,
  ProposalRequest,
  ProposalResponse,
  ProposalsQuery,
  ProposalsResponse,
  ProposedResponse,
} from './contract.ts';
import { moveProposal } from './move-proposal.ts';
import { changeProposal, propose, proposePlan } from './propose.ts';
import { readProposal, readProposals } from './read-proposals.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** How work is chosen: proposed, scored in public, seen by a committee, decided with a reason. */
export const selectionRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/proposals',
    {
      schema: {
        operationId: 'listProposals',
        summary: 'Proposals for the schools that you see, the newest first',
        tags,
        querystring: ProposalsQuery,
        response: { 200: ProposalsResponse, ...refusals },
      },
    },
    async (request) => readProposals(db, request.actor, request.query, now()),
  );

  app.post(
    '/api/proposals',
    {
      schema: {
        operationId: 'propose',
        summary: 'Propose work at a school by hand',
        tags,
        headers: KeyHeaders,
        body: ProposalRequest,
        response: { 201: ProposalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await propose(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readProposal(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/draft-plans/:id/proposals',
    {
      schema: {
        operationId: 'proposeDraftPlan',
        summary: 'Make a proposal for each school of a draft plan, of the needs that still count there',
        tags,
        params: PlanParams,
        headers: KeyHeaders,
        body: PlanRequest,
        response: { 201: ProposedResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const made = await proposePlan(db, request.actor, request.params.id, request.body, now());
      reply.code(201);
      return made;
    },
  );

  app.get(
    '/api/proposals/:id',
    {
      schema: {
        operationId: 'getProposal',
        summary: 'One proposal with its needs and what happened to it',
        tags,
        params: ProposalParams,
        response: { 200: ProposalResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readProposal(db, request.actor, request.params.id, now())),
  );

  app.patch(
    '/api/proposals/:id',
    {
      schema: {
        operationId: 'changeProposal',
        summary: 'Put the words of a draft right before it is published',
        tags,
        params: ProposalParams,
        headers: VersionHeaders,
        body: ChangeRequest,
        response: { 200: ProposalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeProposal(db, request.actor, id, expectedVersion(request), request.body, now());
      return withETag(reply, await readProposal(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/proposals/:id/transitions',
    {
      schema: {
        operationId: 'moveProposal',
        summary: 'Publish a proposal, note what the committee says, decide on it, or withdraw it',
        description: 'Who proposed never decides. Approved, it becomes a planned project with a scope line for each need.',
        tags,
        params: ProposalParams,
        headers: VersionHeaders,
        body: MoveRequest,
        response: { 200: ProposalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await moveProposal(db, request.actor, id, expectedVersion(request), request.body, now());
      return withETag(reply, await readProposal(db, request.actor, id, now()));
    },
  );
};
