import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { dollarsOf } from '#kernel/money.ts';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { auditViews } from '../people/index.ts';
import { addComment } from './add-comment.ts';
import { assignOrder } from './assign-order.ts';
import { changeOrder } from './change-order.ts';
import {
  AssignmentRequest,
  ChangeRequest,
  CommentList,
  CommentRequest,
  CommentResponse,
  CostList,
  CostRequest,
  CostResponse,
  EventList,
  FilterQuery,
  FollowUpRequest,
  LabourList,
  LabourRequest,
  LabourResponse,
  ListQuery,
  OrderParams,
  PageQuery,
  RatingRequest,
  SubmitRequest,
  TransitionRequest,
  WorkOrderCounts,
  WorkOrderList,
  WorkOrderResponse,
} from './contract.ts';
import { logCost, logLabour } from './log-work.ts';
import { presentOrder, presentSummary } from './present.ts';
import type { OrderRow } from './queries.ts';
import { followUpOrder, rateOrder } from './rate-order.ts';
import { readAround, readComments, readCosts, readCounts, readEvents, readLabour, readOrder, readOrders, readOwnAct } from './read-orders.ts';
import { submitOrder } from './submit-order.ts';
import { transitionOrder } from './transition-order.ts';
import { filtersOf } from './views/filters-of.ts';

const tags = ['Work orders'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

const presentCost = ({ entry, person }: Awaited<ReturnType<typeof readCosts>>[number]) => ({
  id: entry.id,
  kind: entry.kind as 'material' | 'vendor',
  description: entry.description,
  amount: dollarsOf(entry.amountCents),
  accountString: entry.accountString,
  enteredBy: person,
  enteredAt: entry.enteredAt,
});

export const workOrderRoutes: FastifyPluginAsyncZod = async (app) => {
  auditViews(app);
  const { db } = app;
  const now = () => app.clock();
  const shown = async (request: FastifyRequest, row: OrderRow) => presentOrder(row, await readAround(db, request.actor, row), request.actor, now());
  const page = async (request: FastifyRequest, idOrNumber: string) => shown(request, await readOrder(db, request.actor, idOrNumber));
  // What an act answers: also when the act (giving back, reassigning) ended the actor's own right to see the order.
  const pageAfter = async (request: FastifyRequest, id: string) => shown(request, await readOwnAct(db, id));
  const mayReplay = async (request: FastifyRequest, body: unknown) => {
    const id = (request.params as { id?: string }).id ?? (body as { id?: string } | null)?.id;
    if (id) await readOrder(db, request.actor, id);
  };

  app.post(
    '/api/work-orders',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'submitWorkOrder',
        summary: 'Ask for help',
        tags,
        headers: KeyHeaders,
        body: SubmitRequest,
        response: { 201: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const order = await shown(request, await submitOrder(db, request.actor, request.body, now(), request.idempotencyId ?? undefined));
      reply.code(201).header('location', `/api/work-orders/${order.number}`);
      return withETag(reply, order);
    },
  );

  app.get(
    '/api/work-orders',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listWorkOrders',
        summary: 'The orders you may see',
        tags,
        querystring: ListQuery,
        response: { 200: WorkOrderList, ...refusals },
      },
    },
    async (request, reply) => {
      const { sort, limit, cursor, ...filters } = request.query;
      const found = await readOrders(db, request.actor, filtersOf(filters, now()), { sort, limit, cursor });
      linkNext(request, reply, found.nextCursor);
      return { items: found.items.map((row) => presentSummary(row, request.actor, now())), nextCursor: found.nextCursor };
    },
  );

  app.get(
    '/api/work-orders/counts',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'countWorkOrders',
        summary: 'How many orders the filters find',
        tags,
        querystring: FilterQuery,
        response: { 200: WorkOrderCounts, ...refusals },
      },
    },
    async (request) => readCounts(db, request.actor, filtersOf(request.query, now())),
  );

  app.get(
    '/api/work-orders/:id',
    {
      config: { scope: 'orders:read' },
      schema: { operationId: 'getWorkOrder', summary: 'One order', tags, params: OrderParams, response: { 200: WorkOrderResponse, ...refusals } },
    },
    async (request, reply) => withETag(reply, await page(request, request.params.id)),
  );

  app.patch(
    '/api/work-orders/:id',
    {
      config: { scope: 'orders:write' },
      schema: {
        operationId: 'changeWorkOrder',
        summary: 'Change words, priority, plan or kind',
        tags,
        params: OrderParams,
        headers: VersionHeaders,
        body: ChangeRequest,
        response: { 200: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await page(request, await changeOrder(db, request.actor, request.params.id, expectedVersion(request), request.body, now()))),
  );

  app.post(
    '/api/work-orders/:id/transitions',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'transitionWorkOrder',
        summary: 'Move it along its life',
        tags,
        params: OrderParams,
        headers: ActHeaders,
        body: TransitionRequest,
        response: { 200: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const row = await transitionOrder(db, request.actor, request.params.id, expectedVersion(request), request.body, now());
      return withETag(reply, await shown(request, row));
    },
  );

  app.post(
    '/api/work-orders/:id/assignments',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'assignWorkOrder',
        summary: 'Give it to a team or a person, or take it',
        tags,
        params: OrderParams,
        headers: ActHeaders,
        body: AssignmentRequest,
        response: { 200: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(
        reply,
        await pageAfter(request, await assignOrder(db, request.actor, request.params.id, expectedVersion(request), request.body, now())),
      ),
  );

  app.get(
    '/api/work-orders/:id/comments',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listComments',
        summary: 'The conversation',
        tags,
        params: OrderParams,
        querystring: PageQuery,
        response: { 200: CommentList, ...refusals },
      },
    },
    async (request) => readComments(db, request.actor, request.params.id, request.query),
  );

  app.post(
    '/api/work-orders/:id/comments',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'addComment',
        summary: 'Add to the conversation',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: CommentRequest,
        response: { 201: CommentResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return addComment(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.get(
    '/api/work-orders/:id/events',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listEvents',
        summary: 'What happened, oldest first',
        tags,
        params: OrderParams,
        querystring: PageQuery,
        response: { 200: EventList, ...refusals },
      },
    },
    async (request) => readEvents(db, request.actor, request.params.id, request.query),
  );

  app.get(
    '/api/work-orders/:id/labour',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listLabour',
        summary: 'Minutes worked, for crews',
        tags,
        params: OrderParams,
        response: { 200: LabourList, ...refusals },
      },
    },
    async (request) => readLabour(db, request.actor, request.params.id),
  );

  app.post(
    '/api/work-orders/:id/labour',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'logLabour',
        summary: 'Enter minutes worked',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: LabourRequest,
        response: { 201: LabourResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return logLabour(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
    },
  );

  app.get(
    '/api/work-orders/:id/costs',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listCosts',
        summary: 'Material and vendor cost, for crews',
        tags,
        params: OrderParams,
        response: { 200: CostList, ...refusals },
      },
    },
    async (request) => {
      const rows = await readCosts(db, request.actor, request.params.id);
      return { items: rows.map(presentCost), total: dollarsOf(rows.reduce((sum, r) => sum + r.entry.amountCents, 0n)) };
    },
  );

  app.post(
    '/api/work-orders/:id/costs',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'logCost',
        summary: 'Enter a material or vendor cost',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: CostRequest,
        response: { 201: CostResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return presentCost(await logCost(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined));
    },
  );

  app.post(
    '/api/work-orders/:id/ratings',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'rateWorkOrder',
        summary: 'Say how well it went',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: RatingRequest,
        response: { 200: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await page(request, await rateOrder(db, request.actor, request.params.id, request.body, now()))),
  );

  app.post(
    '/api/work-orders/:id/follow-ups',
    {
      config: { scope: 'orders:write', mayReplay },
      schema: {
        operationId: 'followUpWorkOrder',
        summary: '“Not fixed” after ten days: a linked order',
        tags,
        params: OrderParams,
        headers: KeyHeaders,
        body: FollowUpRequest,
        response: { 201: WorkOrderResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return withETag(
        reply,
        await page(request, await followUpOrder(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined)),
      );
    },
  );
};
