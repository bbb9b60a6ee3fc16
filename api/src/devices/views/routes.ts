import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { DeviceViewParams, DeviceViewRequest, DeviceViewsResponse } from './contract.ts';
import { dropDeviceView, readSavedViews, saveDeviceView } from './keep-views.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** What people look for in the list of devices, under names of their own. */
export const viewRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/device-views',
    {
      schema: {
        operationId: 'listDeviceViews',
        summary: 'My saved views of the list of devices',
        tags,
        response: { 200: DeviceViewsResponse, ...refusals },
      },
    },
    async (request) => readSavedViews(db, request.actor),
  );

  app.post(
    '/api/device-views',
    {
      schema: {
        operationId: 'saveDeviceView',
        summary: 'Keep what I look for under a name',
        tags,
        headers: KeyHeaders,
        body: DeviceViewRequest,
        response: { 201: DeviceViewsResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const views = await saveDeviceView(db, request.actor, request.body, app.clock(), request.idempotencyId ?? undefined);
      reply.code(201);
      return views;
    },
  );

  app.delete(
    '/api/device-views/:id',
    {
      schema: {
        operationId: 'removeDeviceView',
        summary: 'Keep it no more',
        tags,
        params: DeviceViewParams,
        response: { 200: DeviceViewsResponse, ...refusals },
      },
    },
    async (request) => dropDeviceView(db, request.actor, request.params.id),
  );
};
