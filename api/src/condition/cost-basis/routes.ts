import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { changeBands, makeCostBasis, previewCostBasis, readCostBases, withdrawCostBasis } from './change-cost-basis.ts';
import { BandsRequest, CostBasisList, CostBasisParams, CostBasisPreview, CostBasisQuery, CostBasisRequest } from './contract.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What costs are reckoned by, version after version, and what ratios are called: read by all, changed by who plans for the whole district. */
export const costBasisRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/cost-bases',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listCostBases',
        summary: 'The versions of the cost basis, the newest first, and what ratios are called',
        tags,
        querystring: CostBasisQuery,
        response: { 200: CostBasisList, ...refusals },
      },
    },
    async (request) => readCostBases(db, request.actor, request.query, now()),
  );

  app.post(
    '/api/cost-bases',
    {
      schema: {
        operationId: 'makeCostBasis',
        summary: 'Make the version that follows the one that counts',
        description:
          'From its day on every building is brought to it, as `method`: it never looks like decay. A version is never changed; one that lies ahead is taken back or replaced.',
        tags,
        querystring: CostBasisQuery,
        headers: KeyHeaders,
        body: CostBasisRequest,
        response: { 201: CostBasisList, ...refusals },
      },
    },
    async (request, reply) => {
      await makeCostBasis(db, request.actor, request.query.portfolio, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readCostBases(db, request.actor, request.query, now());
    },
  );

  app.post(
    '/api/cost-basis-previews',
    {
      schema: {
        operationId: 'previewCostBasis',
        summary: 'What a version would do to all buildings together if it counted today',
        tags,
        querystring: CostBasisQuery,
        body: CostBasisRequest,
        response: { 200: CostBasisPreview, ...refusals },
      },
    },
    async (request) => previewCostBasis(db, request.actor, request.query.portfolio, request.body, now()),
  );

  app.post(
    '/api/cost-bases/:id/withdrawals',
    {
      schema: {
        operationId: 'withdrawCostBasis',
        summary: 'Take back a version that lies ahead',
        tags,
        params: CostBasisParams,
        querystring: CostBasisQuery,
        response: { 200: CostBasisList, ...refusals },
      },
    },
    async (request) => {
      await withdrawCostBasis(db, request.actor, request.params.id, now());
      return readCostBases(db, request.actor, request.query, now());
    },
  );

  app.put(
    '/api/condition/bands',
    {
      schema: {
        operationId: 'changeConditionBands',
        summary: 'Say what ratios are called, and from which on one thinks of replacing',
        description: 'No ratio moves by it.',
        tags,
        querystring: CostBasisQuery,
        headers: VersionHeaders,
        body: BandsRequest,
        response: { 200: CostBasisList, ...refusals },
      },
    },
    async (request) => {
      await changeBands(db, request.actor, request.query.portfolio, expectedVersion(request), request.body, now());
      return readCostBases(db, request.actor, request.query, now());
    },
  );
};
