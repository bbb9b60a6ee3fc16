import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { linkNext } from '#platform/link.ts';
import { Csv, SchoolParams } from '../shapes.ts';
import { MeasurementList, MeasurementQuery, NetworkQuery, NetworkResponse, SchoolNetwork } from './contract.ts';
import { exportNetwork } from './export-network.ts';
import { readNetwork } from './read-network.ts';
import { readMeasurements, readSchoolNetwork } from './read-school.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];

/** Bandwidth and how evenly it lies; one school's network. */
export const figureRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/network',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getNetwork',
        summary: 'Bandwidth of all schools against the target of a year, and how evenly it lies',
        tags,
        querystring: NetworkQuery,
        response: { 200: NetworkResponse, ...refusals },
      },
    },
    async (request) => readNetwork(db, request.actor, request.query, now()),
  );

  app.get(
    '/api/network/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportNetwork',
        summary: 'The same as CSV, one line a school',
        tags,
        querystring: NetworkQuery,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) =>
      reply
        .header('content-disposition', `attachment; filename="steward-network-${districtDay(now())}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(await exportNetwork(db, request.actor, request.query, now())),
  );

  app.get(
    '/api/network/schools/:id',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getSchoolNetwork',
        summary: 'One school’s network: lines, fiber, what was measured, whether it is up',
        tags,
        params: SchoolParams,
        querystring: NetworkQuery,
        response: { 200: SchoolNetwork, ...refusals },
      },
    },
    async (request) => readSchoolNetwork(db, request.actor, request.params.id, request.query, now()),
  );

  app.get(
    '/api/network/schools/:id/measurements',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listBandwidthMeasurements',
        summary: 'What was measured at a school, the newest first',
        description: 'What one flow carried between the school and the district’s server. One flow’s goodput is not a link’s capacity.',
        tags,
        params: SchoolParams,
        querystring: MeasurementQuery,
        response: { 200: MeasurementList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readMeasurements(db, request.actor, request.params.id, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );
};
