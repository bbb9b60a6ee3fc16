import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import { OrderParams } from '../contract.ts';
import { ChecklistResponse, ItemParams, ItemRequest, TickRequest } from './contract.ts';
import { addItems, removeItem, tickItem } from './keep-checklist.ts';
import { readChecklist } from './read-checklist.ts';

const tags = ['Work orders'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** What there is to do on an order, ticked off by crew and desk. */
export const checklistRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/work-orders/:id/checklist-items',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listChecklistItems',
        summary: 'What there is to do on it, for crews',
        tags,
        params: OrderParams,
        response: { 200: ChecklistResponse, ...refusals },
      },
    },
    async (request) => readChecklist(db, request.actor, request.params.id),
  );

  app.post(
    '/api/work-orders/:id/checklist-items',
    {
      config: {
        scope: 'orders:write',
        mayReplay: async (request) => void (await readChecklist(db, request.actor, (request.params as { id: string }).id)),
      },
      schema: {
        operationId: 'addChecklistItem',
        summary: 'Add something to do',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: ItemRequest,
        response: { 201: ChecklistResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { text } = request.body;
      const id = await addItems(db, request.actor, request.params.id, [{ en: text, es: text }], now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readChecklist(db, request.actor, id);
    },
  );

  app.put(
    '/api/work-orders/:id/checklist-items/:itemId',
    {
      config: { scope: 'orders:write' },
      schema: {
        operationId: 'tickChecklistItem',
        summary: 'Tick it, or take the tick off',
        tags,
        params: ItemParams,
        body: TickRequest,
        response: { 200: ChecklistResponse, ...refusals },
      },
    },
    async (request) =>
      readChecklist(db, request.actor, await tickItem(db, request.actor, request.params.id, request.params.itemId, request.body.isDone, now())),
  );

  app.delete(
    '/api/work-orders/:id/checklist-items/:itemId',
    {
      config: { scope: 'orders:write' },
      schema: {
        operationId: 'removeChecklistItem',
        summary: 'Take it off the list',
        tags,
        params: ItemParams,
        response: { 200: ChecklistResponse, ...refusals },
      },
    },
    async (request) => readChecklist(db, request.actor, await removeItem(db, request.actor, request.params.id, request.params.itemId, now())),
  );
};
