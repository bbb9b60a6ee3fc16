import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { TokenList, TokenMade, TokenParams, TokenQuery, TokenRequest, TokenResponse } from './contract.ts';
import { makeToken, readTokens, revokeToken } from './make-token.ts';

const tags = ['People'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const tokenRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/api-tokens',
    {
      schema: {
        operationId: 'listApiTokens',
        summary: 'The tokens of my programs',
        tags,
        querystring: TokenQuery,
        response: { 200: TokenList, ...refusals },
      },
    },
    async (request) => readTokens(db, request.actor, request.query.personId ?? request.actor.id, now()),
  );

  app.post(
    '/api/api-tokens',
    {
      config: { answersSecret: true },
      schema: {
        operationId: 'makeApiToken',
        summary: 'Let a program in as me: its secret is shown once',
        tags,
        headers: KeyHeaders,
        body: TokenRequest,
        response: { 201: TokenMade, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201).header('cache-control', 'no-store');
      return makeToken(db, request.actor, request.body, now());
    },
  );

  app.post(
    '/api/api-tokens/:id/revocations',
    {
      schema: {
        operationId: 'revokeApiToken',
        summary: 'End a token at once',
        tags,
        params: TokenParams,
        headers: KeyHeaders,
        response: { 200: TokenResponse, ...refusals },
      },
    },
    async (request) => revokeToken(db, request.actor, request.params.id, now()),
  );
};
