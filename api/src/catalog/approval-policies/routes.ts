import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import { IdParams } from '../set-up/contract.ts';
import { changePolicy, makePolicy, previewPolicy } from './change-policy.ts';
import { PolicyList, PolicyPreview, PolicyPreviewRequest, PolicyRequest, PolicyResponse } from './contract.ts';
import { readPolicies, readPolicy } from './read-policies.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const approvalPolicyRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  auditViews(app);

  app.get(
    '/api/set-up/approval-policies',
    {
      schema: {
        operationId: 'listApprovalPolicies',
        summary: 'Which requests wait for an approval, and whose',
        tags,
        response: { 200: PolicyList, ...refusals },
      },
    },
    async (request) => readPolicies(db, request.actor),
  );

  app.get(
    '/api/set-up/approval-policies/:id',
    {
      schema: {
        operationId: 'getApprovalPolicy',
        summary: 'One policy, to work on',
        tags,
        params: IdParams,
        response: { 200: PolicyResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readPolicy(db, request.actor, request.params.id)),
  );

  app.post(
    '/api/set-up/approval-policies',
    {
      schema: {
        operationId: 'makeApprovalPolicy',
        summary: 'Let some requests wait for an approval',
        tags,
        headers: KeyHeaders,
        body: PolicyRequest,
        response: { 201: PolicyResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await makePolicy(db, request.actor, request.body, now());
      reply.code(201);
      return withETag(reply, await readPolicy(db, request.actor, id));
    },
  );

  app.put(
    '/api/set-up/approval-policies/:id',
    {
      schema: {
        operationId: 'changeApprovalPolicy',
        summary: 'Change a policy as a whole; what waits already goes on as it was asked',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: PolicyRequest,
        response: { 200: PolicyResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changePolicy(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readPolicy(db, request.actor, request.params.id));
    },
  );

  app.post(
    '/api/set-up/approval-policy-previews',
    {
      schema: {
        operationId: 'previewApprovalPolicy',
        summary: 'What saving a policy would change, and how many orders would have waited; nothing is saved',
        tags,
        body: PolicyPreviewRequest,
        response: { 200: PolicyPreview, ...refusals },
      },
    },
    async (request) => previewPolicy(db, request.actor, request.body, now()),
  );
};
