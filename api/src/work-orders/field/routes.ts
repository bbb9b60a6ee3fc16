import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { auditViews } from '../../people/index.ts';
import {
  DecisionRequest,
  FieldDay,
  FieldOperationsRequest,
  FieldResults,
  OperationParams,
  SetAside,
  SetAsideList,
  SetAsideQuery,
} from './contract.ts';
import { decide } from './decide.ts';
import type { Result } from './present.ts';
import { readDecided, readFieldDay, readInbox } from './read-field.ts';
import { takeIn } from './take-in.ts';

const tags = ['Field'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** Work where there is no signal: what a phone keeps, what it sends afterwards, and what the desk decides on. */
export const fieldRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db, config } = app;
  const now = () => app.clock();
  const secret = config.sessionSecret;

  app.get(
    '/api/field-day',
    {
      schema: {
        operationId: 'getFieldDay',
        summary: 'What a phone keeps for a day without signal',
        description: 'Your open orders with what was written and photographed, and the top of your teams’ queues. Confidential orders are left out.',
        tags,
        response: { 200: FieldDay, ...refusals },
      },
    },
    async (request) => readFieldDay(db, request.actor, now(), secret),
  );

  app.post(
    '/api/field-operations',
    {
      schema: {
        operationId: 'sendFieldOperations',
        summary: 'Send what was done out of reach',
        description:
          'Each operation is taken in once, by its id, however often it is sent, in the order given. Labour, notes and photos always add. A move that ' +
          'is no longer legal is set aside for the desk.',
        tags,
        body: FieldOperationsRequest,
        response: { 200: FieldResults, ...refusals },
      },
    },
    async (request) => {
      const [sentAt, heardAt] = [new Date(request.body.sentAt), now()];
      const results: Result[] = [];
      // One after the other: each builds on the one before.
      for (const operation of request.body.operations) results.push(await takeIn(db, request.actor, operation, { sentAt, now: heardAt, secret }));
      return { results };
    },
  );

  app.get(
    '/api/field-operations',
    {
      schema: {
        operationId: 'listSetAside',
        summary: 'What came from the field and waits for your desk',
        tags,
        querystring: SetAsideQuery,
        response: { 200: SetAsideList, ...refusals },
      },
    },
    async (request, reply) => {
      const page = await readInbox(db, request.actor, request.query, now());
      linkNext(request, reply, page.nextCursor);
      return page;
    },
  );

  app.post(
    '/api/field-operations/:id/decisions',
    {
      schema: {
        operationId: 'decideOnSetAside',
        summary: 'Do what was meant, or lay it by with a word why',
        tags,
        params: OperationParams,
        headers: KeyHeaders,
        body: DecisionRequest,
        response: { 200: SetAside, ...refusals },
      },
    },
    async (request) => readDecided(db, await decide(db, request.actor, request.params.id, request.body, now())),
  );
};
