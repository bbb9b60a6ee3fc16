import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import { ProblemResponse } from '#platform/error-handler.ts';
import { KeyHeaders } from '#platform/headers.ts';
import type { RepairDesk } from '../repairs/open-repair.ts';
import { actAtCounter } from './act-at-counter.ts';
import { ActParams, CounterRequest, CounterResponse } from './contract.ts';
import { undoAct } from './undo-act.ts';

const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };
const tags = ['Devices'];

/** The counter: what is scanned says what is meant. */
export const counterRoutes =
  (desk: RepairDesk): FastifyPluginAsyncZod =>
  async (app) => {
    const { db } = app;
    app.post(
      '/api/device-counter',
      {
        schema: {
          operationId: 'actAtCounter',
          summary: 'Hand out, take in, or swap a device, by what was scanned',
          description: 'Where the scans do not say enough yet, the answer says what to scan next, and nothing was done.',
          tags,
          headers: KeyHeaders,
          body: CounterRequest,
          response: { 200: CounterResponse, ...refusals },
        },
      },
      async (request) => actAtCounter(db, request.actor, request.body, { actId: request.idempotencyId ?? uuidv7(), now: app.clock(), desk }),
    );

    app.post(
      '/api/device-counter/:actId/undoings',
      {
        schema: {
          operationId: 'undoCounterAct',
          summary: 'Take back what was done at the counter',
          tags,
          params: ActParams,
          headers: KeyHeaders,
          response: { 200: CounterResponse, ...refusals },
        },
      },
      async (request) => undoAct(db, request.actor, request.params.actId, { actId: request.idempotencyId ?? uuidv7(), now: app.clock(), desk }),
    );
  };
