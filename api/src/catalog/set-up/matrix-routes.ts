import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { NoQuery } from '../contract.ts';
import { changeMatrix, previewMatrix, readMatrix } from './change-matrix.ts';
import { addTrade, changeService, changeTrade, readSetUpServices } from './change-names.ts';
import {
  CodeParams,
  MatrixPreview,
  MatrixRequest,
  MatrixResponse,
  NamesRequest,
  SetUpNamed,
  SetUpServiceList,
  TradeRequest,
} from './matrix-contract.ts';

const tags = ['Set-up'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const matrixRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/set-up/priority-matrix',
    {
      schema: {
        operationId: 'getPriorityMatrix',
        summary: 'Which priority each impact and urgency gives',
        tags,
        querystring: NoQuery,
        response: { 200: MatrixResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readMatrix(db, request.actor)),
  );

  app.put(
    '/api/set-up/priority-matrix',
    {
      schema: {
        operationId: 'changePriorityMatrix',
        summary: 'Change the matrix; orders keep the priority they have',
        tags,
        headers: VersionHeaders,
        body: MatrixRequest,
        response: { 200: MatrixResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await changeMatrix(db, request.actor, expectedVersion(request), request.body, now());
      return withETag(reply, await readMatrix(db, request.actor));
    },
  );

  app.post(
    '/api/set-up/priority-matrix-previews',
    {
      schema: {
        operationId: 'previewPriorityMatrix',
        summary: 'What saving the matrix would change; nothing is saved',
        tags,
        body: MatrixRequest,
        response: { 200: MatrixPreview, ...refusals },
      },
    },
    async (request) => previewMatrix(db, request.actor, request.body),
  );

  app.get(
    '/api/set-up/services',
    {
      schema: {
        operationId: 'listSetUpServices',
        summary: 'Services and trades, to work on',
        tags,
        querystring: NoQuery,
        response: { 200: SetUpServiceList, ...refusals },
      },
    },
    async (request) => readSetUpServices(db, request.actor),
  );

  app.put(
    '/api/set-up/services/:code',
    {
      schema: {
        operationId: 'changeService',
        summary: 'Call a service by other names',
        tags,
        params: CodeParams,
        headers: VersionHeaders,
        body: NamesRequest,
        response: { 200: SetUpNamed, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await changeService(db, request.actor, request.params.code, expectedVersion(request), request.body, now())),
  );

  app.post(
    '/api/set-up/trades',
    {
      schema: {
        operationId: 'addTrade',
        summary: 'Add a trade to a service',
        tags,
        headers: KeyHeaders,
        body: TradeRequest,
        response: { 201: SetUpNamed, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return withETag(reply, await addTrade(db, request.actor, request.body, now()));
    },
  );

  app.put(
    '/api/set-up/trades/:code',
    {
      schema: {
        operationId: 'changeTrade',
        summary: 'Call a trade by other names',
        tags,
        params: CodeParams,
        headers: VersionHeaders,
        body: NamesRequest,
        response: { 200: SetUpNamed, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await changeTrade(db, request.actor, request.params.code, expectedVersion(request), request.body, now())),
  );
};
