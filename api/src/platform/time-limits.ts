import type { ServerOptions } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#kernel/problem.ts';
import { REQUEST_WITHIN_MS } from './broken-requests.ts';

/** How long a client may take to say what it wants: headers at once, a whole upload from a phone in five minutes. */
const TIME_LIMITS = { headersTimeout: 10_000, requestTimeout: REQUEST_WITHIN_MS, connectionsCheckingInterval: 2_000 } satisfies ServerOptions;

/** Only what measures becomes another protocol; an offer to upgrade anything else is passed over, as if it had not been made. */
export const HTTP_OPTIONS = {
  ...TIME_LIMITS,
  shouldUpgradeCallback: ({ url = '' }: { url?: string | undefined }) => url.startsWith('/ndt/'),
} satisfies ServerOptions;

/** Longer than a proxy keeps an idle connection: it is the proxy that lets go, never we under a request that is already on its way. */
export const KEEP_ALIVE_MS = 72_000;

const BODY_WITHIN_MS = 15_000;

/** Bodies that are no files are small: who drips one is cut off long before the limit for uploads. */
export function limitSlowBodies(app: FastifyInstance) {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
    if (!hasBody || request.headers['content-type']?.startsWith('multipart/')) return done(null, payload);
    const cut = setTimeout(() => request.raw.destroy(new Problem(408, 'request.too_slow', 'The body took too long.')), BODY_WITHIN_MS);
    request.raw.once('close', () => clearTimeout(cut)).once('end', () => clearTimeout(cut));
    done(null, payload);
  });
}
