import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { auditViews } from '../people/index.ts';
import { FigureCsv, FigureQuery, MySchoolQuery, MySchoolResponse, OperationsQuery, OperationsResponse } from './contract.ts';
import { exportFigure } from './export-figure.ts';
import { readMySchool } from './read-my-school.ts';
import { readOperations } from './read-operations.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Reports'];

/** What many orders together say: of the operation, and of one school. */
export const reportRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/reports/operations',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getOperations',
        summary: 'The figures of the operation',
        description: 'Each counts the orders that you may see, and names the filters that list them.',
        tags,
        querystring: OperationsQuery,
        response: { 200: OperationsResponse, ...refusals },
      },
    },
    async (request) => readOperations(db, request.actor, request.query, now()),
  );

  app.get(
    '/api/reports/operations/export',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'exportFigure',
        summary: 'One figure as CSV, with its definition',
        description: 'Who took what is noted.',
        tags,
        querystring: FigureQuery,
        response: { ...FigureCsv, ...refusals },
      },
    },
    async (request, reply) => {
      const { figure } = request.query;
      return reply
        .header('content-disposition', `attachment; filename="steward-${figure.replaceAll('_', '-')}-${districtDay(now())}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(await exportFigure(db, request.actor, request.query, now()));
    },
  );

  app.get(
    '/api/reports/my-school',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getMySchool',
        summary: 'A school that you run, on one page',
        tags,
        querystring: MySchoolQuery,
        response: { 200: MySchoolResponse, ...refusals },
      },
    },
    async (request) => readMySchool(db, request.actor, request.query, now()),
  );
};
