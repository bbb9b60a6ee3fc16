import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { linkNext } from '#platform/link.ts';
import { MailList, MailParams, MailQuery, MailResponse } from './contract.ts';
import { readMail, readMails } from './read-mails.ts';
import { retryMail } from './retry-mail.ts';

const tags = ['Notices'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const mailRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, config } = app;

  app.get(
    '/api/mails',
    {
      schema: {
        operationId: 'listMails',
        summary: 'Every delivery by e-mail and how it fares: for administrators',
        tags,
        querystring: MailQuery,
        response: { 200: MailList, ...refusals },
      },
    },
    async (request, reply) => {
      const found = await readMails(db, request.actor, request.query, config.publicUrl);
      linkNext(request, reply, found.nextCursor);
      return found;
    },
  );

  app.post(
    '/api/mails/:id/retries',
    {
      schema: {
        operationId: 'retryMail',
        summary: 'Have a mail tried again that was given up',
        tags,
        params: MailParams,
        headers: KeyHeaders,
        response: { 200: MailResponse, ...refusals },
      },
    },
    async (request) => {
      await retryMail(db, request.actor, request.params.id, app.clock());
      return readMail(db, request.actor, request.params.id, config.publicUrl);
    },
  );
};
