import reference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { PROBLEM_CODES } from '#kernel/problem-codes.ts';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const settings = {
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

// The reference draws itself from the element with this id; no script of ours stands in the page.
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Steward API</title>
  </head>
  <body>
    <noscript><p>This page needs JavaScript. The same in one file: <a href="/api/openapi.json">openapi.json</a>.</p></noscript>
    <script id="api-reference" type="application/json" data-url="/api/openapi.json" data-configuration="${escaped(JSON.stringify({ ...settings, url: '/api/openapi.json' }))}"></script>
    <script src="/api/docs/reference/js/scalar.js"></script>
  </body>
</html>
`;

const PROBLEMS = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Problems · Steward API</title>
    <style>
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

/** /api/docs: the contract for people, drawn from /api/openapi.json, and at /api/docs/problems every way of saying no. */
export async function docs(app: FastifyInstance) {
  await app.register(async (open) => {
    open.addHook('onRoute', (route) => {
      route.config = { ...route.config, isPublic: true };
    });
    await open.register(reference, { routePrefix: '/api/docs/reference', configuration: { url: '/api/openapi.json' } });
    open.get('/api/docs', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('content-security-policy', CSP).type('text/html; charset=utf-8').send(PAGE),
    );
    open.get('/api/docs/problems', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('content-security-policy', CSP).type('text/html; charset=utf-8').send(PROBLEMS),
    );
  });
}
