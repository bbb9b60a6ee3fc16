import { sql } from 'drizzle-orm';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '#kernel/problem.ts';
import { ProblemResponse } from './error-handler.ts';

const Alive = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const refusals = { '4xx': ProblemResponse, '5xx': ProblemResponse };

/** `live`: the process runs; `ready`: it can also answer, its database included, and is not about to stop. */
export const health: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/api/health/live',
    {
      config: { isPublic: true, rateLimit: false },
      schema: { operationId: 'isLive', summary: 'Does the process run?', tags: ['Health'], security: [], response: { 200: Alive, ...refusals } },
    },
    async () => ({ status: 'ok' as const }),
  );
  app.get(
    '/api/health/ready',
    {
      config: { isPublic: true, rateLimit: false },
      schema: { operationId: 'isReady', summary: 'Can it answer?', tags: ['Health'], security: [], response: { 200: Alive, ...refusals } },
    },
    async () => {
      if (app.drain.isBegun) throw new Problem(503, 'process.draining', 'This process is about to stop.', { headers: { 'retry-after': '1' } });
      try {
        await app.db.execute(sql`select 1`);
      } catch {
        throw new Problem(503, 'database.unavailable', 'The database is not answering.', { headers: { 'retry-after': '5' } });
      }
      return { status: 'ok' as const };
    },
  );
};
