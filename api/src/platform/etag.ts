import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';

/** Sets the strong ETag of a row's version. */
export const withETag = <T extends { version: number }>(reply: FastifyReply, body: T): T => {
  reply.header('etag', `"${body.version}"`);
  return body;
};

/** The version in If-Match: 428 without the header, 400 when it is not one of ours. */
export function expectedVersion(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (!header)
    throw new Problem(428, 'request.precondition_required', 'Say which version you saw: send If-Match with its ETag.', {
      errors: [{ pointer: '/if-match', in: 'header', detail: 'Send the ETag of your last answer, as If-Match: "3".' }],
    });
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (!version)
    throw new Problem(400, 'request.invalid', 'If-Match is not one of our ETags.', {
      errors: [{ pointer: '/if-match', in: 'header', detail: 'Send the ETag of your last answer, as If-Match: "3".' }],
    });
  return Number(version);
}
