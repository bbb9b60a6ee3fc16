import { Readable } from 'node:stream';
import type { FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion } from '#platform/etag.ts';
import { contentDisposition } from '#platform/file-headers.ts';
import { ActHeaders, KeyHeaders } from '#platform/headers.ts';
import { refuseBodiesOver, withReceived } from '#platform/receive/receive-form.ts';
import type { RosterSource } from '#platform/roster-source.ts';
import { MAX_FILE_BYTES } from '#platform/sheets/limits.ts';
import { readUnreturned } from '../roster/read-unreturned.ts';
import { keepsEverywhere } from '../rules/access.ts';
import { beginCheck, beginLoad, discardFile, fetchRoster } from './change-file.ts';
import {
  CheckRequest,
  CsvFile,
  FileList,
  FileParams,
  FileRequest,
  FileResponse,
  LoadRequest,
  LocaleQuery,
  RowsPage,
  RowsQuery,
  UnreturnedPage,
  UnreturnedQuery,
} from './contract.ts';
import { filesNotForYou, fileTooLarge } from './problems.ts';
import { exportOddRows, readFile, readFiles, readRows } from './read-files.ts';
import { receiveFile } from './receive-file.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];
const limit = { maxBytes: MAX_FILE_BYTES, tooLarge: fileTooLarge };
/** The body is described for readers of the contract; it is a stream, which `withReceived` checks as it comes. */
const streamed: FastifySchemaCompiler<any> = (route) => (route.httpPart === 'body' ? (value) => ({ value }) : validatorCompiler(route));

/** Lists of devices and rosters of students from other systems: brought, compared, and let in once somebody confirms. */
export const deviceFileRoutes: FastifyPluginAsyncZod<{ rosterSource: RosterSource | undefined }> = async (app, { rosterSource }) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.get(
    '/api/device-files',
    {
      schema: {
        operationId: 'listDeviceFiles',
        summary: 'Lists of devices and rosters that were brought',
        tags,
        querystring: LocaleQuery,
        response: { 200: FileList, ...refusals },
      },
    },
    async (request) => readFiles(db, request.actor, rosterSource !== undefined, request.query.locale),
  );

  app.post(
    '/api/device-files',
    {
      onRequest: refuseBodiesOver(limit),
      validatorCompiler: streamed,
      schema: {
        operationId: 'bringDeviceFile',
        summary: 'Bring a list of devices, or a roster of students',
        description:
          'It is compared with what is here, and nothing changes before that is confirmed. Of a table whose headings are not known one says first what its columns are. Once it is over, the file is deleted.',
        tags,
        consumes: ['multipart/form-data'],
        headers: KeyHeaders,
        body: FileRequest,
        response: { 201: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor } = request;
      if (!keepsEverywhere(actor)) throw filesNotForYou();
      const id = await withReceived(request, { directory: files.directory, fields: ['kind'], limit }, (received) =>
        receiveFile({ db, files }, actor, received, now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return readFile(db, actor, id);
    },
  );

  app.post(
    '/api/roster-fetches',
    {
      schema: {
        operationId: 'fetchRoster',
        summary: 'Have the student information system asked for its roster',
        description: 'As OneRoster 1.2. What it says is compared, and nothing changes before that is confirmed.',
        tags,
        headers: KeyHeaders,
        response: { 201: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await fetchRoster(db, request.actor, rosterSource, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return readFile(db, request.actor, id);
    },
  );

  app.get(
    '/api/device-files/:id',
    {
      schema: {
        operationId: 'getDeviceFile',
        summary: 'One file: how it is understood, how far it is, what it would change',
        tags,
        params: FileParams,
        querystring: LocaleQuery,
        response: { 200: FileResponse, ...refusals },
      },
    },
    async (request) => readFile(db, request.actor, request.params.id, request.query.locale),
  );

  app.get(
    '/api/device-files/:id/rows',
    {
      schema: {
        operationId: 'listDeviceFileRows',
        summary: 'What the rows of a file would do, or why they cannot',
        tags,
        params: FileParams,
        querystring: RowsQuery,
        response: { 200: RowsPage, ...refusals },
      },
    },
    async (request) => readRows(db, request.actor, request.params.id, request.query),
  );

  app.get(
    '/api/device-files/:id/rows.csv',
    {
      schema: {
        operationId: 'exportDeviceFileRows',
        summary: 'The rows that are refused or not taken as they stand, and why, as CSV',
        tags,
        params: FileParams,
        querystring: LocaleQuery,
        response: { ...CsvFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { lines, fileName } = await exportOddRows(db, request.actor, request.params.id, request.query.locale);
      return reply
        .header('content-disposition', contentDisposition('text/csv', fileName))
        .type('text/csv; charset=utf-8')
        .send(Readable.from(lines) as never) as never;
    },
  );

  app.post(
    '/api/device-files/:id/checks',
    {
      schema: {
        operationId: 'checkDeviceFile',
        summary: 'Say what the columns of a file are, or have it compared anew',
        tags,
        params: FileParams,
        headers: ActHeaders,
        body: CheckRequest,
        response: { 202: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await beginCheck(db, request.actor, { id, version: expectedVersion(request) }, request.body.columns);
      reply.code(202);
      return readFile(db, request.actor, id);
    },
  );

  app.post(
    '/api/device-files/:id/loads',
    {
      schema: {
        operationId: 'loadDeviceFile',
        summary: 'Confirm what the comparison showed',
        description: 'All in one transaction. What somebody changed after the comparison is left alone and says so.',
        tags,
        params: FileParams,
        headers: ActHeaders,
        body: LoadRequest,
        response: { 202: FileResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await beginLoad(db, request.actor, { id, version: expectedVersion(request) }, request.body.confirmsLeavers);
      reply.code(202);
      return readFile(db, request.actor, id);
    },
  );

  app.post(
    '/api/device-files/:id/discards',
    {
      schema: {
        operationId: 'discardDeviceFile',
        summary: 'Put a file away; what it held is deleted',
        tags,
        params: FileParams,
        headers: ActHeaders,
        response: { 200: FileResponse, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      await discardFile({ db, files }, request.actor, { id, version: expectedVersion(request) }, now());
      return readFile(db, request.actor, id);
    },
  );

  app.get(
    '/api/unreturned-devices',
    {
      schema: {
        operationId: 'listUnreturnedDevices',
        summary: 'Devices that students who left still have',
        description: 'Each is a link of a student and a device: that it was read is noted.',
        tags,
        querystring: UnreturnedQuery,
        response: { 200: UnreturnedPage, ...refusals },
      },
    },
    async (request) => readUnreturned(db, request.actor, request.query, now()),
  );
};
