import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { draftPlan, nameDraftPlan, removeDraftPlan } from './change-plans.ts';
import {
  Csv,
  DeficiencyParams,
  EstimateRequest,
  EstimateResponse,
  PlanParams,
  PlanRequest,
  PlanResponse,
  PlansQuery,
  PlansResponse,
  PrioritiesCsvQuery,
  PrioritiesQuery,
  PrioritiesResponse,
  RenameRequest,
} from './contract.ts';
import { estimateNeed } from './estimate-need.ts';
import { exportPlan, exportPriorities } from './export-priorities.ts';
import { readPlan, readPlans } from './read-plans.ts';
import { readPriorities } from './read-priorities.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** What to mend first, and draft plans made of it: anybody who is signed in may look, planners draft. */
export const priorityRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  const asCsv = (reply: FastifyReply, name: string) =>
    reply.header('content-disposition', `attachment; filename="steward-${name}-${districtDay(now())}.csv"`).type('text/csv; charset=utf-8');

  app.get(
    '/api/priorities',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getPriorities',
        summary: 'What to mend first, and why: needs by their score',
        description: 'A score is the weighted mean of what is known of a need; each comes with what it is made of and what is missing.',
        tags,
        querystring: PrioritiesQuery,
        response: { 200: PrioritiesResponse, ...refusals },
      },
    },
    async (request) => readPriorities(db, request.actor, request.query, now()),
  );

  app.get(
    '/api/priorities/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportPriorities',
        summary: 'The whole ranking as CSV',
        tags,
        querystring: PrioritiesCsvQuery,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) => asCsv(reply, 'priorities').send(await exportPriorities(db, request.actor, request.query, now())),
  );

  app.put(
    '/api/deficiencies/:id/estimate',
    {
      schema: {
        operationId: 'estimateNeed',
        summary: 'Note how ready the work on a deficiency is, and what it would save a year',
        tags,
        params: DeficiencyParams,
        headers: VersionHeaders,
        body: EstimateRequest,
        response: { 200: EstimateResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await estimateNeed(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
  );

  app.get(
    '/api/draft-plans',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listDraftPlans',
        summary: 'Draft capital plans, the newest first',
        tags,
        querystring: PlansQuery,
        response: { 200: PlansResponse, ...refusals },
      },
    },
    async (request) => readPlans(db, request.query),
  );

  app.post(
    '/api/draft-plans',
    {
      schema: {
        operationId: 'draftPlan',
        summary: 'Make a draft capital plan of ranked needs',
        description: 'Costs and scores are kept as they are at this moment.',
        tags,
        headers: KeyHeaders,
        body: PlanRequest,
        response: { 201: PlanResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await draftPlan(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readPlan(db, request.actor, id));
    },
  );

  app.get(
    '/api/draft-plans/:id',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getDraftPlan',
        summary: 'One draft plan with its needs',
        tags,
        params: PlanParams,
        response: { 200: PlanResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readPlan(db, request.actor, request.params.id)),
  );

  app.patch(
    '/api/draft-plans/:id',
    {
      schema: {
        operationId: 'renameDraftPlan',
        summary: 'Call a draft plan something else',
        tags,
        params: PlanParams,
        headers: VersionHeaders,
        body: RenameRequest,
        response: { 200: PlanResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await nameDraftPlan(db, request.actor, id, expectedVersion(request), request.body.name);
      return withETag(reply, await readPlan(db, request.actor, id));
    },
  );

  app.delete(
    '/api/draft-plans/:id',
    {
      schema: {
        operationId: 'removeDraftPlan',
        summary: 'Take a draft plan away',
        description: 'Its needs stay as they are. Answers those that are left.',
        tags,
        params: PlanParams,
        headers: VersionHeaders,
        response: { 200: PlansResponse, ...refusals },
      },
    },
    async (request) => {
      const portfolio = await removeDraftPlan(db, request.actor, request.params.id, expectedVersion(request));
      return readPlans(db, { portfolio, limit: 50 });
    },
  );

  app.get(
    '/api/draft-plans/:id/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportDraftPlan',
        summary: 'A draft plan as CSV',
        tags,
        params: PlanParams,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) => asCsv(reply, 'draft-plan').send(await exportPlan(db, request.actor, request.params.id)),
  );
};
