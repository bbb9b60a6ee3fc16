import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { IdParams, Made, ProgrammeParams } from '../contract.ts';
import {
  BaselineRequest,
  BaselineResponse,
  EstimateRequest,
  LineRequest,
  LinesQuery,
  LinesResponse,
  MonthRequest,
  MonthsResponse,
  ProgrammeChange,
  ProgrammeRequest,
  RevenueRequest,
  SourceRequest,
  SourceResponse,
} from './contract.ts';
import { addBaseline, closeMonth, enterRevenue, estimateToCommit } from './keep-books.ts';
import { addLine, addSource, changeProgramme, createProgramme } from './keep-programmes.ts';
import { readClosedMonths, readLines } from './read-lines.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** Programmes, their sources and lines, and the books of them, kept by finance. */
export const programmeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.post(
    '/api/programmes',
    {
      schema: {
        operationId: 'createProgramme',
        summary: 'Begin a capital programme',
        tags,
        headers: KeyHeaders,
        body: ProgrammeRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return createProgramme(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.patch(
    '/api/programmes/:programmeId',
    {
      schema: {
        operationId: 'changeProgramme',
        summary: 'Change what is said of a programme',
        tags,
        params: ProgrammeParams,
        headers: VersionHeaders,
        body: ProgrammeChange,
        response: { 200: Made, ...refusals },
      },
    },
    async (request) => changeProgramme(db, request.actor, request.params.programmeId, expectedVersion(request), request.body, now()),
  );

  app.post(
    '/api/programmes/:programmeId/funding-sources',
    {
      schema: {
        operationId: 'addFundingSource',
        summary: 'Add a source of money, with the line where its revenue arrives',
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: SourceRequest,
        response: { 201: SourceResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addSource(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.post(
    '/api/funding-sources/:id/revenue',
    {
      schema: {
        operationId: 'enterRevenue',
        summary: 'Enter revenue that arrived',
        description: 'It is unallocated until a baseline or a transfer gives it to something.',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: RevenueRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return enterRevenue(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.post(
    '/api/programmes/:programmeId/budget-lines',
    {
      schema: {
        operationId: 'addBudgetLine',
        summary: 'Add a budget line: money of one source for one purpose',
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: LineRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addLine(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.get(
    '/api/budget-lines',
    {
      schema: {
        operationId: 'listBudgetLines',
        summary: 'Budget lines with what each has',
        description: 'Of a project: its own, and those of the programme as a whole that it may ask from.',
        tags,
        querystring: LinesQuery,
        response: { 200: LinesResponse, ...refusals },
      },
    },
    async (request) => readLines(db, request.actor, request.query, now()),
  );

  app.post(
    '/api/budget-lines/:id/estimates',
    {
      schema: {
        operationId: 'estimateToCommit',
        summary: 'Say anew what is still to be contracted of a line',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: EstimateRequest,
        response: { 201: Made, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return estimateToCommit(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.post(
    '/api/programmes/:programmeId/baselines',
    {
      schema: {
        operationId: 'addBaseline',
        summary: 'Add a baseline as it was adopted',
        description: 'The first one opens the budgets. None is ever changed: a later one stands beside it.',
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: BaselineRequest,
        response: { 201: BaselineResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addBaseline(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.get(
    '/api/programmes/:programmeId/closed-months',
    {
      schema: {
        operationId: 'listClosedMonths',
        summary: 'Months that the books are closed for',
        tags,
        params: ProgrammeParams,
        response: { 200: MonthsResponse, ...refusals },
      },
    },
    async (request) => readClosedMonths(db, request.actor, request.params.programmeId),
  );

  app.post(
    '/api/programmes/:programmeId/closed-months',
    {
      schema: {
        operationId: 'closeMonth',
        summary: 'Close the books for a month that is over, for good',
        tags,
        params: ProgrammeParams,
        headers: ActHeaders,
        body: MonthRequest,
        response: { 201: MonthsResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { programmeId } = request.params;
      await closeMonth(db, request.actor, programmeId, request.body.month, now());
      reply.code(201);
      return readClosedMonths(db, request.actor, programmeId);
    },
  );
};
