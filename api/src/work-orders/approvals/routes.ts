import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders } from '#platform/headers.ts';
import { auditViews, whoIsSignedIn } from '../../people/index.ts';
import { OrderParams } from '../contract.ts';
import {
  ApprovalCount,
  ApprovalList,
  ApprovalParams,
  ApprovalResponse,
  ApprovalsQuery,
  DecisionRequest,
  LinkDecided,
  LinkParams,
  LinkResponse,
  OrderApprovals,
} from './contract.ts';
import { decideApproval } from './decide.ts';
import { decideByLink, readLink } from './links.ts';
import { countApprovals, readApproval, readApprovals, readOrderApprovals } from './read-approvals.ts';

const tags = ['Approvals'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** Signed out: whoever tries secrets is slow. */
const LINKS_PER_MINUTE = 60;
const byLink = { isPublic: true, rateLimit: { max: LINKS_PER_MINUTE, timeWindow: 60_000 } };

export const approvalRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  auditViews(app);
  const opened = async (request: FastifyRequest<{ Params: { secret: string } }>) => ({
    secret: request.params.secret,
    openedById: (await whoIsSignedIn(app, request))?.id ?? null,
  });

  app.get(
    '/api/approvals',
    {
      schema: {
        operationId: 'listApprovals',
        summary: 'What waits for me to decide, or what I decided',
        tags,
        querystring: ApprovalsQuery,
        response: { 200: ApprovalList, ...refusals },
      },
    },
    async (request) => readApprovals(db, request.actor, request.query.state, now()),
  );

  app.get(
    '/api/approvals/waiting',
    {
      schema: { operationId: 'countApprovals', summary: 'How many approvals wait for me', tags, response: { 200: ApprovalCount, ...refusals } },
    },
    async (request) => countApprovals(db, request.actor, now()),
  );

  app.get(
    '/api/approvals/:id',
    {
      schema: {
        operationId: 'getApproval',
        summary: 'One approval, for who may decide on it and who did',
        tags,
        params: ApprovalParams,
        response: { 200: ApprovalResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readApproval(db, request.actor, request.params.id, now())),
  );

  app.post(
    '/api/approvals/:id/decisions',
    {
      schema: {
        operationId: 'decideApproval',
        summary: 'Approve or decline, in one’s own right or for whom one stands in',
        tags,
        params: ApprovalParams,
        headers: ActHeaders,
        body: DecisionRequest,
        response: { 200: ApprovalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await decideApproval(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readApproval(db, request.actor, request.params.id, now()));
    },
  );

  app.get(
    '/api/work-orders/:id/approvals',
    {
      schema: {
        operationId: 'listWorkOrderApprovals',
        summary: 'What an order waited for and waits for',
        tags,
        params: OrderParams,
        response: { 200: OrderApprovals, ...refusals },
      },
    },
    async (request) => readOrderApprovals(db, request.actor, request.params.id, now()),
  );

  app.get(
    '/api/approval-links/:secret',
    {
      config: byLink,
      schema: {
        operationId: 'readApprovalLink',
        security: [],
        summary: 'What a link from a mail is about; looking changes nothing',
        tags,
        params: LinkParams,
        response: { 200: LinkResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
      return readLink(db, await opened(request), now());
    },
  );

  app.post(
    '/api/approval-links/:secret/decisions',
    {
      config: byLink,
      schema: {
        operationId: 'decideByApprovalLink',
        security: [],
        summary: 'Approve or decline by a link from a mail, once',
        tags,
        params: LinkParams,
        body: DecisionRequest,
        response: { 200: LinkDecided, ...refusals },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      return decideByLink(db, await opened(request), request.body, now());
    },
  );
};
