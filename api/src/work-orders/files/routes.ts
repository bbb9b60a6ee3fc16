import type { FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { type FastifyPluginAsyncZod, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { AttachmentResponse, OrderParams } from '../contract.ts';
import { readOrder } from '../read-orders.ts';
import { AttachmentList, AttachmentParams, AttachRequest, FileResponses, UploadRequest } from './contract.ts';
import { contentDisposition, contentType } from './headers.ts';
import { attachmentNotFound, notABoolean } from './problems.ts';
import { openStored, readAttachment, readAttachments } from './read-files.ts';
import { attachFile, mayAttach, mayUpload, uploadFile } from './receive-file.ts';
import { refuseOtherBodies, withReceived } from './receive-form.ts';

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
      return serve(request, reply, { key: storageKey, etag: id, type: contentType(mediaType) });
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
      return serve(request, reply, { key: thumbnailKey, etag: `${id}-thumbnail`, type: 'image/webp' });
    },
  );

  /** A file never changes; what may change is who sees it, so a kept copy is asked about again each time. */
  async function serve(request: FastifyRequest, reply: FastifyReply, { key, etag, type }: { key: string; etag: string; type: string }) {
    reply
      .header('etag', `"${etag}"`)
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'");
    if (request.headers['if-none-match']?.includes(`"${etag}"`)) return reply.code(304).removeHeader('content-disposition').send() as never;
    const { stream, contentLength } = await openStored(files, key);
    return reply.header('content-length', contentLength).type(type).send(stream) as never;
  }
};

function booleanIn(fields: ReadonlyMap<string, string>, name: string) {
  const value = fields.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw notABoolean(name);
  return value === 'true';
}
