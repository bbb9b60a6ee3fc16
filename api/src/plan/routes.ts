import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { mayBeFound, publicAnswers, standOf } from '../capital/index.ts';
import { auditViews } from '../people/index.ts';
import { csvOfRows } from '../surveys/index.ts';
import { OpenPlanQuery, OpenPlanResponse, PlanDataQuery, PlanResponse, PlanRows, TargetRequest } from './contract.ts';
import { readOpenPlan, readPlan, rowsOf } from './read-plan.ts';
import { setTarget } from './set-target.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const rows = { 200: { description: 'The rows.', content: { 'application/json': { schema: PlanRows }, 'text/csv': { schema: z.string() } } } };

/** The measures of the strategic plan on one page. */
export const planRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(ownRoutes);
  await app.register(openPlanRoutes);
};

const ownRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();
  const tags = ['Plan'];

  app.get(
    '/api/plan',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getPlan',
        summary: 'The strategic plan’s measures by year against their targets',
        tags,
        response: { 200: PlanResponse, ...refusals },
      },
    },
    async (request) => readPlan(db, request.actor, now()),
  );

  app.get(
    '/api/plan/data',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getPlanData',
        summary: 'The same as CSV or JSON, with a dictionary',
        tags,
        querystring: PlanDataQuery,
        response: { ...rows, ...refusals },
      },
    },
    async (request, reply) => {
      const { lang, format } = request.query;
      const { asOf, isDemonstration, measures } = await readPlan(db, request.actor, now());
      const answer = { ...standOf(asOf, isDemonstration, lang), ...rowsOf(measures, lang) };
      if (format === 'json') return answer;
      return reply.header('content-disposition', 'attachment; filename="steward-plan.csv"').type('text/csv; charset=utf-8').send(csvOfRows(answer));
    },
  );

  app.post(
    '/api/plan/targets',
    {
      schema: {
        operationId: 'setPlanTarget',
        summary: 'Set what a measure is to be in a year',
        description: 'The targets before it stay in the history.',
        tags,
        headers: KeyHeaders,
        body: TargetRequest,
        response: { 201: PlanResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await setTarget(db, request.actor, request.body, now());
      return reply.code(201).send(await readPlan(db, request.actor, now()));
    },
  );
};

const openPlanRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  const tags = ['Open data'];
  publicAnswers(app);

  app.get(
    '/api/open/plan',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getOpenPlan',
        summary: 'The strategic plan’s measures by year against their targets',
        tags,
        security: [],
        querystring: OpenPlanQuery,
        response: { 200: OpenPlanResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const answer = await readOpenPlan(db, request.query.lang, now());
      mayBeFound(reply, answer);
      return answer;
    },
  );

  app.get(
    '/api/open/plan/data',
    {
      config: { isPublic: true },
      schema: {
        operationId: 'getOpenPlanData',
        summary: 'The same as CSV or JSON, with a dictionary',
        tags,
        security: [],
        querystring: PlanDataQuery,
        response: { ...rows, ...refusals },
      },
    },
    async (request, reply) => {
      const { lang, format } = request.query;
      const { measures, ...stand } = await readOpenPlan(db, lang, now());
      const answer = { ...stand, ...rowsOf(measures, lang) };
      mayBeFound(reply, answer);
      if (format === 'json') return answer;
      return reply
        .header('content-disposition', 'attachment; filename="steward-open-plan.csv"')
        .type('text/csv; charset=utf-8')
        .send(csvOfRows(answer));
    },
  );
};
