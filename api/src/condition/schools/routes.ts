import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { PlacesQuery, PlacesResponse, SchoolParams, SchoolResponse, SystemsQuery, SystemsResponse } from './contract.ts';
import { readPlaces, readSchool, readSystems } from './read-school.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** The condition school by school and system by system. */
export const schoolRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/condition/places',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listConditionPlaces',
        summary: 'Where the schools are',
        tags,
        querystring: PlacesQuery,
        response: { 200: PlacesResponse, ...refusals },
      },
    },
    async (request) => readPlaces(db, request.query),
  );

  app.get(
    '/api/condition/systems',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getConditionSystems',
        summary: 'Each system of level 2, by area, level or school',
        tags,
        querystring: SystemsQuery,
        response: { 200: SystemsResponse, ...refusals },
      },
    },
    async (request) => readSystems(db, request.query),
  );

  app.get(
    '/api/condition/schools/:id',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getSchoolCondition',
        summary: 'The condition of one school: its buildings together and each, its systems, and what was found',
        tags,
        params: SchoolParams,
        response: { 200: SchoolResponse, ...refusals },
      },
    },
    async (request) => readSchool(db, request.params.id, app.clock()),
  );
};
