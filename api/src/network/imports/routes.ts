import type { FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { refuseBodiesOver, withReceived } from '../../work-orders/index.ts';
import { importTooLarge } from '../problems.ts';
import { Csv } from '../shapes.ts';
import { ImportList, ImportParams, ImportRequest, ImportResponse, LineItemList, LineItemQuery } from './contract.ts';
import { exportRefused, importLineItems, readImport, readImports, readLineItemPage, refuseOthers } from './import-line-items.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Network'];
const MEGABYTES = 10;
const limit = { maxBytes: MEGABYTES * 1_000_000, tooLarge: () => importTooLarge(MEGABYTES) };
/** The body is described for readers of the contract; it is a stream, which `withReceived` checks as it comes. */
const streamed: FastifySchemaCompiler<any> = (route) => (route.httpPart === 'body' ? (value) => ({ value }) : validatorCompiler(route));

/** What E-rate pays for: line items of Form 471. */
export const erateRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.get(
    '/api/network/erate-imports',
    { schema: { operationId: 'listErateImports', summary: 'Files of Form 471 line items', tags, response: { 200: ImportList, ...refusals } } },
    async (request) => readImports(db, request.actor),
  );

  app.post(
    '/api/network/erate-imports',
    {
      onRequest: refuseBodiesOver(limit),
      validatorCompiler: streamed,
      schema: {
        operationId: 'importErateLineItems',
        summary: 'Let the line items of Form 471 in',
        description: 'The same file again changes nothing. Rows that cannot be read are told one by one; the others are let in.',
        tags,
        consumes: ['multipart/form-data'],
        headers: KeyHeaders,
        body: ImportRequest,
        response: { 201: ImportResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor } = request;
      refuseOthers(actor);
      const brought = await withReceived(request, { directory: files.directory, fields: [], limit }, (received) =>
        importLineItems(db, actor, received, now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return brought;
    },
  );

  app.get(
    '/api/network/erate-imports/:id',
    {
      schema: {
        operationId: 'getErateImport',
        summary: 'What came of one file',
        tags,
        params: ImportParams,
        response: { 200: ImportResponse, ...refusals },
      },
    },
    async (request) => readImport(db, request.actor, request.params.id),
  );

  app.get(
    '/api/network/erate-imports/:id/refused',
    {
      schema: {
        operationId: 'exportErateRefusals',
        summary: 'The rows that could not be read, and why, as CSV',
        tags,
        params: ImportParams,
        response: { ...Csv, ...refusals },
      },
    },
    async (request, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="steward-form-471-rows.csv"')
        .type('text/csv; charset=utf-8')
        .send(await exportRefused(db, request.actor, request.params.id)),
  );

  app.get(
    '/api/network/erate-line-items',
    {
      schema: {
        operationId: 'listErateLineItems',
        summary: 'Line items of Form 471, the newest year first',
        tags,
        querystring: LineItemQuery,
        response: { 200: LineItemList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readLineItemPage(db, request.actor, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );
};
