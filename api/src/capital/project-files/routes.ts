import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { contentDisposition } from '../../work-orders/index.ts';
import { CsvFile, FileParams, LocaleQuery } from '../received-files/contract.ts';
import { ChangesPage, ChangesQuery, ProgrammeParams, ProjectParams, StatedProjectResponse, StatedProjectsPage, StatedQuery } from './contract.ts';
import { exportListed } from './export-listed.ts';
import { readChanges, readStated, readStatedProject } from './read-stated.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** Projects of other owners, as their lists state them. */
export const projectFileRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/capital-files/:id/changes',
    {
      schema: {
        operationId: 'listStatedChanges',
        summary: 'What a list of projects changed of what earlier ones said',
        tags,
        params: FileParams,
        querystring: ChangesQuery,
        response: { 200: ChangesPage, ...refusals },
      },
    },
    async (request) => readChanges(db, request.actor, request.params.id, request.query),
  );

  app.get(
    '/api/capital-files/:id/rows.csv',
    {
      schema: {
        operationId: 'getUnplacedRows',
        summary: 'The rows of a list of projects that were placed nowhere, and why, as CSV',
        tags,
        params: FileParams,
        querystring: LocaleQuery,
        response: { ...CsvFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { text, fileName } = await exportListed(db, request.actor, request.params.id, request.query.locale);
      return reply.header('content-disposition', contentDisposition('text/csv', fileName)).type('text/csv; charset=utf-8').send(text);
    },
  );

  app.get(
    '/api/programmes/:programmeId/stated-projects',
    {
      schema: {
        operationId: 'listStatedProjects',
        summary: 'Another owner’s projects with what their phases add up to',
        tags,
        params: ProgrammeParams,
        querystring: StatedQuery,
        response: { 200: StatedProjectsPage, ...refusals },
      },
    },
    async (request) => readStated(db, request.actor, request.params.programmeId, request.query),
  );

  app.get(
    '/api/projects/:projectId/stated-phases',
    {
      schema: {
        operationId: 'getStatedProject',
        summary: 'One project of another owner, phase by phase',
        tags,
        params: ProjectParams,
        response: { 200: StatedProjectResponse, ...refusals },
      },
    },
    async (request) => readStatedProject(db, request.actor, request.params.projectId),
  );
};
