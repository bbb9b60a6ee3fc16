import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import {
  Csv,
  ForecastCsvQuery,
  ForecastQuery,
  ForecastResponse,
  ReproductionResponse,
  ResultBytes,
  RunParams,
  RunRequest,
  RunResponse,
  RunsQuery,
  RunsResponse,
} from './contract.ts';
import { exportForecast, exportRun } from './export-forecast.ts';
import { readForecast } from './read-forecast.ts';
import { readResult, readRun, readRuns, reproduceRun } from './read-runs.ts';
import { createRunner } from './runner.ts';
import { restartRun, startRun } from './start-run.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];

/** Years ahead under fundings: anybody who is signed in may look, planners save runs with their uncertainty. */
export const forecastRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  const runner = createRunner({
    db,
    clock: now,
    onError: (error) => app.log.error({ failure: String(error).split('\n', 1)[0] }, 'a forecast failed'),
  });
  app.addHook('preClose', async () => runner.stop());
  const asCsv = (reply: FastifyReply, name: string) =>
    reply.header('content-disposition', `attachment; filename="steward-${name}-${districtDay(now())}.csv"`).type('text/csv; charset=utf-8');

  app.get(
    '/api/forecast',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getForecast',
        summary: 'The condition in the years to come, under up to four fundings, and what waiting costs',
        tags,
        querystring: ForecastQuery,
        response: { 200: ForecastResponse, ...refusals },
      },
    },
    async (request) => readForecast(db, request.query, now()),
  );

  app.get(
    '/api/forecast/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportForecast',
        summary: 'The same as CSV',
        tags,
        querystring: ForecastCsvQuery,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) => asCsv(reply, 'forecast').send(await exportForecast(db, request.actor, { ...request.query, wait: 1 }, now())),
  );

  app.get(
    '/api/forecast-runs',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'listForecastRuns',
        summary: 'Forecasts that were saved with their uncertainty, the newest first',
        tags,
        querystring: RunsQuery,
        response: { 200: RunsResponse, ...refusals },
      },
    },
    async (request) => readRuns(db, request.actor, request.query, now()),
  );

  app.post(
    '/api/forecast-runs',
    {
      schema: {
        operationId: 'startForecastRun',
        summary: 'Draw a forecast many times, with other lives and costs each time, and save it',
        description: 'What it is made from is kept with it, so that it can be done again when the inventory has changed. It goes on by itself.',
        tags,
        headers: KeyHeaders,
        body: RunRequest,
        response: { 201: RunResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await startRun(db, request.actor, runner, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readRun(db, request.actor, id, now());
    },
  );

  app.get(
    '/api/forecast-runs/:id',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getForecastRun',
        summary: 'One saved forecast: what it was made from, how far it is, its figures',
        tags,
        params: RunParams,
        response: { 200: RunResponse, ...refusals },
      },
    },
    async (request) => readRun(db, request.actor, request.params.id, now()),
  );

  app.get(
    '/api/forecast-runs/:id/result',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getForecastResult',
        summary: 'The figures of a saved forecast, byte for byte',
        tags,
        params: RunParams,
        response: { ...ResultBytes, ...refusals },
      },
    },
    async (request, reply) => {
      const result = await readResult(db, request.params.id);
      return reply
        .type('application/json')
        .serializer((bytes: string) => bytes)
        .send(result);
    },
  );

  app.get(
    '/api/forecast-runs/:id/export',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportForecastRun',
        summary: 'The figures of a saved forecast as CSV',
        tags,
        params: RunParams,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) => asCsv(reply, 'forecast-run').send(await exportRun(db, request.actor, request.params.id, now())),
  );

  app.post(
    '/api/forecast-runs/:id/restarts',
    {
      schema: {
        operationId: 'restartForecastRun',
        summary: 'Start a forecast again that failed or was broken off',
        tags,
        params: RunParams,
        response: { 200: RunResponse, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      await restartRun(db, request.actor, runner, id, now());
      return readRun(db, request.actor, id, now());
    },
  );

  app.post(
    '/api/forecast-runs/:id/reproductions',
    {
      schema: {
        operationId: 'reproduceForecastRun',
        summary: 'Do a saved forecast again from what is kept of it, and compare the bytes',
        tags,
        params: RunParams,
        response: { 200: ReproductionResponse, ...refusals },
      },
    },
    async (request) => reproduceRun(db, request.actor, runner, request.params.id),
  );
};
