import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../db/src/embedded.ts';
import { startThrowAway } from '../../db/src/throw-away.ts';
import { buildPortal } from '../../api/src/launcher/build-portal.ts';
import { answers, endProcess, runToEnd, startProcess, type Started, until } from './processes.ts';

// One API process and one portal, asked directly: no proxy takes the load off them.
const IDLE = 10_000;
const AT_ONCE = 200;

let database: Awaited<ReturnType<typeof startThrowAway>>;
let api: Started;
let portal: Started;
let apiPort: number;
let portalPort: number;
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await startThrowAway();
  [apiPort, portalPort] = [await freePort(), await freePort()];
  await Promise.all([runToEnd(['api/src/migrate.ts'], { DATABASE_URL: database.url }), buildPortal()]);
  const common = { HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  api = startProcess(['api/src/main.ts'], { ...common, PORT: String(apiPort), DATABASE_URL: database.url });
  portal = startProcess(['web/src/serve.ts'], { ...common, PORT: String(portalPort), API_URL: `http://127.0.0.1:${apiPort}` });
  await until('API and portal are ready', async () =>
    (await Promise.all([isApiReady(), answers(`http://127.0.0.1:${portalPort}/sign-in`)])).every(Boolean),
  );
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([api, portal].map(endProcess));
  await database.stop();
});

const isApiReady = () => answers(`http://127.0.0.1:${apiPort}/api/health/ready`);

const memoryOf = ({ pid }: Started) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** A connection that has had one answer and now says nothing, as a browser's between two clicks. */
function idle(port: number, path: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`));
    sockets.push(socket);
    socket.once('error', fail).once('data', () => done(socket));
  });
}

/** Says the first part at once and the rest one byte at a time; gives what the server had to say when it had enough. */
function drip(port: number, first: string): Promise<string> {
  return new Promise((done) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(first));
    sockets.push(socket);
    const dripping = setInterval(() => socket.write('x'), 200);
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(dripping);
      done(said);
    });
  });
}

it('slow clients are cut off: headers that do not end, bodies that do not end', async () => {
  const body = 'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{';
  const said = await Promise.all([
    drip(apiPort, 'GET /api/health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
    drip(portalPort, 'GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
    drip(apiPort, body),
  ]);
  expect(said.map((answer) => answer.split('\r\n', 1)[0])).toEqual(['HTTP/1.1 408 Request Timeout', 'HTTP/1.1 408 Request Timeout', '']);
  expect(await isApiReady()).toBe(true);
});

it('ten thousand idle connections are held, and whoever asks is answered', async () => {
  const before = memoryOf(api);
  const held: Socket[] = [];
  while (held.length < IDLE) held.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => idle(apiPort, '/api/health/live')))));
  const asked = await Promise.all(Array.from({ length: 50 }, isApiReady));
  const megabytes = memoryOf(api) - before;
  console.log(`${IDLE} idle connections: ${megabytes.toFixed(0)} MB more, ${((megabytes * 1024) / IDLE).toFixed(1)} kB each`);
  expect(asked.filter((isAnswered) => !isAnswered)).toEqual([]);
  expect(held.filter(({ destroyed }) => destroyed)).toEqual([]);
  expect(megabytes).toBeLessThan(400);
});
