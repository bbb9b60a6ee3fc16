import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import compression from 'compression';
import type { FastifyServerOptions } from 'fastify';
import { HTTP_OPTIONS, KEEP_ALIVE_MS } from '#platform/time-limits.ts';
import { main } from './launcher/lifetime.ts';
import { runServer } from './run-server.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const FOR_THE_API = /^\/(api|open311|ndt)(\/|$|\?)/;

/** Pages, as a proxy does it in production; files are compressed when they are built. */
const compress = compression({ filter: (_request, response) => String(response.getHeader('content-type')).startsWith('text/html') });

// API and portal behind one port: one http server, which hands each request to the one or the other.
main(async () => {
  const page = await portalHandler();
  const underWay = new EventEmitter();
  let pages = 0;
  const serverFactory: NonNullable<FastifyServerOptions['serverFactory']> = (api) =>
    createServer({ ...HTTP_OPTIONS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
      if (FOR_THE_API.test(request.url ?? '')) return api(request, response);
      pages += 1;
      response.once('close', () => {
        pages -= 1;
        if (pages === 0) underWay.emit('none');
      });
      request.headers['x-forwarded-proto'] ??= 'http';
      compress(request as never, response as never, () =>
        page(request, response, () => {
          response.statusCode = 404;
          response.end();
        }),
      );
    });
  await runServer({
    serverFactory,
    idle: async () => {
      if (pages > 0) await once(underWay, 'none');
    },
  });
});

/** The built portal. It reads its environment when its module loads. */
async function portalHandler(): Promise<Handler> {
  process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';
  process.env['BODY_SIZE_LIMIT'] ??= '110M';
  process.env['API_URL'] ??= `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;
  const built: string = new URL('../../web/build/handler.js', import.meta.url).href;
  const { handler } = (await import(built)) as { handler: Handler };
  return handler;
}
