import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { NoQuery, NoticeList, NoticeParams, NoticeResponse, NoticesQuery, ReadingsRequest, UnreadResponse } from './contract.ts';
import { markAllRead, markRead, readNotices, readUnread } from './read-notices.ts';

const tags = ['Notices'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const noticeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;

  app.get(
    '/api/notices',
    {
      schema: {
        operationId: 'listNotices',
        summary: 'What I was told, newest first',
        tags,
        querystring: NoticesQuery,
        response: { 200: NoticeList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readNotices(db, request.actor, request.query);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.get(
    '/api/notices/unread',
    {
      schema: {
        operationId: 'countUnreadNotices',
        summary: 'How much I have not read',
        tags,
        querystring: NoQuery,
        response: { 200: UnreadResponse, ...refusals },
      },
    },
    async (request) => readUnread(db, request.actor),
  );

  app.post(
    '/api/notices/:id/readings',
    {
      schema: {
        operationId: 'markNoticeRead',
        summary: 'I have read this one',
        tags,
        params: NoticeParams,
        headers: KeyHeaders,
        response: { 200: NoticeResponse, ...refusals },
      },
    },
    async (request) => markRead(db, request.actor, request.params.id, app.clock()),
  );

  app.post(
    '/api/notice-readings',
    {
      schema: {
        operationId: 'markAllNoticesRead',
        summary: 'I have read all up to this one',
        tags,
        headers: KeyHeaders,
        body: ReadingsRequest,
        response: { 200: UnreadResponse, ...refusals },
      },
    },
    async (request) => markAllRead(db, request.actor, request.body.upToId, app.clock()),
  );
};
