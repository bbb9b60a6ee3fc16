import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import { contentDisposition } from '#platform/file-headers.ts';
import { ChargeParams, CreditRequest, StatementFile, StatementFileQuery, StatementResponse, StudentParams } from './contract.ts';
import { creditCharge } from './credit-charge.ts';
import { drawStatement } from './draw-statement.ts';
import { readStatement } from './read-statement.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** What families are charged for devices. */
export const chargeRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app;
  app.get(
    '/api/students/:id/device-statement',
    {
      schema: {
        operationId: 'getDeviceStatement',
        summary: 'What a student’s family was charged for devices, paid and was let off',
        description: 'Each look is noted.',
        tags,
        params: StudentParams,
        response: { 200: StatementResponse, ...refusals },
      },
    },
    async (request) => readStatement(db, request.actor, request.params.id, app.clock()),
  );

  app.get(
    '/api/students/:id/device-statement.pdf',
    {
      schema: {
        operationId: 'printDeviceStatement',
        summary: 'The same on paper, as an accessible PDF',
        description: 'Each look is noted.',
        tags,
        params: StudentParams,
        querystring: StatementFileQuery,
        response: { ...StatementFile, ...refusals },
      },
    },
    async (request, reply) => {
      const statement = await readStatement(db, request.actor, request.params.id, app.clock());
      const name = `statement-${statement.student.key}-${statement.asOf}.pdf`;
      return reply
        .header('content-disposition', contentDisposition('application/pdf', name).replace(/^attachment/, 'inline'))
        .type('application/pdf')
        .send(drawStatement(statement, request.query.locale, app.clock()));
    },
  );

  app.post(
    '/api/device-charges/:id/credits',
    {
      schema: {
        operationId: 'creditDeviceCharge',
        summary: 'Enter a payment, a waiver or a refund of a charge',
        tags,
        params: ChargeParams,
        headers: KeyHeaders,
        body: CreditRequest,
        response: { 200: StatementResponse, ...refusals },
      },
    },
    async (request) => {
      const studentId = await creditCharge(db, request.actor, request.params.id, request.body, app.clock(), request.idempotencyId ?? undefined);
      return readStatement(db, request.actor, studentId, app.clock());
    },
  );
};
