import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { linkNext } from '#platform/link.ts';
import { NoQuery, RequestTypeList, RequestTypeResponse, ServiceList, TeamList, TeamQuery, TypeParams, TypeQuery } from './contract.ts';
import { readServices, readTeams, readType, readTypes } from './read-catalog.ts';

const tags = ['Catalogue'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const catalogRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/services',
    {
      config: { scope: 'catalogue:read' },
      schema: {
        operationId: 'listServices',
        summary: 'Services and their trades',
        tags,
        querystring: NoQuery,
        response: { 200: ServiceList, ...refusals },
      },
    },
    async () => readServices(db),
  );

  app.get(
    '/api/request-types',
    {
      config: { scope: 'catalogue:read' },
      schema: {
        operationId: 'listRequestTypes',
        summary: 'What one may ask for',
        tags,
        querystring: TypeQuery,
        response: { 200: RequestTypeList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readTypes(db, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.get(
    '/api/request-types/:id',
    {
      config: { scope: 'catalogue:read' },
      schema: {
        operationId: 'getRequestType',
        summary: 'One kind of request with its form',
        tags,
        params: TypeParams,
        response: { 200: RequestTypeResponse, ...refusals },
      },
    },
    async (request) => readType(db, request.params.id),
  );

  app.get(
    '/api/teams',
    {
      config: { scope: 'catalogue:read' },
      schema: { operationId: 'listTeams', summary: 'Crews', tags, querystring: TeamQuery, response: { 200: TeamList, ...refusals } },
    },
    async (request) => readTeams(db, request.actor, request.query),
  );
};
