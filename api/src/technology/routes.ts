import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { mayBeFound, publicAnswers } from '../capital/index.ts';
import { readSchoolDevices } from '../devices/index.ts';
import { csvOfRows } from '../surveys/index.ts';
import { OpenDataQuery, OpenQuery, OpenTechnology, OpenTechnologyRows, SchoolDevices, SchoolParams } from './contract.ts';
import { readOpenTechnology, readOpenTechnologyRows } from './read-open.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** Devices and bandwidth side by side: of one school, and of all for everybody. */
export const technologyRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(schoolRoutes);
  await app.register(openTechnologyRoutes);
};

const schoolRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/api/technology/schools/:id/devices',
    {
      schema: {
        operationId: 'getSchoolDevices',
        summary: 'The devices of one school in figures: coverage, loaners, age',
        tags: ['Devices'],
        params: SchoolParams,
        response: { 200: SchoolDevices, ...refusals },
      },
    },
    async (request) => readSchoolDevices(app.db, request.actor, request.params.id, app.clock()),
  );
};

const openTechnologyRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  const config = { isPublic: true };
  const tags = ['Open data'];
  publicAnswers(app);

  app.get(
    '/api/open/technology',
    {
      config,
      schema: {
        operationId: 'getOpenTechnology',
        summary: 'Devices and bandwidth of each school',
        tags,
        security: [],
        querystring: OpenQuery,
        response: { 200: OpenTechnology, ...refusals },
      },
    },
    async (request, reply) => {
      const answer = await readOpenTechnology(db, request.query.lang, now());
      mayBeFound(reply, answer);
      return answer;
    },
  );

  app.get(
    '/api/open/technology/data',
    {
      config,
      schema: {
        operationId: 'getOpenTechnologyData',
        summary: 'The same as CSV or JSON, with a dictionary',
        tags,
        security: [],
        querystring: OpenDataQuery,
        response: {
          200: { description: 'The rows.', content: { 'application/json': { schema: OpenTechnologyRows }, 'text/csv': { schema: z.string() } } },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const answer = await readOpenTechnologyRows(db, request.query.lang, now());
      mayBeFound(reply, answer);
      if (request.query.format === 'json') return answer;
      return reply
        .header('content-disposition', 'attachment; filename="steward-open-technology.csv"')
        .type('text/csv; charset=utf-8')
        .send(csvOfRows(answer));
    },
  );
};
