import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { VersionHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import { NoQuery } from '../contract.ts';
import { changeTarget, readTargets } from './change-targets.ts';
import { TargetList, TargetParams, TargetRequest } from './contract.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const targetRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  auditViews(app);

  app.get(
    '/api/targets',
    {
      schema: {
        operationId: 'listTargets',
        summary: 'What is promised for each priority',
        tags,
        querystring: NoQuery,
        response: { 200: TargetList, ...refusals },
      },
    },
    async (request) => readTargets(db, request.actor),
  );

  app.put(
    '/api/targets/:priority',
    {
      schema: {
        operationId: 'changeTarget',
        summary: 'Promise something else to who asks from now on; open orders keep their promise',
        tags,
        params: TargetParams,
        headers: VersionHeaders,
        body: TargetRequest,
        response: { 200: TargetList, ...refusals },
      },
    },
    async (request) => {
      await changeTarget(db, request.actor, request.params.priority, expectedVersion(request), request.body, app.clock());
      return readTargets(db, request.actor);
    },
  );
};
