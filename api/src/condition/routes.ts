import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import {
  ConditionQuery,
  ConditionResponse,
  DeficiencyParams,
  DeficiencyRequest,
  EndingRequest,
  StructureParams,
  StructureQuery,
  StructureResponse,
} from './contract.ts';
import { forecastRoutes } from './forecasts/routes.ts';
import { kindRoutes } from './kinds/routes.ts';
import { measureRoutes } from './measures/routes.ts';
import { priorityRoutes } from './priorities/routes.ts';
import { mayImport, maySeeImports } from './imports/receive-import.ts';
import { readCondition, readStructure } from './read-condition.ts';
import { endDeficiency, recordDeficiency } from './record-deficiency.ts';
import { weightingRoutes } from './weightings/routes.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** The condition of buildings: anybody who is signed in may see it, planners keep it. */
export const conditionRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  await app.register(measureRoutes);
  await app.register(weightingRoutes);
  await app.register(forecastRoutes);
  await app.register(priorityRoutes);
  await app.register(kindRoutes);

  app.get(
    '/api/condition',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getCondition',
        summary: 'The condition of buildings, each and together',
        description: 'The FCI of several is their sums divided anew, never a mean. What has no value stands in neither sum.',
        tags,
        querystring: ConditionQuery,
        response: { 200: ConditionResponse, ...refusals },
      },
    },
    async (request) => ({
      ...(await readCondition(db, request.query, now())),
      may: { import: mayImport(request.actor), seeImports: maySeeImports(request.actor) },
    }),
  );

  app.get(
    '/api/structures/:id',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getStructure',
        summary: 'One building: its systems, deficiencies and components, and what happened to it',
        tags,
        params: StructureParams,
        querystring: StructureQuery,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => readStructure(db, request.actor, request.params.id, now(), request.query.years),
  );

  app.post(
    '/api/structures/:id/deficiencies',
    {
      schema: {
        operationId: 'recordDeficiency',
        summary: 'Note what was found wrong with a building',
        description: 'It counts as deferred from this moment on.',
        tags,
        params: StructureParams,
        headers: KeyHeaders,
        body: DeficiencyRequest,
        response: { 201: StructureResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await recordDeficiency(db, request.actor, id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readStructure(db, request.actor, id, now());
    },
  );

  app.post(
    '/api/deficiencies/:id/endings',
    {
      schema: {
        operationId: 'endDeficiency',
        summary: 'Say that a deficiency was put right, or was none',
        tags,
        params: DeficiencyParams,
        headers: VersionHeaders,
        body: EndingRequest,
        response: { 200: StructureResponse, ...refusals },
      },
    },
    async (request) => {
      const structureId = await endDeficiency(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return readStructure(db, request.actor, structureId, now());
    },
  );
};
