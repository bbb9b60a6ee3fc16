import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders } from '#platform/headers.ts';
import { whoIsSignedIn } from '../../people/index.ts';
import { LinkParams } from '../../work-orders/index.ts';
import { IdParams } from '../contract.ts';
import {
  CapitalApproval,
  CapitalApprovalCount,
  CapitalApprovals,
  CapitalApprovalsQuery,
  CapitalDecisionRequest,
  CapitalLink,
  CapitalLinkDecided,
} from './contract.ts';
import { decideCapitalApproval } from './decide.ts';
import { decideByCapitalLink, readCapitalLink } from './links.ts';
import { countCapitalApprovals, readCapitalApproval, readCapitalApprovals } from './read-approvals.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Approvals'];
/** Signed out: whoever tries secrets is slow. */
const LINKS_PER_MINUTE = 60;
const byLink = { isPublic: true, rateLimit: { max: LINKS_PER_MINUTE, timeWindow: 60_000 } };

/** What waits to be approved of capital money. */
export const capitalApprovalRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  const opened = async (request: FastifyRequest<{ Params: { secret: string } }>) => ({
    secret: request.params.secret,
    openedById: (await whoIsSignedIn(app, request))?.id ?? null,
  });

  app.get(
    '/api/capital-approvals',
    {
      schema: {
        operationId: 'listCapitalApprovals',
        summary: 'What of capital money waits for me to decide, or what I decided',
        tags,
        querystring: CapitalApprovalsQuery,
        response: { 200: CapitalApprovals, ...refusals },
      },
    },
    async (request) => readCapitalApprovals(db, request.actor, request.query.state, now()),
  );

  app.get(
    '/api/capital-approvals/waiting',
    {
      schema: {
        operationId: 'countCapitalApprovals',
        summary: 'How many approvals of capital money wait for me',
        tags,
        response: { 200: CapitalApprovalCount, ...refusals },
      },
    },
    async (request) => countCapitalApprovals(db, request.actor, now()),
  );

  app.get(
    '/api/capital-approvals/:id',
    {
      schema: {
        operationId: 'getCapitalApproval',
        summary: 'One approval, for who may decide on it, who did, and who asked',
        tags,
        params: IdParams,
        response: { 200: CapitalApproval, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readCapitalApproval(db, request.actor, request.params.id, now())),
  );

  app.post(
    '/api/capital-approvals/:id/decisions',
    {
      schema: {
        operationId: 'decideCapitalApproval',
        summary: 'Approve or decline, in one’s own right or for whom one stands in',
        description: 'With the last step the money is entered, in the same transaction: what the rules refuse then leaves the step open.',
        tags,
        params: IdParams,
        headers: ActHeaders,
        body: CapitalDecisionRequest,
        response: { 200: CapitalApproval, ...refusals },
      },
    },
    async (request, reply) => {
      await decideCapitalApproval(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readCapitalApproval(db, request.actor, request.params.id, now()));
    },
  );

  app.get(
    '/api/capital-approval-links/:secret',
    {
      config: byLink,
      schema: {
        operationId: 'readCapitalApprovalLink',
        security: [],
        summary: 'What a link from a mail about capital money is about; looking changes nothing',
        tags,
        params: LinkParams,
        response: { 200: CapitalLink, ...refusals },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
      return readCapitalLink(db, await opened(request), now());
    },
  );

  app.post(
    '/api/capital-approval-links/:secret/decisions',
    {
      config: byLink,
      schema: {
        operationId: 'decideByCapitalApprovalLink',
        security: [],
        summary: 'Approve or decline capital money by a link from a mail, once',
        tags,
        params: LinkParams,
        body: CapitalDecisionRequest,
        response: { 200: CapitalLinkDecided, ...refusals },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      return decideByCapitalLink(db, await opened(request), request.body, now());
    },
  );
};
