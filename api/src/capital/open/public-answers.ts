import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** A cache between us and everybody may keep an answer for a minute: so it is never older than that. */
export const CACHED = 'public, s-maxage=60';

/** Answers for everybody: kept by caches for a minute, told apart by their bytes, and readable by the pages of others. */
export function publicAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    const tag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
    reply
      .header('cache-control', CACHED)
      .header('etag', tag)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
    if (!known?.some((one) => one === tag || one === '*')) return payload;
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    return '';
  });
}

/** Search engines may list what is real. */
export function mayBeFound(reply: FastifyReply, { isDemonstration }: { isDemonstration: boolean }): void {
  if (!isDemonstration) reply.removeHeader('x-robots-tag');
}
