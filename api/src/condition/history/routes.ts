import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { BehindQuery, BehindResponse, BridgeQuery, BridgeResponse, HistoryQuery, HistoryResponse } from './contract.ts';
import { listBehind, readBridge, readHistory } from './read-history.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** How a condition came to be what it is: of one building, a school, an area, a level or all of them. */
export const historyRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/condition/history',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getConditionHistory',
        summary: 'The condition over time',
        description: 'Counted back from what is kept, event by event; each ratio is that of the sums of its day.',
        tags,
        querystring: HistoryQuery,
        response: { 200: HistoryResponse, ...refusals },
      },
    },
    async (request) => readHistory(db, request.query, now()),
  );

  app.get(
    '/api/condition/bridge',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getConditionBridge',
        summary: 'What changed the condition between two days, by cause',
        description: 'The parts add up to the cent. A new cost basis is `method`, however much it moves.',
        tags,
        querystring: BridgeQuery,
        response: { 200: BridgeResponse, ...refusals },
      },
    },
    async (request) => readBridge(db, request.query, now()),
  );

  app.get(
    '/api/condition/bridge/events',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listConditionEvents',
        summary: 'What happened behind a part of the bridge, what moved most first',
        tags,
        querystring: BehindQuery,
        response: { 200: BehindResponse, ...refusals },
      },
    },
    async (request) => listBehind(db, request.query, now()),
  );
};
