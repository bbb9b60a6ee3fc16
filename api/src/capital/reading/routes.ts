import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { auditViews } from '../../people/index.ts';
import {
  AsOfQuery,
  ChangesQuery,
  ChangesResponse,
  ContingencyResponse,
  EntriesFile,
  EntriesFileQuery,
  EntriesQuery,
  EntriesResponse,
  FileQuery,
  ProgrammeFile,
  ProgrammeParams,
  ProgrammeResponse,
  ProgrammesResponse,
  ProjectParams,
  ProjectResponse,
  ProjectsQuery,
  ProjectsResponse,
  PutRightResponse,
} from './contract.ts';
import { IdParams } from '../contract.ts';
import { readPutRight } from './read-building.ts';
import { exportEntries } from './export-entries.ts';
import { exportCsv, exportWorkbook } from './export-programme.ts';
import { readChanges } from './read-changes.ts';
import { readEntries } from './read-entries.ts';
import { readContingency, readProgramme, readProgrammes, readProjects } from './read-programmes.ts';
import { readProject } from './read-project.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The capital plan as it is read: every figure comes from the ledger and says as of when. */
export const readingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  auditViews(app);
  const asFile = (reply: FastifyReply, name: string, extension: 'csv' | 'xlsx') =>
    reply
      .header('content-disposition', `attachment; filename="steward-${name}-${districtDay(now())}.${extension}"`)
      .type(extension === 'csv' ? 'text/csv; charset=utf-8' : XLSX);

  app.get(
    '/api/programmes',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listProgrammes',
        summary: 'Capital programmes',
        description: 'Their figures are read one programme at a time: two of them are never added up.',
        tags,
        response: { 200: ProgrammesResponse, ...refusals },
      },
    },
    async (request) => readProgrammes(db, request.actor, now()),
  );

  app.get(
    '/api/programmes/:programmeId',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getProgramme',
        summary: 'One programme: sources and uses, and whether it is on promise, on money and on time',
        description: 'Money is as of the day asked for; promises and schedules are as they are now.',
        tags,
        params: ProgrammeParams,
        querystring: AsOfQuery,
        response: { 200: ProgrammeResponse, ...refusals },
      },
    },
    async (request) => readProgramme(db, request.actor, request.params.programmeId, request.query.asOf, now()),
  );

  app.get(
    '/api/structures/:id/projects',
    {
      schema: {
        operationId: 'listStructureProjects',
        summary: 'Deficiencies of a building that projects put right, or are to, with what that cost and changed',
        tags,
        params: IdParams,
        response: { 200: PutRightResponse, ...refusals },
      },
    },
    async (request) => readPutRight(db, request.actor, request.params.id),
  );

  app.get(
    '/api/programmes/:programmeId/contingency',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getContingency',
        summary: 'Where programme contingency went: month by month, and each draw with who and why',
        tags,
        params: ProgrammeParams,
        querystring: AsOfQuery,
        response: { 200: ContingencyResponse, ...refusals },
      },
    },
    async (request) => readContingency(db, request.actor, request.params.programmeId, request.query.asOf, now()),
  );

  app.get(
    '/api/programmes/:programmeId/changes',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listCapitalChanges',
        summary: 'What changed since a day, the latest first',
        tags,
        params: ProgrammeParams,
        querystring: ChangesQuery,
        response: { 200: ChangesResponse, ...refusals },
      },
    },
    async (request) => readChanges(db, request.actor, request.params.programmeId, request.query, now()),
  );

  app.get(
    '/api/programmes/:programmeId/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportProgramme',
        summary: 'Every project with its figures, as CSV or as a workbook',
        tags,
        params: ProgrammeParams,
        querystring: FileQuery,
        response: { ...ProgrammeFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { params, query, actor } = request;
      if (query.format === 'csv') return asFile(reply, 'capital', 'csv').send(await exportCsv(db, actor, params.programmeId, query, now()));
      return asFile(reply, 'capital', 'xlsx').send(await exportWorkbook(db, actor, params.programmeId, query, now()));
    },
  );

  app.get(
    '/api/projects',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listProjects',
        summary: 'Projects of a programme with their money, promises and time',
        tags,
        querystring: ProjectsQuery,
        response: { 200: ProjectsResponse, ...refusals },
      },
    },
    async (request) => readProjects(db, request.actor, request.query, now()),
  );

  app.get(
    '/api/projects/:projectId',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getProject',
        summary: 'One project: its promise against today, its money and time, and everything bought, changed and moved',
        tags,
        params: ProjectParams,
        querystring: AsOfQuery,
        response: { 200: ProjectResponse, ...refusals },
      },
    },
    async (request) => readProject(db, request.actor, request.params.projectId, request.query.asOf, now()),
  );

  app.get(
    '/api/ledger-entries',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listLedgerEntries',
        summary: 'Entries of the ledger, the latest first: those behind a figure come to it',
        tags,
        querystring: EntriesQuery,
        response: { 200: EntriesResponse, ...refusals },
      },
    },
    async (request) => readEntries(db, request.actor, request.query, now()),
  );

  app.get(
    '/api/ledger-entries/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportLedgerEntries',
        summary: 'The same entries as CSV',
        tags,
        querystring: EntriesFileQuery,
        response: { ...EntriesFile, ...refusals },
      },
    },
    async (request, reply) => asFile(reply, 'ledger', 'csv').send(await exportEntries(db, request.actor, request.query, now())),
  );
};
