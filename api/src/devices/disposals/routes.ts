import type { FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { contentDisposition } from '#platform/file-headers.ts';
import { ActHeaders, KeyHeaders, VersionHeaders } from '#platform/headers.ts';
import { refuseBodiesOver, withReceived } from '#platform/receive/receive-form.ts';
import { certificateTooLarge } from '../problems.ts';
import { keepCertificate, openCertificate } from './certificates.ts';
import {
  CertificateFile,
  CertificateRequest,
  CodesRequest,
  DepartureRequest,
  DisposalChange,
  DisposalDeviceParams,
  DisposalParams,
  DisposalRequest,
  DisposalResponse,
  DisposalsResponse,
  PreparationRequest,
} from './contract.ts';
import { addToDisposal, beginDisposal, changeDisposal, completeDisposal, disposer, prepareDisposal, takeFromDisposal } from './keep-disposals.ts';
import { readDisposal, readDisposals } from './read-disposals.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];
const limit = { maxBytes: 20_000_000, tooLarge: certificateTooLarge };
/** The body is described for readers of the contract; it is a stream, which `withReceived` checks as it comes. */
const streamed: FastifySchemaCompiler<any> = (route) => (route.httpPart === 'body' ? (value) => ({ value }) : validatorCompiler(route));

/** Lots of devices that leave together, with the certificate of their wiping. */
export const disposalRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();
  const doing = (request: Parameters<typeof expectedVersion>[0]) => ({
    expected: expectedVersion(request),
    actId: request.idempotencyId ?? uuidv7(),
    now: now(),
  });

  app.get(
    '/api/device-disposals',
    {
      schema: {
        operationId: 'listDeviceDisposals',
        summary: 'Lots of devices that leave together',
        tags,
        response: { 200: DisposalsResponse, ...refusals },
      },
    },
    async (request) => readDisposals(db, request.actor),
  );

  app.post(
    '/api/device-disposals',
    {
      schema: {
        operationId: 'beginDeviceDisposal',
        summary: 'Begin a lot',
        tags,
        headers: KeyHeaders,
        body: DisposalRequest,
        response: { 201: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const lot = await beginDisposal(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, lot);
    },
  );

  app.get(
    '/api/device-disposals/:id',
    {
      schema: {
        operationId: 'getDeviceDisposal',
        summary: 'One lot: its devices, what it lacks before it may leave, and what happened to it',
        tags,
        params: DisposalParams,
        response: { 200: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await readDisposal(db, request.actor, request.params.id)),
  );

  app.patch(
    '/api/device-disposals/:id',
    {
      schema: {
        operationId: 'changeDeviceDisposal',
        summary: 'Say otherwise who takes it and how, or the number of its certificate',
        tags,
        params: DisposalParams,
        headers: VersionHeaders,
        body: DisposalChange,
        response: { 200: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await changeDisposal(db, request.actor, request.params.id, request.body, { expected: expectedVersion(request), now: now() })),
  );

  app.post(
    '/api/device-disposals/:id/devices',
    {
      schema: {
        operationId: 'addToDeviceDisposal',
        summary: 'Put retired devices into the lot, by asset tag or serial',
        description: 'All of them or none; each that cannot is named with why.',
        tags,
        params: DisposalParams,
        headers: ActHeaders,
        body: CodesRequest,
        response: { 200: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await addToDisposal(db, request.actor, request.params.id, request.body, doing(request))),
  );

  app.delete(
    '/api/device-disposals/:id/devices/:deviceId',
    {
      schema: {
        operationId: 'takeFromDeviceDisposal',
        summary: 'Take a device out of the lot',
        tags,
        params: DisposalDeviceParams,
        headers: VersionHeaders,
        response: { 200: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) =>
      withETag(reply, await takeFromDisposal(db, request.actor, request.params, { expected: expectedVersion(request), now: now() })),
  );

  app.post(
    '/api/device-disposals/:id/preparations',
    {
      schema: {
        operationId: 'prepareDeviceDisposal',
        summary: 'Note that all its devices are deprovisioned, or wiped',
        description: 'Each device gets an event of its own; of what was noted before, none.',
        tags,
        params: DisposalParams,
        headers: ActHeaders,
        body: PreparationRequest,
        response: { 200: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await prepareDisposal(db, request.actor, request.params.id, request.body, doing(request))),
  );

  app.post(
    '/api/device-disposals/:id/certificate',
    {
      onRequest: refuseBodiesOver(limit),
      validatorCompiler: streamed,
      schema: {
        operationId: 'bringWipeCertificate',
        summary: 'Bring the certificate of wiping: a PDF or a picture',
        tags,
        params: DisposalParams,
        consumes: ['multipart/form-data'],
        headers: KeyHeaders,
        body: CertificateRequest,
        response: { 201: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor } = request;
      disposer(actor);
      const lot = await withReceived(request, { directory: files.directory, fields: [], limit }, (received) =>
        keepCertificate({ db, files }, actor, request.params.id, received, now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return withETag(reply, lot);
    },
  );

  app.get(
    '/api/device-disposals/:id/certificate',
    {
      schema: {
        operationId: 'getWipeCertificate',
        summary: 'The certificate of wiping',
        tags,
        params: DisposalParams,
        response: { ...CertificateFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { stream, mediaType, fileName } = await openCertificate({ db, files }, request.actor, request.params.id);
      return reply.header('content-disposition', contentDisposition(mediaType, fileName)).type(mediaType).send(stream);
    },
  );

  app.post(
    '/api/device-disposals/:id/departures',
    {
      schema: {
        operationId: 'completeDeviceDisposal',
        summary: 'The lot has left: its devices are disposed of',
        description: 'Nothing leaves before it is deprovisioned, wiped, and its certificate is kept or numbered.',
        tags,
        params: DisposalParams,
        headers: ActHeaders,
        body: DepartureRequest,
        response: { 200: DisposalResponse, ...refusals },
      },
    },
    async (request, reply) => withETag(reply, await completeDisposal(db, request.actor, request.params.id, request.body, doing(request))),
  );
};
