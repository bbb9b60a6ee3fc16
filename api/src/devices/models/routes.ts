import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { ModelChange, ModelParams, ModelRequest, ModelResponse, ModelsResponse } from './contract.ts';
import { addModel, changeModel, readModel, readModels } from './keep-models.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** Models: until when each is updated, and what one costs. */
export const modelRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/device-models',
    {
      config: { scope: 'sites:read' },
      schema: { operationId: 'listDeviceModels', summary: 'Models of devices', tags, response: { 200: ModelsResponse, ...refusals } },
    },
    async (request) => readModels(db, request.actor),
  );

  app.post(
    '/api/device-models',
    {
      schema: {
        operationId: 'addDeviceModel',
        summary: 'A model that was not there',
        tags,
        headers: KeyHeaders,
        body: ModelRequest,
        response: { 201: ModelResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const model = await addModel(db, request.actor, request.body, app.clock(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, model);
    },
  );

  app.get(
    '/api/device-models/:id',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getDeviceModel',
        summary: 'One model with what was said of it and by whom',
        tags,
        params: ModelParams,
        response: { 200: ModelResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readModel(db, request.actor, request.params.id)),
  );

  app.patch(
    '/api/device-models/:id',
    {
      schema: {
        operationId: 'changeDeviceModel',
        summary: 'Say what a model costs now, or until when it is updated',
        tags,
        params: ModelParams,
        headers: VersionHeaders,
        body: ModelChange,
        response: { 200: ModelResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await changeModel(db, request.actor, request.params.id, expectedVersion(request), request.body, app.clock())),
  );
};
