import type { FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { AttachmentResponse, OrderParams } from '../contract.ts';
import { readOrder } from '../read-orders.ts';
import { AttachmentList, AttachmentParams, AttachRequest, FileResponses, UploadRequest } from './contract.ts';
import { contentDisposition, contentType } from '#platform/file-headers.ts';
import { attachmentNotFound, notABoolean } from './problems.ts';
import { readAttachment, readAttachments } from './read-files.ts';
import { attachFile, mayAttach, mayUpload, uploadFile } from './receive-file.ts';
import { refuseOtherBodies, withReceived } from '#platform/receive/receive-form.ts';
import { serveFile } from './serve-file.ts';

const tags = ['Attachments'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const KeyHeaders = z.looseObject({ 'idempotency-key': z.string().optional().describe('A retry with the same key does the work once.') });
const consumes = ['multipart/form-data'];

/** The body is described for readers of the contract; it is a stream, which `withReceived` checks as it comes. */
const streamed: FastifySchemaCompiler<any> = (route) => (route.httpPart === 'body' ? (value) => ({ value }) : validatorCompiler(route));

/** Photos and files: received as streams, served from our own routes to those who may see them. */
export const fileRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const store = { db, files };
  const now = () => app.clock();

  app.post(
    '/api/attachments',
    {
      onRequest: refuseOtherBodies,
      validatorCompiler: streamed,
      config: { scope: 'orders:write' },
      schema: {
        operationId: 'uploadAttachment',
        summary: 'Add a file to what you are about to send',
        description: 'It waits a day for a request or comment that names it in `attachmentIds`; until then only you can open it.',
        tags,
        consumes,
        headers: KeyHeaders,
        body: UploadRequest,
        response: { 201: AttachmentResponse, ...refusals },
      },
    },
    async (request, reply) => {
      await mayUpload(db, request.actor);
      const attachment = await withReceived(request, { directory: files.directory, fields: [] }, (file) =>
        uploadFile(store, request.actor, file, now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return attachment;
    },
  );

  app.post(
    '/api/work-orders/:id/attachments',
    {
      config: {
        scope: 'orders:write',
        mayReplay: async (request) => void (await readOrder(db, request.actor, (request.params as { id: string }).id)),
      },
      onRequest: refuseOtherBodies,
      validatorCompiler: streamed,
      schema: {
        operationId: 'attachToWorkOrder',
        summary: 'Put a file on an order',
        tags,
        consumes,
        params: OrderParams,
        headers: KeyHeaders,
        body: AttachRequest,
        response: { 201: AttachmentResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, params } = request;
      await mayAttach(db, actor, params.id);
      const attachment = await withReceived(request, { directory: files.directory, fields: ['isInternal'] }, (file) =>
        attachFile(store, actor, params.id, file, booleanIn(file.fields, 'isInternal'), now(), request.idempotencyId ?? undefined),
      );
      reply.code(201);
      return attachment;
    },
  );

  app.get(
    '/api/work-orders/:id/attachments',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'listAttachments',
        summary: 'The files of an order',
        tags,
        params: OrderParams,
        response: { 200: AttachmentList, ...refusals },
      },
    },
    async (request) => readAttachments(db, request.actor, request.params.id),
  );

  app.get(
    '/api/attachments/:id/file',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getAttachmentFile',
        summary: 'The file itself',
        description: 'Photos open in place, everything else is downloaded.',
        tags,
        params: AttachmentParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, storageKey, mediaType, fileName } = await readAttachment(db, request.actor, request.params.id);
      reply.header('content-disposition', contentDisposition(mediaType, fileName));
      return serveFile(files, request, reply, { key: storageKey, etag: id, type: contentType(mediaType) });
    },
  );

  app.get(
    '/api/attachments/:id/thumbnail',
    {
      config: { scope: 'orders:read' },
      schema: {
        operationId: 'getAttachmentThumbnail',
        summary: 'A small picture of a photo',
        tags,
        params: AttachmentParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, thumbnailKey } = await readAttachment(db, request.actor, request.params.id);
      if (thumbnailKey === null) throw attachmentNotFound();
      reply.header('content-disposition', 'inline');
      return serveFile(files, request, reply, { key: thumbnailKey, etag: `${id}-thumbnail`, type: 'image/webp' });
    },
  );
};

function booleanIn(fields: ReadonlyMap<string, string>, name: string) {
  const value = fields.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw notABoolean(name);
  return value === 'true';
}
