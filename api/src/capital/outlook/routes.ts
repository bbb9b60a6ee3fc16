import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { Csv, OutlookQuery, OutlookResponse, ScenarioParams, ScenarioRequest, ScenarioResponse, ScenariosResponse } from './contract.ts';
import { exportCashFlow } from './export-cash-flow.ts';
import { readOutlook } from './read-outlook.ts';
import { dropScenario, readScenario, readScenarios, saveScenario } from './scenarios.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** What the money does next: those who read the capital plan may look, finance and capital managers keep scenarios. */
export const outlookRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/capital-outlook',
    {
      schema: {
        operationId: 'getCapitalOutlook',
        summary: 'Cash flow, earned value, contingency burn, free money and bond spend-down of a programme',
        description: 'Who sees some areas or schools only gets the figures of their projects; what is of the whole district is null then.',
        tags,
        querystring: OutlookQuery,
        response: { 200: OutlookResponse, ...refusals },
      },
    },
    async (request) => readOutlook(db, request.actor, request.query, now()),
  );

  app.get(
    '/api/capital-outlook/export',
    {
      schema: {
        operationId: 'exportCashFlow',
        summary: 'The cash flow by month as CSV',
        tags,
        querystring: OutlookQuery,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) =>
      reply
        .header('content-disposition', `attachment; filename="steward-cash-flow-${districtDay(now())}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(await exportCashFlow(db, request.actor, request.query, now())),
  );

  app.get(
    '/api/outlook-scenarios',
    {
      schema: {
        operationId: 'listOutlookScenarios',
        summary: 'Saved years ahead of a programme, the newest first',
        description: 'Each is reckoned anew from what it was saved with, and so gives the same figures for ever.',
        tags,
        querystring: OutlookQuery,
        response: { 200: ScenariosResponse, ...refusals },
      },
    },
    async (request) => readScenarios(db, request.actor, request.query),
  );

  app.post(
    '/api/outlook-scenarios',
    {
      schema: {
        operationId: 'saveOutlookScenario',
        summary: 'Save five years ahead under assumptions, with all that they are reckoned from',
        tags,
        headers: KeyHeaders,
        body: ScenarioRequest,
        response: { 201: ScenarioResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await saveScenario(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readScenario(db, request.actor, id));
    },
  );

  app.get(
    '/api/outlook-scenarios/:id',
    {
      schema: {
        operationId: 'getOutlookScenario',
        summary: 'One saved scenario',
        tags,
        params: ScenarioParams,
        response: { 200: ScenarioResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readScenario(db, request.actor, request.params.id)),
  );

  app.delete(
    '/api/outlook-scenarios/:id',
    {
      schema: {
        operationId: 'removeOutlookScenario',
        summary: 'Take a scenario away',
        description: 'Answers those that are left.',
        tags,
        params: ScenarioParams,
        headers: VersionHeaders,
        response: { 200: ScenariosResponse, ...refusals },
      },
    },
    async (request) => dropScenario(db, request.actor, request.params.id, expectedVersion(request)),
  );
};
