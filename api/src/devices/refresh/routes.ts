import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { PlanChange, PlanParams, PlanRequest, RefreshFile, RefreshFileQuery, RefreshResponse } from './contract.ts';
import { addPlan, changePlan, dropPlan } from './keep-plans.ts';
import { exportRefresh, readRefresh } from './read-refresh.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** What is to be replaced and when, and what is planned for it. */
export const refreshRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/device-refresh',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getDeviceRefresh',
        summary: 'Devices and dollars by school year: what falls due and what is planned',
        tags,
        response: { 200: RefreshResponse, ...refusals },
      },
    },
    async (request) => readRefresh(db, request.actor, now()),
  );

  app.get(
    '/api/device-refresh.csv',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'exportDeviceRefresh',
        summary: 'The same as a table, by year or by school',
        tags,
        querystring: RefreshFileQuery,
        response: { ...RefreshFile, ...refusals },
      },
    },
    async (request, reply) =>
      reply
        .header('content-disposition', `attachment; filename="steward-device-refresh-${request.query.set}-${districtDay(now())}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(await exportRefresh(db, request.actor, request.query, now())),
  );

  app.post(
    '/api/device-refresh-plans',
    {
      schema: {
        operationId: 'addDeviceRefreshPlan',
        summary: 'Plan what a grade gets in a school year',
        tags,
        headers: KeyHeaders,
        body: PlanRequest,
        response: { 201: RefreshResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const refresh = await addPlan(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return refresh;
    },
  );

  app.patch(
    '/api/device-refresh-plans/:id',
    {
      schema: {
        operationId: 'changeDeviceRefreshPlan',
        summary: 'Plan another model or price',
        tags,
        params: PlanParams,
        headers: VersionHeaders,
        body: PlanChange,
        response: { 200: RefreshResponse, ...refusals },
      },
    },
    async (request) => changePlan(db, request.actor, request.params.id, expectedVersion(request), request.body, now()),
  );

  app.delete(
    '/api/device-refresh-plans/:id',
    {
      schema: {
        operationId: 'removeDeviceRefreshPlan',
        summary: 'Plan it no more',
        tags,
        params: PlanParams,
        headers: VersionHeaders,
        response: { 200: RefreshResponse, ...refusals },
      },
    },
    async (request) => dropPlan(db, request.actor, request.params.id, expectedVersion(request), now()),
  );
};
