import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders } from '#platform/headers.ts';
import { IdParams, ProgrammeParams } from '../contract.ts';
import {
  ChangeOrderRequest,
  ContractRequest,
  DisputeRequest,
  InvoiceRequest,
  RequestResponse,
  RequestsQuery,
  RequestsResponse,
  TransferRequest,
} from './contract.ts';
import { disputeInvoice, settleDispute, withdrawRequest } from './move-request.ts';
import { readRequest, readRequests } from './read-requests.ts';
import { requestChangeOrder, requestContract, requestInvoice, requestTransfer } from './request-money.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];
const asked = 'Nothing is entered in the ledger before the last step of its ladder approves. A refusal names its rule, with the figures.';

/** What somebody asks for and others approve: transfers, contracts and orders, change orders, invoices. */
export const requestRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.post(
    '/api/programmes/:programmeId/transfers',
    {
      schema: {
        operationId: 'requestTransfer',
        summary: 'Ask to move money from one budget line to another',
        description: asked,
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: TransferRequest,
        response: { 201: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await requestTransfer(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/programmes/:programmeId/contracts',
    {
      schema: {
        operationId: 'requestContract',
        summary: 'Ask for a contract or a purchase order',
        description: asked,
        tags,
        params: ProgrammeParams,
        headers: KeyHeaders,
        body: ContractRequest,
        response: { 201: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await requestContract(db, request.actor, request.params.programmeId, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/contracts/:id/change-orders',
    {
      schema: {
        operationId: 'requestChangeOrder',
        summary: 'Ask to change a contract',
        description: asked,
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: ChangeOrderRequest,
        response: { 201: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await requestChangeOrder(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/contracts/:id/invoices',
    {
      schema: {
        operationId: 'requestInvoice',
        summary: 'Ask that an invoice of a contract be paid',
        description: asked,
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: InvoiceRequest,
        response: { 201: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await requestInvoice(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );

  app.get(
    '/api/capital-requests',
    {
      schema: {
        operationId: 'listCapitalRequests',
        summary: 'What was asked for of capital money',
        tags,
        querystring: RequestsQuery,
        response: { 200: RequestsResponse, ...refusals },
      },
    },
    async (request) => readRequests(db, request.actor, request.query),
  );

  app.get(
    '/api/capital-requests/:id',
    {
      schema: {
        operationId: 'getCapitalRequest',
        summary: 'One request, with what was asked and decided',
        tags,
        params: IdParams,
        response: { 200: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readRequest(db, request.actor, request.params.id, now())),
  );

  app.post(
    '/api/capital-requests/:id/withdrawals',
    {
      schema: {
        operationId: 'withdrawCapitalRequest',
        summary: 'Take back what waits',
        tags,
        params: IdParams,
        headers: ActHeaders,
        response: { 200: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await withdrawRequest(db, { actor: request.actor, id, expected: expectedVersion(request), now: now() });
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/capital-requests/:id/disputes',
    {
      schema: {
        operationId: 'disputeInvoice',
        summary: 'Dispute an invoice: it waits until that is settled',
        tags,
        params: IdParams,
        headers: ActHeaders,
        body: DisputeRequest,
        response: { 200: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await disputeInvoice(db, { actor: request.actor, id, expected: expectedVersion(request), now: now() }, request.body.reason);
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );

  app.post(
    '/api/capital-requests/:id/settlements',
    {
      schema: {
        operationId: 'settleDispute',
        summary: 'Settle the dispute: the invoice goes on to be decided',
        tags,
        params: IdParams,
        headers: ActHeaders,
        response: { 200: RequestResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await settleDispute(db, { actor: request.actor, id, expected: expectedVersion(request), now: now() });
      return withETag(reply, await readRequest(db, request.actor, id, now()));
    },
  );
};
