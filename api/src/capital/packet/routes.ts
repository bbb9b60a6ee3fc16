import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { expectedVersion, withETag } from '#platform/etag.ts';
import { ActHeaders, KeyHeaders } from '#platform/headers.ts';
import { contentDisposition, FileResponses, serveFile } from '../../work-orders/index.ts';
import { ProgrammeParams } from '../reading/contract.ts';
import { IdParams } from '../contract.ts';
import {
  PacketFile,
  PacketQuery,
  SubscriptionChange,
  SubscriptionRequest,
  SubscriptionResponse,
  SubscriptionsQuery,
  SubscriptionsResponse,
} from './contract.ts';
import { changeSubscription, sendNow, subscribe, unsubscribe } from './keep-subscriptions.ts';
import { makePacket } from './make-packet.ts';
import { packetSeen, readSubscription, readSubscriptions } from './read-subscriptions.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Capital'];

/** What the CFO carries to the board. */
export const packetRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, files } = app;
  const now = () => app.clock();

  app.get(
    '/api/programmes/:programmeId/packet.pdf',
    {
      config: { scope: 'sites:read' },
      schema: {
        operationId: 'getBoardPacket',
        summary: 'The board packet of a programme, as a tagged PDF',
        description: 'Every figure is that of the page of the same day.',
        tags,
        params: ProgrammeParams,
        querystring: PacketQuery,
        response: { ...PacketFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { language = request.actor.locale, ...asked } = request.query;
      const { doc, fileName } = await makePacket(db, request.actor, request.params.programmeId, { ...asked, language }, now());
      return reply
        .header('content-disposition', contentDisposition('application/pdf', fileName).replace(/^attachment/, 'inline'))
        .type('application/pdf')
        .send(doc as never) as never;
    },
  );

  app.get(
    '/api/packet-subscriptions',
    {
      schema: {
        operationId: 'listPacketSubscriptions',
        summary: 'Who gets the board packet of a programme by mail, and which ones went out',
        description: 'Who does not read the whole plan sees their own.',
        tags,
        querystring: SubscriptionsQuery,
        response: { 200: SubscriptionsResponse, ...refusals },
      },
    },
    async (request) => readSubscriptions(db, request.actor, request.query.programmeId, now()),
  );

  app.post(
    '/api/packet-subscriptions',
    {
      schema: {
        operationId: 'subscribeToPacket',
        summary: 'Have the board packet sent to somebody, every week or every month',
        tags,
        headers: KeyHeaders,
        body: SubscriptionRequest,
        response: { 201: SubscriptionResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const id = await subscribe(db, request.actor, request.body, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readSubscription(db, request.actor, id));
    },
  );

  app.put(
    '/api/packet-subscriptions/:id',
    {
      schema: {
        operationId: 'changePacketSubscription',
        summary: 'Change when a board packet goes out, and in which language',
        tags,
        params: IdParams,
        headers: ActHeaders,
        body: SubscriptionChange,
        response: { 200: SubscriptionResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await changeSubscription(db, request.actor, id, expectedVersion(request), request.body, now());
      return withETag(reply, await readSubscription(db, request.actor, id));
    },
  );

  app.post(
    '/api/packet-subscriptions/:id/endings',
    {
      schema: {
        operationId: 'endPacketSubscription',
        summary: 'End a subscription: for finance, and for who gets the packet',
        tags,
        params: IdParams,
        headers: ActHeaders,
        response: { 200: SubscriptionResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await unsubscribe(db, request.actor, id, expectedVersion(request), now());
      return withETag(reply, await readSubscription(db, request.actor, id));
    },
  );

  app.post(
    '/api/packet-subscriptions/:id/sendings',
    {
      schema: {
        operationId: 'sendPacketNow',
        summary: 'Send a board packet now, besides those that are due',
        tags,
        params: IdParams,
        headers: KeyHeaders,
        response: { 201: SubscriptionResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await sendNow(db, { files }, request.actor, id, now(), request.idempotencyId ?? undefined);
      reply.code(201);
      return withETag(reply, await readSubscription(db, request.actor, id));
    },
  );

  app.get(
    '/api/board-packets/:id/file',
    {
      schema: {
        operationId: 'getSentPacket',
        summary: 'A board packet as it went out',
        tags,
        params: IdParams,
        response: { ...FileResponses, ...refusals },
      },
    },
    async (request, reply) => {
      const { id, storageKey, fileName } = await packetSeen(db, request.actor, request.params.id);
      reply.header('content-disposition', contentDisposition('application/pdf', fileName));
      return serveFile(files, request, reply, { key: storageKey, etag: id, type: 'application/pdf' });
    },
  );
};
