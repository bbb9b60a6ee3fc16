import { randomBytes } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { PROBLEM_CODES } from '#kernel/problem-codes.ts';
import { BOOT } from './docs-boot.ts';

/** What the reference may do that the rest of the API may not: run from here, style itself, ask us. No style counts but what carries this answer's nonce. */
const csp = (nonce: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const settings = {
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

// A call tried with a token goes without the session of who reads the page: the API refuses both together.
const START = `Scalar.createApiReference('#reference', {
  ...${JSON.stringify({ ...settings, url: '/api/openapi.json' })},
  customFetch: (input, init) => {
    const request = new Request(input, init);
    return fetch(request, request.headers.has('authorization') ? { credentials: 'omit' } : undefined);
  },
});
`;

const page = (nonce: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta property="csp-nonce" content="${nonce}">
    <title>Steward API</title>
  </head>
  <body>
    <noscript><p>This page needs JavaScript. The same in one file: <a href="/api/openapi.json">openapi.json</a>.</p></noscript>
    <script src="/api/docs/boot.js"></script>
    <div id="reference"></div>
    <script src="/api/docs/reference/js/scalar.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const problems = (nonce: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Problems · Steward API</title>
    <style nonce="${nonce}">
      body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark; }
      dt { margin-top: 1rem; font-family: ui-monospace, monospace; }
      :target { outline: 2px solid; outline-offset: 4px; }
    </style>
  </head>
  <body>
    <h1>Problems</h1>
    <p>A refusal is <code>application/problem+json</code> (RFC 9457). Its <code>type</code> points here; <code>code</code> is the same for programs. <a href="/api/docs">All routes</a></p>
    <dl>
${Object.entries(PROBLEM_CODES)
  .map(([code, means]) => `      <dt id="${code}">${code}</dt><dd>${escaped(means)}</dd>`)
  .join('\n')}
    </dl>
  </body>
</html>
`;

/** The reference's own script, five megabytes: nothing of it is in memory until somebody opens the page. */
async function referenceScript(): Promise<string> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const alone = fastify();
  await alone.register(reference, { routePrefix: '/reference', configuration: { url: '/api/openapi.json' } });
  const { payload } = await alone.inject('/reference/js/scalar.js');
  await alone.close();
  return payload;
}

/** /api/docs: the contract for people, drawn from /api/openapi.json, and at /api/docs/problems every way of saying no. */
export async function docs(app: FastifyInstance) {
  await app.register(async (open) => {
    open.addHook('onRoute', (route) => {
      route.config = { ...route.config, isPublic: true };
    });
    // The reference is five megabytes of script.
    open.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'public, max-age=3600'));
    open.get('/api/docs/reference/js/scalar.js', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(await referenceScript()),
    );
    const show = (url: string, draw: (nonce: string) => string) =>
      open.get(url, { schema: { hide: true } }, async (_request, reply) => {
        const nonce = randomBytes(16).toString('base64url');
        return reply
          .header('cache-control', 'no-store')
          .header('content-security-policy', csp(nonce))
          .type('text/html; charset=utf-8')
          .send(draw(nonce));
      });
    open.get('/api/docs/boot.js', { schema: { hide: true } }, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(BOOT));
    open.get('/api/docs/start.js', { schema: { hide: true } }, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START));
    show('/api/docs', page);
    show('/api/docs/problems', problems);
  });
}
