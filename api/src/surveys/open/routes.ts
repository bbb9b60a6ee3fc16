import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { mayBeFound, publicAnswers } from '../../capital/index.ts';
import { OpenDataQuery, OpenQuery, OpenRows, OpenSurveyResponse } from '../contract.ts';
import { csvOfRows, readOpenSurvey, readOpenSurveyRows } from './read-open.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Open data'];
const config = { isPublic: true };

/** What everybody may know of the survey, without a sign-in. */
export const openSurveyRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  publicAnswers(app);

  app.get(
    '/api/open/survey',
    {
      config,
      schema: {
        operationId: 'getOpenSurvey',
        summary: 'What the staff say of each service, as a whole and by level',
        tags,
        security: [],
        querystring: OpenQuery,
        response: { 200: OpenSurveyResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const answer = await readOpenSurvey(db, request.query.lang, now());
      mayBeFound(reply, answer);
      return answer;
    },
  );

  app.get(
    '/api/open/survey/data',
    {
      config,
      schema: {
        operationId: 'getOpenSurveyData',
        summary: 'The same as CSV or JSON, with a dictionary',
        tags,
        security: [],
        querystring: OpenDataQuery,
        response: {
          200: { description: 'The rows.', content: { 'application/json': { schema: OpenRows }, 'text/csv': { schema: z.string() } } },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const answer = await readOpenSurveyRows(db, request.query.lang, now());
      mayBeFound(reply, answer);
      if (request.query.format === 'json') return answer;
      return reply
        .header('content-disposition', 'attachment; filename="steward-open-survey.csv"')
        .type('text/csv; charset=utf-8')
        .send(csvOfRows(answer));
    },
  );
};
