import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { districtDay } from '#kernel/day.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { auditViews } from '../../people/index.ts';
import { OrderParams, WorkOrderResponse } from '../contract.ts';
import { readShown } from '../read-orders.ts';
import {
  ChangeViewRequest,
  ExportQuery,
  ExportResponses,
  SaveViewRequest,
  TagList,
  TagsQuery,
  TagsRequest,
  ViewList,
  ViewParams,
  ViewRemoved,
  ViewResponse,
} from './contract.ts';
import { exportOrders } from './export-orders.ts';
import { filtersOf } from './filters-of.ts';
import { presentView, readView, readViews } from './read-views.ts';
import { changeView, removeSavedView, saveView } from './save-view.ts';
import { readTags, tagOrder } from './tag-order.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Views'];

/** What the desk keeps of the list: tags on orders, saved views, and the list as a file. */
export const viewRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/work-orders/export',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'exportWorkOrders',
        summary: 'The orders you may see, as CSV',
        description: 'The same filters and sorts as the list, all pages. Who took what is noted.',
        tags,
        querystring: ExportQuery,
        response: { ...ExportResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { sort, columns, ...filters } = request.query;
      const asked = request.url.split('?', 2)[1]?.slice(0, 1_000) ?? '';
      const lines = await exportOrders(db, request.actor, { filters: filtersOf(filters, now()), sort, columns, asked }, now());
      return reply
        .header('content-disposition', `attachment; filename="steward-${districtDay(now())}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(Readable.from(lines));
    },
  );

  app.get(
    '/api/work-orders/tags',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listTags',
        summary: 'Tags on the orders you work on',
        tags,
        querystring: TagsQuery,
        response: { 200: TagList, ...refusals },
      },
    },
    async (request) => readTags(db, request.actor, request.query.q),
  );

  app.post(
    '/api/work-orders/:id/tags',
    {
      config: {
        scope: 'orders:write',
        mayReplay: async (request) => void (await readShown(db, request.actor, (request.params as { id: string }).id, now())),
      },
      schema: {
        operationId: 'tagWorkOrder',
        summary: 'Add and remove tags',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: TagsRequest,
        response: { 200: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await readShown(db, request.actor, await tagOrder(db, request.actor, request.params.id, request.body, now()), now())),
  );

  app.get(
    '/api/saved-views',
    {
      config: { scope: 'orders:read' },
      schema: { operationId: 'listSavedViews', summary: 'The views you may open', tags, response: { 200: ViewList, ...refusals } },
    },
    async (request) => readViews(db, request.actor),
  );

  app.post(
    '/api/saved-views',
    {
      config: { mayReplay: async (request, body) => void (await readView(db, request.actor, (body as { id: string }).id)) },
      schema: {
        operationId: 'saveView',
        summary: 'Keep filters, sort and columns under a name',
        tags,
        headers: KeyHeaders,
        body: SaveViewRequest,
        response: { 201: ViewResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const row = await saveView(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201).header('location', `/api/saved-views/${row.view.id}`);
      return withETag(reply, presentView(row, request.actor));
    },
  );

  app.get(
    '/api/saved-views/:id',
    {
      config: { scope: 'orders:read' },
      schema: { operationId: 'getSavedView', summary: 'One view', tags, params: ViewParams, response: { 200: ViewResponse, ...refusals } },
    },
    async (request, reply) => withETag(reply, await readView(db, request.actor, request.params.id)),
  );

  app.patch(
    '/api/saved-views/:id',
    {
      schema: {
        operationId: 'changeSavedView',
        summary: 'Change a view',
        tags,
        params: ViewParams,
        headers: VersionHeaders,
        body: ChangeViewRequest,
        response: { 200: ViewResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const row = await changeView(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, presentView(row, request.actor));
    },
  );

  app.delete(
    '/api/saved-views/:id',
    {
      schema: {
        operationId: 'removeSavedView',
        summary: 'Remove a view',
        tags,
        params: ViewParams,
        headers: VersionHeaders,
        response: { 200: ViewRemoved, ...refusals },
      },
    },
    async (request) => removeSavedView(db, request.actor, request.params.id, expectedVersion(request), now()),
  );
};
