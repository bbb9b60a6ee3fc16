import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { ProblemResponse } from '#platform/error-handler.ts';
import { signOutEverywhere } from '../change-person.ts';
import { NoQuery, OwnSignOutResponse } from '../contract.ts';
import type { ProviderSignIn } from '../providers/provider-sign-in.ts';
import { SessionList, SessionParams } from './contract.ts';
import { endSession, readSessions } from './sessions.ts';

const tags = ['People'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const accountRoutes =
  (providers: ProviderSignIn): FastifyPluginAsyncZod =>
  async (app) => {
    const { db, config } = app;
    const mine = async (request: FastifyRequest) => {
      await app.writeLastSeen();
      return readSessions(db, request.actor, { token: request.sessionToken, networks: config.networks }, app.clock());
    };

    app.post(
      '/api/me/sign-outs',
      { schema: { operationId: 'signOutEverywhere', summary: 'Sign me out everywhere', tags, response: { 200: OwnSignOutResponse, ...refusals } } },
      async (request) => {
        const continueAt = await providers.signOutAt(request.sessionToken);
        return { ...(await signOutEverywhere(db, request.actor, request.actor.id, app.clock())), continueAt };
      },
    );

    app.get(
      '/api/me/sessions',
      {
        schema: {
          operationId: 'listMySessions',
          summary: 'Where I am signed in: device, place, last seen',
          tags,
          querystring: NoQuery,
          response: { 200: SessionList, ...refusals },
        },
      },
      mine,
    );

    app.delete(
      '/api/me/sessions/:id',
      {
        schema: {
          operationId: 'endMySession',
          summary: 'Sign one of my browsers out',
          tags,
          params: SessionParams,
          response: { 200: SessionList, ...refusals },
        },
      },
      async (request) => {
        await endSession(db, request.actor, request.params.id, app.clock());
        return mine(request);
      },
    );
  };
