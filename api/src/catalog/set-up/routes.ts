import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { auditViews } from '../../people/index.ts';
import { changeType, makeType, previewType } from './change-type.ts';
import {
  ChangesQuery,
  IdParams,
  SetUpChangeList,
  SetUpTypeList,
  SetUpTypeResponse,
  TypePreview,
  TypePreviewRequest,
  TypeRequest,
  TypesQuery,
} from './contract.ts';
import { matrixRoutes } from './matrix-routes.ts';
import { partnerRoutes } from './partner-routes.ts';
import { readSetUpChanges, readSetUpType, readSetUpTypes } from './read-set-up.ts';
import { teamRoutes } from './team-routes.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const setUpRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();
  auditViews(app);
  await app.register(teamRoutes);
  await app.register(matrixRoutes);
  await app.register(partnerRoutes);

  app.get(
    '/api/set-up/request-types',
    {
      schema: {
        operationId: 'listSetUpRequestTypes',
        summary: 'Every kind of request, also those no longer offered',
        tags,
        querystring: TypesQuery,
        response: { 200: SetUpTypeList, ...refusals },
      },
    },
    async (request) => readSetUpTypes(db, request.actor, request.query.serviceCode),
  );

  app.get(
    '/api/set-up/request-types/:id',
    {
      schema: {
        operationId: 'getSetUpRequestType',
        summary: 'One kind of request, to work on',
        tags,
        params: IdParams,
        response: { 200: SetUpTypeResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readSetUpType(db, request.actor, request.params.id)),
  );

  app.post(
    '/api/set-up/request-types',
    {
      schema: {
        operationId: 'makeRequestType',
        summary: 'Make a new kind of request',
        tags,
        headers: KeyHeaders,
        body: TypeRequest,
        response: { 201: SetUpTypeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await makeType(db, request.actor, request.body, now());
      reply.code(201);
      return withETag(reply, await readSetUpType(db, request.actor, id));
    },
  );

  app.put(
    '/api/set-up/request-types/:id',
    {
      schema: {
        operationId: 'changeRequestType',
        summary: 'Change a kind of request as a whole; its orders keep the form they were asked with',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: TypeRequest,
        response: { 200: SetUpTypeResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeType(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readSetUpType(db, request.actor, request.params.id));
    },
  );

  app.post(
    '/api/set-up/request-type-previews',
    {
      schema: {
        operationId: 'previewRequestType',
        summary: 'What saving a kind of request would change; nothing is saved',
        tags,
        body: TypePreviewRequest,
        response: { 200: TypePreview, ...refusals },
      },
    },
    async (request) => previewType(db, request.actor, request.body),
  );

  app.get(
    '/api/set-up/changes',
    {
      schema: {
        operationId: 'listSetUpChanges',
        summary: 'What was changed of how the district works, newest first',
        tags,
        querystring: ChangesQuery,
        response: { 200: SetUpChangeList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readSetUpChanges(db, request.actor, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );
};
