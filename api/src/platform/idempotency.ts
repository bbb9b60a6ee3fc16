import { createHash } from 'node:crypto';
import type { Sql } from '@steward/db';
import { idempotencyKeys } from '@steward/db/schema';
import { runWritten, written } from '@steward/db/statement';
import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { Problem } from '#kernel/problem.ts';
import { digestOfForm } from './form-digest.ts';
import { isDatabaseAway, whenDatabaseIsBack } from './database-away.ts';

/** A first request that has not answered in this time has died with its process: its key may be used again. */
const ABANDONED_AFTER_MS = 60_000;

const later = (name: string) => sql.placeholder(name);

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

/** Stands for a form whose bytes have not been seen yet. */
const NOT_SEEN = 'not seen';

const fingerprint = (request: FastifyRequest) => (request.isMultipart() ? NOT_SEEN : createHash('sha256').update(textOf(request.body)).digest('hex'));

const keyReused = () =>
  new Problem(422, 'idempotency.key_reused', 'This Idempotency-Key was used for something else. Use a new one.', {
    errors: [{ pointer: '/idempotency-key', in: 'header', detail: 'Use a new key for another request.' }],
  });

function textOf(body: unknown): string {
  try {
    return JSON.stringify(body ?? null);
  } catch {
    throw new Problem(400, 'request.malformed', 'The body is nested too deeply.');
  }
}

/** A form's bytes are known once they have come: from then on the key stands for them. Refused when they are others than the first one's, whose process died. */
export async function bindKeyToForm(request: FastifyRequest, digest: string) {
  const id = request.idempotencyId;
  if (!id) return;
  const bound = await request.server.db
    .update(idempotencyKeys)
    .set({ requestHash: digest })
    .where(and(eq(idempotencyKeys.id, id), inArray(idempotencyKeys.requestHash, [NOT_SEEN, digest])))
    .returning({ id: idempotencyKeys.id });
  if (bound.length > 0) return;
  // It stays the first one's.
  request.idempotencyId = null;
  throw keyReused();
}

const claim = written(sql`insert into ${idempotencyKeys} (id, person_id, route, key, request_hash, created_at)
  values (${later('id')}, ${later('personId')}, ${later('route')}, ${later('key')}, ${later('requestHash')}, ${later('now')}::timestamptz) on conflict do nothing returning id`);
const keepAnswer =
  written(sql`update ${idempotencyKeys} set response_status = ${later('status')}, response_headers = ${later('headers')}::text::jsonb, response_body = ${later('body')}
  where id = ${later('id')}`);

/** The id that a request with this key works under, where one came: what it makes carries that id. */
export const idOfKey = async (on: Sql, { personId, route, key }: { personId: string; route: string; key: string }) =>
  (
    await on
      .select({ id: idempotencyKeys.id })
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.personId, personId), eq(idempotencyKeys.route, route), eq(idempotencyKeys.key, key)))
  )[0]?.id;

/**
 * A retried or doubled POST with the same Idempotency-Key does its work once: the stored answer is sent again, 409 while the first still
 * runs, 422 when the body differs. Bound to the person (or program) and the route. A refusal changed nothing, so it frees the key. Where the
 * database went away nobody knows what was kept: the key is free at once, but under its old id, by which a retry finds what the first one made.
 */
export function idempotency(app: FastifyInstance) {
  app.decorateRequest('idempotencyId', null);

  app.addHook('preValidation', async (request, reply) => {
    if (request.method !== 'POST' || !request.actor || request.routeOptions.config.isAnonymous) return;
    const sent = keyOf(request);
    if (sent === undefined) return;
    // A program's keys are its own: it is not answered with what its owner was.
    const key = request.actor.token ? `${request.actor.token.id} ${sent}` : sent;
    const mine = { personId: request.actor.id, route: request.url.split('?', 1)[0]!, key };
    const requestHash = fingerprint(request);
    const now = app.clock();
    const where = and(eq(idempotencyKeys.personId, mine.personId), eq(idempotencyKeys.route, mine.route), eq(idempotencyKeys.key, key));
    const id = uuidv7();
    const [isClaimed] = await runWritten(app.db, claim, { id, ...mine, requestHash, now: now.toISOString() }).catch((error: unknown) => {
      if (isDatabaseAway(error)) void whenDatabaseIsBack(() => abandon(id));
      throw error;
    });
    if (isClaimed) {
      request.idempotencyId = id;
      return;
    }
    // Taken up again under its old id: what the first one made carries that id, so that it is found rather than made twice.
    const [takenUp] = await app.db
      .update(idempotencyKeys)
      .set({ createdAt: now })
      .where(
        and(
          where,
          requestHash === NOT_SEEN ? undefined : eq(idempotencyKeys.requestHash, requestHash),
          isNull(idempotencyKeys.responseStatus),
          lt(idempotencyKeys.createdAt, new Date(now.getTime() - ABANDONED_AFTER_MS)),
        ),
      )
      .returning({ id: idempotencyKeys.id });
    if (takenUp) {
      request.idempotencyId = takenUp.id;
      return;
    }
    const [first] = await app.db.select().from(idempotencyKeys).where(where);
    if (!first || first.responseStatus === null)
      throw new Problem(409, 'idempotency.in_progress', 'The first request with this key is still running.', { headers: { 'retry-after': '1' } });
    if (first.requestHash !== (requestHash === NOT_SEEN ? await digestOfForm(request) : requestHash)) throw keyReused();
    if (request.routeOptions.config.answersSecret)
      throw new Problem(409, 'idempotency.answered_once', 'This was done; its answer held a secret, which is shown once. Nothing was done again.');
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
    if (reply.statusCode >= 500) {
      await orLater(() => abandon(id));
      return payload;
    }
    if (reply.statusCode >= 300 || typeof payload !== 'string') {
      await orLater(() => app.db.delete(idempotencyKeys).where(eq(idempotencyKeys.id, id)));
      return payload;
    }
    const kept = Object.fromEntries(
      ['content-type', 'etag', 'location'].flatMap((name) => (reply.getHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
    );
    // The work is done: its answer goes out even when it cannot be kept just now.
    const body = request.routeOptions.config.answersSecret ? null : payload;
    await orLater(() => runWritten(app.db, keepAnswer, { id, status: reply.statusCode, headers: JSON.stringify(kept), body }));
    return payload;
  });

  /** As if its request had died long ago: whoever comes next takes it up. */
  const abandon = (id: string) =>
    app.db
      .update(idempotencyKeys)
      .set({ createdAt: new Date(app.clock().getTime() - ABANDONED_AFTER_MS - 1) })
      .where(and(eq(idempotencyKeys.id, id), isNull(idempotencyKeys.responseStatus)));
}

/** Now, or when the database is back; nobody waits for that. */
async function orLater(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    void whenDatabaseIsBack(work);
  }
}
