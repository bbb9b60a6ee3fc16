import { Readable } from 'node:stream';
import type { FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { contentDisposition, refuseBodiesOver, withReceived } from '../../work-orders/index.ts';
import { beginCheck, beginLoad, lookElsewhere } from './change-import.ts';
import {
  AssessmentResponse,
  CheckRequest,
  CsvFile,
  HeadRequest,
  ImportList,
  ImportParams,
  ImportQuery,
  ImportRequest,
  ImportResponse,
  LoadRequest,
  PortfolioParams,
  PortfolioRemoval,
} from './contract.ts';
import { importTooLarge, mayNotImport } from './problems.ts';
import { readAssessment } from './read-assessment.ts';
import { readImport, readImports, readOddRows } from './read-imports.ts';
import { removePortfolio } from './remove-portfolio.ts';
import { mayImport, receiveImport } from './receive-import.ts';
import { MAX_FILE_BYTES } from '#platform/sheets/limits.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Condition'];
const limit = { maxBytes: MAX_FILE_BYTES, tooLarge: importTooLarge };
/** The body is described for readers of the contract; it is a stream, which `withReceived` checks as it comes. */
const streamed: FastifySchemaCompiler<any> = (route) => (route.httpPart === 'body' ? (value) => ({ value }) : validatorCompiler(route));

/** Files of assessments: brought, understood, tried, and let in when somebody says so. */
export const importRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.get(
    '/api/imports',
    {
      schema: { operationId: 'listImports', summary: 'Files of assessments', tags, response: { 200: ImportList, ...refusals } },
    },
    async (request) => readImports(db, request.actor),
  );

  app.post(
    '/api/portfolios/:code/removals',
    {
      schema: {
        operationId: 'removePortfolio',
        summary: 'Remove another owner’s buildings',
        description:
          'With all that was said of them; what happened stays in the history. Not while a file of theirs is under way, nor where draft plans are made of them.',
        tags,
        params: PortfolioParams,
        headers: VersionHeaders,
        body: PortfolioRemoval,
        response: { 200: ImportList, ...refusals },
      },
    },
    async (request) => {
      await removePortfolio(db, request.actor, request.params.code, expectedVersion(request), request.body.why, now());
      return readImports(db, request.actor);
    },
  );

  app.post(
    '/api/imports',
    {
      onRequest: refuseBodiesOver(limit),
      validatorCompiler: streamed,
      schema: {
        operationId: 'bringImport',
        summary: 'Bring a file of an assessment',
        description: 'It is kept, and how it would be understood is answered; nothing of it is let in.',
        tags,
        consumes: ['multipart/form-data'],
        headers: KeyHeaders,
        body: ImportRequest,
        response: { 201: ImportResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor } = request;
      if (!mayImport(actor)) throw mayNotImport();
      const id = await withReceived(request, { directory: files.directory, fields: ['kind', 'portfolio', 'portfolioName'], limit }, (received) =>
        receiveImport({ db, files }, actor, received, now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return readImport(db, actor, id);
    },
  );

  app.get(
    '/api/imports/:id',
    {
      schema: {
        operationId: 'getImport',
        summary: 'One file: how it is understood, what its dry run found, how far it is',
        tags,
        querystring: ImportQuery,
        params: ImportParams,
        response: { 200: ImportResponse, ...refusals },
      },
    },
    async (request) => readImport(db, request.actor, request.params.id, request.query.locale),
  );

  app.patch(
    '/api/imports/:id',
    {
      schema: {
        operationId: 'lookElsewhereInImport',
        summary: 'Look at another sheet, or at headings in another row',
        tags,
        params: ImportParams,
        headers: VersionHeaders,
        body: HeadRequest,
        response: { 200: ImportResponse, ...refusals },
      },
    },
    async (request) => {
      await lookElsewhere(db, request.actor, request.params.id, expectedVersion(request), request.body);
      return readImport(db, request.actor, request.params.id);
    },
  );

  app.post(
    '/api/imports/:id/checks',
    {
      schema: {
        operationId: 'checkImport',
        summary: 'Say what the columns are and try the file',
        description: 'A dry run: every row is read and judged, nothing is let in.',
        tags,
        params: ImportParams,
        headers: ActHeaders,
        body: CheckRequest,
        response: { 202: ImportResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await beginCheck(db, request.actor, id, expectedVersion(request), request.body, now());
      reply.code(202);
      return readImport(db, request.actor, id);
    },
  );

  app.post(
    '/api/imports/:id/loads',
    {
      schema: {
        operationId: 'loadImport',
        summary: 'Let the good rows in',
        description: 'Rows with a remark only if one says so; wrong ones, duplicates and totals never.',
        tags,
        params: ImportParams,
        headers: ActHeaders,
        body: LoadRequest,
        response: { 202: ImportResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await beginLoad(db, request.actor, id, expectedVersion(request), request.body, now());
      reply.code(202);
      return readImport(db, request.actor, id);
    },
  );

  app.get(
    '/api/structures/:id/assessment',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getAssessment',
        summary: 'What an assessor said of a building: its systems in words, and what falls due in which year',
        tags,
        params: ImportParams,
        response: { 200: AssessmentResponse, ...refusals },
      },
    },
    async (request) => readAssessment(db, request.params.id),
  );

  app.get(
    '/api/imports/:id/rows.csv',
    {
      schema: {
        operationId: 'getImportRows',
        summary: 'The rows that are not simply good, and why, as CSV',
        tags,
        querystring: ImportQuery,
        params: ImportParams,
        response: { ...CsvFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { lines, fileName } = await readOddRows(db, request.actor, request.params.id, request.query.locale);
      return reply
        .header('content-disposition', contentDisposition('text/csv', fileName))
        .type('text/csv; charset=utf-8')
        .send(Readable.from(lines) as never) as never;
    },
  );
};
