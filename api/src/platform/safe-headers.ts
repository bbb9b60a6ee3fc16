import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const OWN = {
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex',
};

/** The same for what is answered before any hook runs. */
export const HEADERS_WITHOUT_HOOKS = {
  ...OWN,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
};

/** What every answer carries: nothing in it runs, is framed or guessed at, and nothing is kept by browsers or proxies unless its route says so. */
export async function safeHeaders(app: FastifyInstance) {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: app.config.publicUrl.startsWith('https:'),
  });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(OWN));
}
