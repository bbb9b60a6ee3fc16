import type { FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders } from '#platform/headers.ts';
import { MAX_FILE_BYTES as MAX_SHEET_BYTES } from '#platform/sheets/limits.ts';
import { refuseBodiesOver, withReceived } from '../../work-orders/index.ts';
import { FILE_KINDS } from './kinds.ts';
import { mayBring } from './access.ts';
import { beginReading } from './begin-reading.ts';
import { FileList, FileParams, FileRequest, FileResponse, ReadingRequest } from './contract.ts';
import { fileTooLarge, mayNotBring } from './problems.ts';
import { readFile, readFiles } from './read-files.ts';
import { receiveFile } from './receive-file.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];
const limit = { maxBytes: MAX_SHEET_BYTES, tooLarge: fileTooLarge };
/** The body is described for readers of the contract; it is a stream, which `withReceived` checks as it comes. */
const streamed: FastifySchemaCompiler<any> = (route) => (route.httpPart === 'body' ? (value) => ({ value }) : validatorCompiler(route));

/** Files about capital money: lists of projects of other owners, and what the finance system says. */
export const capitalFileRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.get(
    '/api/capital-files',
    { schema: { operationId: 'listCapitalFiles', summary: 'Files about capital money', tags, response: { 200: FileList, ...refusals } } },
    async (request) => readFiles(db, request.actor),
  );

  app.post(
    '/api/capital-files',
    {
      onRequest: refuseBodiesOver(limit),
      validatorCompiler: streamed,
      schema: {
        operationId: 'bringCapitalFile',
        summary: 'Bring a list of projects, or a file of the finance system',
        description:
          'A list of projects, and a file whose headings were explained before, is read at once; of others one says first what their columns are.',
        tags,
        consumes: ['multipart/form-data'],
        headers: KeyHeaders,
        body: FileRequest,
        response: { 201: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor } = request;
      if (!FILE_KINDS.some((kind) => mayBring(actor, kind))) throw mayNotBring();
      const fields = ['kind', 'programme', 'programmeName', 'asOfOn'];
      const id = await withReceived(request, { directory: files.directory, fields, limit }, (received) =>
        receiveFile({ db, files }, actor, received, now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return readFile(db, actor, id);
    },
  );

  app.get(
    '/api/capital-files/:id',
    {
      schema: {
        operationId: 'getCapitalFile',
        summary: 'One file: how it is understood, how far it is, what came of it',
        tags,
        params: FileParams,
        response: { 200: FileResponse, ...refusals },
      },
    },
    async (request) => readFile(db, request.actor, request.params.id),
  );

  app.post(
    '/api/capital-files/:id/readings',
    {
      schema: {
        operationId: 'readCapitalFile',
        summary: 'Say what the columns of a file are, and have it read',
        tags,
        params: FileParams,
        headers: ActHeaders,
        body: ReadingRequest,
        response: { 202: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await beginReading(db, request.actor, id, expectedVersion(request), request.body, now());
      reply.code(202);
      return readFile(db, request.actor, id);
    },
  );
};
