import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import { beginBulk, previewBulk, undoBulk } from './begin-bulk.ts';
import { BulkList, BulkParams, BulkPreview, BulkRequest, BulkResponse } from './contract.ts';
import { readBulk, readBulks } from './read-bulks.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Bulk changes'];

/** One change of many orders: seen before it is done, followed while it is, taken back afterwards. For people only: no token opens it. */
export const bulkRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();

  app.post(
    '/api/bulk-previews',
    {
      schema: {
        operationId: 'previewBulkChange',
        summary: 'What a change of many orders would do',
        description: 'Nothing is done. What is refused says why, by the rules of changing one order alone.',
        tags,
        body: BulkRequest,
        response: { 200: BulkPreview, ...refusals },
      },
    },
    async (request) => previewBulk(db, request.actor, request.body, now()),
  );

  app.post(
    '/api/bulk-changes',
    {
      config: { mayReplay: async (request, body) => void (await readBulk(db, request.actor, (body as { id: string }).id, now())) },
      schema: {
        operationId: 'changeManyWorkOrders',
        summary: 'Change many orders at once',
        description:
          'Taken in and done in the background, each order once and by itself: ask for it to see how far it is. Until half a minute after its end it can be undone.',
        tags,
        headers: KeyHeaders,
        body: BulkRequest,
        response: { 202: BulkResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await beginBulk(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(202).header('location', `/api/bulk-changes/${id}`);
      return readBulk(db, request.actor, id, now());
    },
  );

  app.get(
    '/api/bulk-changes',
    { schema: { operationId: 'listBulkChanges', summary: 'Your changes of many orders', tags, response: { 200: BulkList, ...refusals } } },
    async (request) => readBulks(db, request.actor, now()),
  );

  app.get(
    '/api/bulk-changes/:id',
    {
      schema: {
        operationId: 'getBulkChange',
        summary: 'How far a change of many orders is, and what it did',
        tags,
        params: BulkParams,
        response: { 200: BulkResponse, ...refusals },
      },
    },
    async (request) => readBulk(db, request.actor, request.params.id, now()),
  );

  app.post(
    '/api/bulk-changes/:id/undos',
    {
      config: { mayReplay: async (request, body) => void (await readBulk(db, request.actor, (body as { id: string }).id, now())) },
      schema: {
        operationId: 'undoBulkChange',
        summary: 'Take it back',
        description: 'Every order that nobody changed since is put back as it was, as a further event.',
        tags,
        params: BulkParams,
        headers: KeyHeaders,
        response: { 202: BulkResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(202);
      return readBulk(db, request.actor, await undoBulk(db, request.actor, request.params.id, now()), now());
    },
  );
};
