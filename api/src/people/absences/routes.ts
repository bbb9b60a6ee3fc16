import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { AbsenceList, AbsenceParams, AbsenceQuery, AbsenceRequest, AbsenceResponse } from './contract.ts';
import { endAbsence, enterAbsence, readAbsences } from './enter-absence.ts';

const tags = ['People'];
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

export const absenceRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  const now = () => app.clock();

  app.get(
    '/api/absences',
    {
      schema: {
        operationId: 'listAbsences',
        summary: 'When I am away',
        tags,
        querystring: AbsenceQuery,
        response: { 200: AbsenceList, ...refusals },
      },
    },
    async (request) => readAbsences(db, request.actor, request.query.personId ?? request.actor.id, now()),
  );

  app.post(
    '/api/absences',
    {
      schema: {
        operationId: 'enterAbsence',
        summary: 'Say when I am away: what waits for me alone then goes on to others',
        tags,
        headers: KeyHeaders,
        body: AbsenceRequest,
        response: { 201: AbsenceResponse, ...refusals },
      },
    },
    async (request, reply) => {
      reply.code(201);
      return enterAbsence(db, request.actor, request.body, now());
    },
  );

  app.post(
    '/api/absences/:id/endings',
    {
      schema: {
        operationId: 'endAbsence',
        summary: 'I am back',
        tags,
        params: AbsenceParams,
        headers: KeyHeaders,
        response: { 200: AbsenceResponse, ...refusals },
      },
    },
    async (request) => endAbsence(db, request.actor, request.params.id, now()),
  );
};
