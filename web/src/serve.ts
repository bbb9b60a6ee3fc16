import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

// The built portal as production runs it: Kit's handler on a server that says when it is ready, ends slow clients, and goes in order.

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const { HOST = '127.0.0.1', PORT = '3000', DRAIN_SECONDS = '0', SHUTDOWN_TIMEOUT = '10' } = process.env;

// Kit takes https for granted unless told which header says it.
process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';
process.env['BODY_SIZE_LIMIT'] ??= '110M';
const built: string = new URL('../build/handler.js', import.meta.url).href;
const { handler } = (await import(built)) as { handler: Handler };

let isDraining = false;

/** As the API's: headers at once, a whole upload in five minutes; idle connections are the proxy's to close. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 300_000, connectionsCheckingInterval: 2_000, keepAliveTimeout: 72_000 };

const server = createServer(LIMITS, (request, response) => {
  if (isDraining) response.setHeader('connection', 'close');
  if (request.url === '/health/live') return answer(response, 200);
  if (request.url === '/health/ready') return answer(response, isDraining ? 503 : 200);
  request.headers['x-forwarded-proto'] ??= 'http';
  sayWhenToComeBack(response);
  handler(request, response, () => answer(response, 404));
});

const answer = (response: ServerResponse, status: number) =>
  void response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(`${status}\n`);

/** Kit's error pages know no headers: a page that cannot be had just now says when to try again, as the API does. */
function sayWhenToComeBack(response: ServerResponse) {
  const writeHead = response.writeHead.bind(response) as (status: number, ...more: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...more: unknown[]) => {
    if (status === 503) response.setHeader('retry-after', '5');
    return writeHead(status, ...more);
  };
}

/** `ready` refuses first, so that the proxy sends nobody new; then what was begun is finished. */
async function stop(): Promise<void> {
  if (isDraining) return;
  isDraining = true;
  // Streams do not end by themselves; their browsers come back to another process.
  process.emit('steward:drain' as never);
  await pause(Number(DRAIN_SECONDS) * 1000);
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), Number(SHUTDOWN_TIMEOUT) * 1000).unref();
  await closed;
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.once('disconnect', () => void stop());
server.listen(Number(PORT), HOST);
await once(server, 'listening');
console.log(JSON.stringify({ level: 30, time: Date.now(), msg: `portal listens on ${HOST}:${PORT}` }));
