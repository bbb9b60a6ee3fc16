import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders } from '#platform/headers.ts';
import { IdParams } from '../contract.ts';
import { closeContract, enterPayment, releaseBalance } from './contract-money.ts';
import { ContractResponse, PaymentRequest, ReleaseRequest } from './contract.ts';
import { readContract } from './read-contract.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** Contracts as they stand, and what is entered of them without being asked for: releases and payments. */
export const contractRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/contracts/:id',
    {
      schema: {
        operationId: 'getContract',
        summary: 'A contract with what it promises, and what was billed, held and paid of it',
        tags,
        params: IdParams,
        response: { 200: ContractResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readContract(db, request.actor, request.params.id, now())),
  );

  app.post(
    '/api/contracts/:id/releases',
    {
      schema: {
        operationId: 'releaseBalance',
        summary: 'Give back what a contract promises and will not be billed',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: ReleaseRequest,
        response: { 201: ContractResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await releaseBalance(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readContract(db, request.actor, request.params.id, now()));
    },
  );

  app.post(
    '/api/contracts/:id/payments',
    {
      schema: {
        operationId: 'enterPayment',
        summary: 'Enter a payment of what was approved and is not held',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        body: PaymentRequest,
        response: { 201: ContractResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await enterPayment(db, request.actor, request.params.id, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readContract(db, request.actor, request.params.id, now()));
    },
  );

  app.post(
    '/api/contracts/:id/closings',
    {
      schema: {
        operationId: 'closeContract',
        summary: 'Close a contract on which nothing is promised, held or owed any more',
        tags,
        params: IdParams,
        headers: ActHeaders,
        response: { 200: ContractResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await closeContract(db, request.actor, id, expectedVersion(request), now());
      return withETag(reply, await readContract(db, request.actor, id, now()));
    },
  );
};
