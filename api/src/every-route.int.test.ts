import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from './app.testing.ts';
import { aDistrict, answersFor, type District } from './district.testing.ts';
import { aPerson } from './people/people.testing.ts';
import { aWorkOrder } from './work-orders/work-orders.testing.ts';

type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string }[];
  requestBody?: unknown;
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

const resourceOf = (path: string) => path.split('/')[2]!;
/** What the paths of the contract begin with: each is tried by itself. */
const RESOURCES = [
  ...new Set(Object.keys((JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as Document).paths).map(resourceOf)),
];

let api: TestApi;
let district: District;
let everything: Actor;
let order: { id: string; version: number };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const grants = (['administrator', 'dispatcher', 'technician', 'auditor'] as const).map((role) => ({ role }));
  everything = await aPerson(api.db, { grants, siteId: district.school.id });
  order = await aWorkOrder(api.db, district, { requester: everything });
});
afterAll(() => api.close());

const documentOf = () => api.app.swagger() as unknown as Document;
const operations = () =>
  Object.entries(documentOf().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

test('the document is OpenAPI 3.1 and is served as it is committed', async () => {
  expect(documentOf().openapi).toBe('3.1.0');
  const served = await api.as(null).get('/api/openapi.json');
  expect(served.body).toEqual(JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')));
});

test('every operation has a name of its own, a summary, a tag, and says how it refuses', () => {
  const names = operations().map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, method, operation } of operations()) {
    expect([path, method, !!operation.operationId, !!operation.summary, operation.tags?.length]).toEqual([path, method, true, true, 1]);
    expect(Object.keys(operation.responses['4XX']?.content ?? operation.responses['4xx']?.content ?? {}), `${method} ${path}`).toContain(
      'application/problem+json',
    );
  }
});

test('the page for people is there', async () => {
  const page = await api.as(null).get('/api/docs');
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
});

const JUNK_BODIES: unknown[] = [
  {},
  [],
  null,
  'text',
  { unknown: true },
  { title: 'x'.repeat(10_000), to: 'nowhere', body: '\u0000', rating: 1e9, minutes: 'ten', role: 'emperor', locale: 'tlh', isActive: 'yes' },
  {
    title: "'; drop table people; --",
    requestTypeId: '<script>alert(1)</script>',
    siteId: 'nope',
    personId: 7,
    teamId: {},
    amount: '1e9',
    kind: 'bribe',
  },
  { title: '\u202Ereversed', description: '\uD800', workedOn: '2026-02-30', plannedOn: '0000-00-00', holdUntilOn: 'tomorrow', note: ['x'], to: null },
];
const JUNK_IDS = [
  'nope',
  '%00',
  '00000000-0000-0000-0000-000000000000',
  'WO-2026-999999',
  'WO-1',
  "1'or'1'='1",
  '..%2F..%2Fetc',
  '%F0%9F%92%A9',
  'x'.repeat(190),
];
const JUNK_QUERIES = [
  'limit=0',
  'limit=201',
  'limit=x',
  'cursor=made-up',
  'cursor=W10',
  'cursor=eyJhIjoxfQ',
  'q=%00',
  'unknown=1',
  'status=melted',
  'serviceCode=%00',
  'updatedSince=yesterday',
  'updatedSince=0000-01-01T00:00:00Z',
  'siteId=7',
  'sort=sideways',
];

const isProblem = (answer: { body: unknown; headers: Record<string, unknown> }) => {
  const body = answer.body as Record<string, unknown>;
  expect(String(answer.headers['content-type'])).toMatch(/^application\/problem\+json/);
  expect(Object.keys(body)).toEqual(expect.arrayContaining(['type', 'title', 'status', 'instance', 'code', 'requestId']));
};
const LEAKS = /select |insert |update .* set|node_modules|\.ts:\d|postgres|at Object|stack/i;

describe('junk is refused in every route, never with a 5xx, and the refusal leaks nothing', () => {
  const send = async (method: string, path: string, more: { body?: unknown; ifMatch?: string }) => {
    const who = api.as(everything);
    const answer = await who[method as 'get'](path, more);
    expect(answer.status, `${method} ${path} ${JSON.stringify(more).slice(0, 200)}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
    if (answer.status >= 400) {
      isProblem(answer);
      expect(answer.text).not.toMatch(LEAKS);
    }
    return answer.status;
  };
  const operationsOf = (resource: string) => operations().filter(({ path }) => resourceOf(path) === resource);
  const filled = (path: string, id: string) => path.replaceAll(/\{\w+\}/g, id);

  test.each(RESOURCES)('as a body: %s', async (resource) => {
    for (const { path, method, operation } of operationsOf(resource)) {
      if (!operation.requestBody || path.includes('attachments')) continue;
      for (const body of JUNK_BODIES) {
        // To change nothing is allowed.
        if (method === 'patch' && JSON.stringify(body) === '{}' && path.includes('work-orders')) continue;
        const status = await send(method, filled(path, order.id), { body, ifMatch: '"1"' });
        expect([method, path, status >= 400], JSON.stringify(body)).toEqual([method, path, true]);
      }
    }
  });
  test.each(RESOURCES)('as an id: %s', async (resource) => {
    for (const { path, method } of operationsOf(resource)) {
      if (!path.includes('{')) continue;
      for (const id of JUNK_IDS)
        expect(
          await send(method, filled(path, id), { body: method === 'get' ? undefined : {}, ifMatch: '"1"' }),
          `${path} ${id}`,
        ).toBeGreaterThanOrEqual(400);
    }
  });
  test.each(RESOURCES)('as a query: %s', async (resource) => {
    for (const { path, method } of operationsOf(resource)) {
      if (method !== 'get') continue;
      for (const query of JUNK_QUERIES) await send(method, `${filled(path, order.id)}?${query}`, {});
    }
  });
  test('as a query of the list of orders', async () => {
    for (const query of JUNK_QUERIES.filter((q) => !q.startsWith('q='))) expect(await send('get', `/api/work-orders?${query}`, {}), query).toBe(400);
  });
  test('as a version', async () => {
    for (const ifMatch of ['', '*', '1', 'W/"1"', '"x"', '"99999999999"', '"-1"']) {
      const status = await send('patch', `/api/work-orders/${order.id}`, { body: { title: 'x' }, ifMatch });
      expect([400, 428, 412]).toContain(status);
    }
  });
  test('as a whole', async () => {
    const cookie = await api.as(everything).cookie;
    const headers = { cookie: cookie!, 'content-type': 'application/json' };
    const bodies = ['{', '', '{"title":', '[]]', '\u0000', '{"__proto__":{"x":1}}', '9'.repeat(400_000)];
    for (const payload of bodies) {
      const answer = await api.app.inject({ method: 'POST', url: '/api/work-orders', headers, payload });
      expect(answer.statusCode, payload.slice(0, 20)).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
    }
    const payload = `{"answers":${'['.repeat(20_000)}1${']'.repeat(20_000)}}`;
    const nested = await api.app.inject({ method: 'POST', url: '/api/work-orders', headers: { ...headers, 'idempotency-key': '"deep"' }, payload });
    expect(nested.statusCode).toBe(400);
    const unreadable = await api.as(everything).get('/api/people/%zz');
    expect([unreadable.status, unreadable.body.code]).toEqual([400, 'request.malformed']);
    const asForm = await api.app.inject({
      method: 'POST',
      url: '/api/work-orders',
      headers: { ...headers, 'content-type': 'text/plain' },
      payload: 'x',
    });
    expect(asForm.statusCode).toBe(415);
  });
});

test('a refusal names the field and says what would be right', async () => {
  const who = api.as(everything);
  const refused = await who.post('/api/work-orders', { body: { title: 'x'.repeat(10_000), siteId: 'nope', colour: 'red' } });
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ code: 'request.invalid', status: 400, instance: '/api/work-orders' });
  const pointers = refused.body.errors.map((e: { pointer: string }) => e.pointer);
  expect(pointers).toEqual(expect.arrayContaining(['/title', '/siteId', '/requestTypeId', '/colour']));
  expect(refused.body.errors.find((e: { pointer: string }) => e.pointer === '/title').detail).toBe('Use at most 200 characters.');
});

test('text that looks like SQL or script is kept and given back as text', async () => {
  const who = api.as(everything);
  const type = district.types.plumbing;
  const title = `<script>alert(1)</script>'; drop table work_orders; --`;
  const made = await who.post('/api/work-orders', {
    body: { requestTypeId: type.id, siteId: district.school.id, title, description: title, answers: answersFor(type) },
  });
  expect([made.status, made.body.title, made.body.description]).toEqual([201, title, title]);
  expect((await who.get('/api/work-orders?q=drop%20table')).body.items.map((i: { id: string }) => i.id)).toContain(made.body.id);
});

test('an unknown address answers 404, another method too, as a problem', async () => {
  for (const [method, path] of [
    ['GET', '/api/nothing'],
    ['DELETE', '/api/work-orders'],
    ['POST', '/api/sites'],
  ] as const) {
    const answer = await api.app.inject({ method, url: path, headers: { cookie: (await api.as(everything).cookie)! } });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
  }
});

test('every answer tells how many requests are left', async () => {
  const { headers } = await api.as(everything).get('/api/me');
  expect(headers['ratelimit-policy']).toMatch(/^"default";q=\d+;w=60$/);
  expect(headers['ratelimit']).toMatch(/^"default";r=\d+;t=\d+$/);
});
