import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { uuidv7 } from 'uuidv7';
import { Problem } from '#kernel/problem.ts';

/** A whole request must have arrived by then, twenty megabytes over a poor line included; who only drips holds a connection no longer. */
export const REQUEST_WITHIN_MS = 300_000;

const BY_CODE: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: new Problem(431, 'request.too_large', 'The headers are larger than we take.'),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'request.too_slow', 'The request did not arrive in time.'),
};
const MALFORMED = new Problem(400, 'request.malformed', 'This is not a request that can be read.');

/** What Node cannot read as HTTP never becomes a request. It is refused in the same form, says nothing of what was sent, and the connection ends. */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // As Node does it: into an answer that is under way no other is put.
  const { _httpMessage: underWay } = socket as Socket & { _httpMessage?: ServerResponse | null };
  if (!socket.writable || underWay?.headersSent) return void socket.destroy(error);
  const { status, message: title, code } = BY_CODE[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({
    type: `/api/docs/problems#${code}`,
    title,
    status,
    instance: '',
    code,
    requestId: uuidv7(),
  });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json\r\nx-content-type-options: nosniff\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
