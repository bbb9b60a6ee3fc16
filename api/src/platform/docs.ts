import reference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

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

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

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

/** /api/docs: the contract for people, drawn from /api/openapi.json. */
export async function docs(app: FastifyInstance) {
  await app.register(async (open) => {
    open.addHook('onRoute', (route) => {
      route.config = { ...route.config, isPublic: true };
    });
    await open.register(reference, { routePrefix: '/api/docs/reference', configuration: { url: '/api/openapi.json' } });
    open.get('/api/docs', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('content-security-policy', CSP).type('text/html; charset=utf-8').send(PAGE),
    );
  });
}
