import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { SchoolParams } from '../shapes.ts';
import { HistoryQuery, HistoryResponse, SchoolSetUpResponse } from './contract.ts';
import { readHistory, readSchoolSetUp } from './read-history.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** Who said what of the network, and what a school's forms begin with. */
export const historyRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/network/events',
    {
      schema: {
        operationId: 'listNetworkEvents',
        summary: 'Who said what of a provider, a contract, a target or the way out',
        tags,
        querystring: HistoryQuery,
        response: { 200: HistoryResponse, ...refusals },
      },
    },
    async (request) => readHistory(db, request.actor, request.query.subjectId),
  );

  app.get(
    '/api/network/schools/:id/set-up',
    {
      schema: {
        operationId: 'getSchoolNetworkSetUp',
        summary: 'What is kept of a school’s network, and what there is to choose from',
        tags,
        params: SchoolParams,
        response: { 200: SchoolSetUpResponse, ...refusals },
      },
    },
    async (request) => readSchoolSetUp(db, request.actor, request.params.id),
  );
};
