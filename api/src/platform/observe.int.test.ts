import { once } from 'node:events';
import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import { connect } from '@steward/db';
import { freshDatabase, type FreshDatabase } from '@steward/db/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { aPerson, aSession } from '../people/people.testing.ts';
import { readConfig } from './config.ts';
import { workerMetrics } from './metrics.ts';
import { startTracing, type Tracing } from './tracing.ts';

// What an operator sees of a process: its log, its counters, its traces.
type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; attributes: { key: string; value: { stringValue?: string } }[] };

const TOKEN = 'only-for-this-test-only-for-this-test';
const TRACE = '0af7651916cd43dd8448eb211c80319c';

let fresh: FreshDatabase;
let closeDatabase: () => Promise<void>;
let app: FastifyInstance;
let url: string;
let cookie: string;
let personId: string;
let tracing: Tracing;
const lines: string[] = [];
const spans: Span[] = [];
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.end('{}');
  });
});

beforeAll(async () => {
  fresh = await freshDatabase();
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  tracing = (await startTracing(`http://127.0.0.1:${(receiver.address() as { port: number }).port}`, 'steward-api'))!;
  const config = readConfig({ DATABASE_URL: fresh.url, LOG_LEVEL: 'info', METRICS_TOKEN: TOKEN });
  const { db, close } = connect(fresh.url, { poolSize: 2, applicationName: config.applicationName, watch: tracing.statement });
  closeDatabase = close;
  const logStream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  app = await buildApp({ db, clock: () => new Date(), config, tracing, logStream });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const person = await aPerson(db, { name: 'Somebody Special' });
  personId = person.id;
  cookie = await aSession(db, person.id, { secret: config.sessionSecret, expiresAt: new Date('2100-01-01T00:00:00Z') });
});
afterAll(async () => {
  await app.close();
  await closeDatabase();
  await fresh.close();
  receiver.close();
});

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url + path, { headers });
  return { status: answer.status, text: await answer.text() };
};

test('the log has one line a request: route, status, whose and in which trace, and nothing of what was asked', async () => {
  const asked = await ask('/api/work-orders?q=secret-words', { cookie, traceparent: `00-${TRACE}-b7ad6b7169203331-01` });
  expect(asked.status).toBe(200);
  const [line, ...others] = lines.filter((one) => one.includes('"request"')).map((one) => JSON.parse(one) as Record<string, unknown>);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ method: 'GET', route: '/api/work-orders', status: 200, actorId: personId, traceId: TRACE });
  expect(line).toHaveProperty('requestId');
  expect(lines.join('')).not.toMatch(/secret-words|Special/);
});

test('metrics count requests by route, not by address, and know memory, event loop and connections', async () => {
  await ask('/api/work-orders/WO-26-000001', { cookie });
  const { text } = await ask('/api/metrics', { authorization: `Bearer ${TOKEN}` });
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/api/work-orders",status="2xx"} 1');
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/api/work-orders/:id",status="4xx"} 1');
  expect(text).toMatch(/^http_requests_in_flight 1$/m);
  expect(text).toMatch(/^steward_database_connections [12]$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect(text).not.toContain('WO-26');
});

test('metrics are there for the token’s holder only; without a token for this machine only, and never through a proxy', async () => {
  for (const headers of [{}, { authorization: 'Bearer something-else' }]) expect((await ask('/api/metrics', headers)).status).toBe(404);
  const config = readConfig({ DATABASE_URL: fresh.url, LOG_LEVEL: 'silent' });
  const open = await buildApp({ db: fresh.db, clock: () => new Date(), config });
  const scrape = (remoteAddress: string, headers = {}) => open.inject({ url: '/api/metrics', remoteAddress, headers });
  expect((await scrape('127.0.0.1')).statusCode).toBe(200);
  expect((await scrape('10.0.0.7')).statusCode).toBe(404);
  expect((await scrape('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' })).statusCode).toBe(404);
  await open.close();
});

test('a worker counts its jobs by how they ended, and what waits', async () => {
  const counted = workerMetrics(fresh.db, 'nobody', async () => [{ name: 'tidy', waiting: 3, active: 1, failed: 0 }]);
  await counted.watch('tidy', async () => 'done');
  await expect(counted.watch('tidy', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const text = await counted.text();
  expect(text).toContain('steward_job_duration_seconds_count{job="tidy",outcome="done"} 1');
  expect(text).toContain('steward_job_duration_seconds_count{job="tidy",outcome="failed"} 1');
  expect(text).toContain('steward_queue_jobs{job="tidy",state="waiting"} 3');
});

test('a trace goes on where the caller’s was: a span for the request, below it one for each statement, without parameters', async () => {
  await tracing.job('tidy', async () => 'done');
  await tracing.stop();
  const request = spans.find(({ name, traceId }) => name === 'GET /api/work-orders' && traceId === TRACE)!;
  expect(request.parentSpanId).toBe('b7ad6b7169203331');
  const below = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
  expect(below.length).toBeGreaterThan(1);
  expect(below.every(({ name, traceId }) => name === 'select' && traceId === TRACE)).toBe(true);
  expect(spans.some(({ name }) => name === 'job tidy')).toBe(true);
  expect(JSON.stringify(spans)).not.toMatch(/secret-words|Special/);
});
