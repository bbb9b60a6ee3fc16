import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Files } from '#platform/files/index.ts';
import { openStored } from './read-files.ts';

type Served = { key: string; etag: string; type: string };

/** Answers with the bytes under a key. A file never changes; what may change is who sees it, so a kept copy is asked about again each time. */
export async function serveFile(files: Files, request: FastifyRequest, reply: FastifyReply, { key, etag, type }: Served) {
  reply
    .header('etag', `"${etag}"`)
    .header('cache-control', 'private, no-cache')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'");
  if (request.headers['if-none-match']?.includes(`"${etag}"`)) return reply.code(304).removeHeader('content-disposition').send() as never;
  const { stream, contentLength } = await openStored(files, key);
  return reply.header('content-length', contentLength).type(type).send(stream) as never;
}
