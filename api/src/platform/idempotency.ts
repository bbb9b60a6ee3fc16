import { createHash } from 'node:crypto';
import { idempotencyKeys } from '@steward/db/schema';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { Problem } from '#kernel/problem.ts';

/** A first request that has not answered in this time has died with its process: its key may be used again. */
const ABANDONED_AFTER_MS = 60_000;

/** Structured-field string ("…") or the bare token that many clients send. */
function keyOf(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = /^"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"$/.exec(String(header))?.[1] ?? /^([\w.:~-]{1,255})$/.exec(String(header))?.[1];
  if (key) return key;
  throw new Problem(400, 'request.invalid', 'The Idempotency-Key is not valid.', {
    errors: [{ pointer: '/idempotency-key', in: 'header', detail: 'Send a quoted string of at most 255 characters, as "5f0c…".' }],
  });
}

const fingerprint = (request: FastifyRequest) =>
  createHash('sha256')
    .update(request.isMultipart?.() ? String(request.headers['content-length'] ?? 'stream') : written(request.body))
    .digest('hex');

function written(body: unknown): string {
  try {
    return JSON.stringify(body ?? null);
  } catch {
    throw new Problem(400, 'request.malformed', 'The body is nested too deeply.');
  }
}

/**
 * A retried or doubled POST with the same Idempotency-Key does its work once: the stored answer is sent again, 409 while the first still
 * runs, 422 when the body differs. Bound to the person and the route. A refusal changed nothing, so it frees the key.
 */
export function idempotency(app: FastifyInstance) {
  app.decorateRequest('idempotencyId', null);

  app.addHook('preValidation', async (request, reply) => {
    if (request.method !== 'POST' || !request.actor) return;
    const key = keyOf(request);
    if (key === undefined) return;
    const mine = { personId: request.actor.id, route: request.url.split('?', 1)[0]!, key };
    const requestHash = fingerprint(request);
    const now = app.clock();
    const where = and(eq(idempotencyKeys.personId, mine.personId), eq(idempotencyKeys.route, mine.route), eq(idempotencyKeys.key, key));
    // Taken up again under its old id: what the first one made carries that id, so that it is found rather than made twice.
    const [takenUp] = await app.db
      .update(idempotencyKeys)
      .set({ createdAt: now })
      .where(
        and(
          where,
          eq(idempotencyKeys.requestHash, requestHash),
          isNull(idempotencyKeys.responseStatus),
          lt(idempotencyKeys.createdAt, new Date(now.getTime() - ABANDONED_AFTER_MS)),
        ),
      )
      .returning({ id: idempotencyKeys.id });
    if (takenUp) {
      request.idempotencyId = takenUp.id;
      return;
    }
    const [claimed] = await app.db
      .insert(idempotencyKeys)
      .values({ id: uuidv7(), ...mine, requestHash, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: idempotencyKeys.id });
    if (claimed) {
      request.idempotencyId = claimed.id;
      return;
    }
    const [first] = await app.db.select().from(idempotencyKeys).where(where);
    if (!first || first.responseStatus === null)
      throw new Problem(409, 'idempotency.in_progress', 'The first request with this key is still running.', { headers: { 'retry-after': '1' } });
    if (first.requestHash !== requestHash)
      throw new Problem(422, 'idempotency.key_reused', 'This Idempotency-Key was used for something else. Use a new one.', {
        errors: [{ pointer: '/idempotency-key', in: 'header', detail: 'Use a new key for another request.' }],
      });
    await request.routeOptions.config.mayReplay?.(request, JSON.parse(first.responseBody || 'null'));
    return reply
      .code(first.responseStatus)
      .headers({ ...first.responseHeaders, 'idempotent-replayed': 'true' })
      .serializer(String)
      .send(first.responseBody);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const id = request.idempotencyId;
    if (!id) return payload;
    request.idempotencyId = null;
    if (reply.statusCode >= 300 || typeof payload !== 'string') {
      await app.db.delete(idempotencyKeys).where(eq(idempotencyKeys.id, id));
      return payload;
    }
    const kept = Object.fromEntries(
      ['content-type', 'etag', 'location'].flatMap((name) => (reply.getHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
    );
    await app.db
      .update(idempotencyKeys)
      .set({ responseStatus: reply.statusCode, responseHeaders: kept, responseBody: payload })
      .where(eq(idempotencyKeys.id, id));
    return payload;
  });
}
