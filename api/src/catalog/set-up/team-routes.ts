import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { NoQuery } from '../contract.ts';
import { changeTeam, makeTeam, previewTeam, readSetUpTeam, readSetUpTeams } from './change-team.ts';
import { IdParams } from './contract.ts';
import { SetUpTeamList, SetUpTeamResponse, TeamPreview, TeamPreviewRequest, TeamRequest } from './team-contract.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const teamRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/set-up/teams',
    {
      schema: {
        operationId: 'listSetUpTeams',
        summary: 'Every team, also those that are no more',
        tags,
        querystring: NoQuery,
        response: { 200: SetUpTeamList, ...refusals },
      },
    },
    async (request) => readSetUpTeams(db, request.actor),
  );

  app.get(
    '/api/set-up/teams/:id',
    {
      schema: {
        operationId: 'getSetUpTeam',
        summary: 'One team, to work on',
        tags,
        params: IdParams,
        response: { 200: SetUpTeamResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readSetUpTeam(db, request.actor, request.params.id)),
  );

  app.post(
    '/api/set-up/teams',
    {
      schema: {
        operationId: 'makeTeam',
        summary: 'Make a new team',
        tags,
        headers: KeyHeaders,
        body: TeamRequest,
        response: { 201: SetUpTeamResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await makeTeam(db, request.actor, request.body, now());
      reply.code(201);
      return withETag(reply, await readSetUpTeam(db, request.actor, id));
    },
  );

  app.put(
    '/api/set-up/teams/:id',
    {
      schema: {
        operationId: 'changeTeam',
        summary: 'Change a team as a whole, its people too; its orders stay with it',
        tags,
        params: IdParams,
        headers: VersionHeaders,
        body: TeamRequest,
        response: { 200: SetUpTeamResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeTeam(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await readSetUpTeam(db, request.actor, request.params.id));
    },
  );

  app.post(
    '/api/set-up/team-previews',
    {
      schema: {
        operationId: 'previewTeam',
        summary: 'What saving a team would change, and whose new orders would go elsewhere; nothing is saved',
        tags,
        body: TeamPreviewRequest,
        response: { 200: TeamPreview, ...refusals },
      },
    },
    async (request) => previewTeam(db, request.actor, request.body),
  );
};
