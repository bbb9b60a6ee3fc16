import { type AddressInfo, connect } from 'node:net';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, answersFor, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';

let api: TestApi;
let district: District;
let teacher: Actor;
let cookie: string;
let port: number;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { siteId: district.school.id });
  cookie = (await api.as(teacher).cookie)!;
  // Node looks this often for requests that take too long.
  Object.assign(api.app.server, { connectionsCheckingInterval: 50 });
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  port = (api.app.server.address() as AddressInfo).port;
});
afterAll(() => api.close());

/** What the server says to these bytes, until it ends the connection. */
const say = (bytes: string) =>
  new Promise<string>((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (piece) => (said += piece.toString()));
    socket.on('error', () => resolve(said));
    socket.on('close', () => resolve(said));
  });
const problemIn = (said: string) => JSON.parse(said.slice(said.indexOf('\r\n\r\n') + 4)) as { code: string; status: number };

describe('every answer', () => {
  const asking = { method: 'POST' as const, headers: { 'content-type': 'application/json' } };
  test.each<[string, InjectOptions & { url: string }, number]>([
    ['an answer', { url: '/api/me' }, 200],
    ['a refusal', { url: '/api/people' }, 401],
    ['an unknown address', { url: '/api/nothing' }, 404],
    ['an address that cannot be read', { url: '/api/people/%zz' }, 400],
    ['a sign-in', { ...asking, url: '/api/auth/sign-in/email', payload: '{}' }, 400],
    ['the reference', { url: '/api/docs' }, 200],
    ['the contract', { url: '/api/openapi.json' }, 200],
  ])('%s says what browsers may do with it', async (_what, given, status) => {
    const answer = await api.app.inject({ ...given, headers: { ...given.headers, ...(given.url === '/api/me' ? { cookie } : {}) } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
    });
    expect(answer.headers['permissions-policy']).toContain('camera=()');
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  test('tells how many requests are left, also a refusal and an unknown address, which count as well', async () => {
    const left = async (url: string) => {
      const { headers } = await api.as(null).get(url);
      expect(headers['ratelimit-policy']).toMatch(/^"default";q=\d+;w=60$/);
      return Number(/r=(\d+)/.exec(String(headers['ratelimit']))![1]);
    };
    const before = await left('/api/me');
    expect([await left('/api/nothing'), await left('/api/sign-in-options')]).toEqual([before - 1, before - 2]);
  });

  test('of a person’s own is not kept over https either, and https is kept to', async () => {
    const onHttps = await startApi({ PUBLIC_URL: 'https://steward.district.example' });
    const { headers } = await onHttps.as(null).get('/api/me');
    await onHttps.close();
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
  });
});

describe('what is no request', () => {
  test.each([
    ['a line that is none', 'NONSENSE\r\n\r\n', 400],
    ['bytes that are none', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400],
    ['two lengths', 'POST /api/me HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc', 400],
    ['a length and pieces', 'POST /api/me HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a header folded over lines', 'GET /api/me HTTP/1.1\r\nhost: x\r\nx-a: 1\r\n 2\r\n\r\n', 400],
    ['a bare line feed in a header', 'GET /api/me HTTP/1.1\r\nhost: x\r\nx-a: 1\n\r\n\r\n', 400],
    ['headers of 20 kB', `GET /api/me HTTP/1.1\r\nhost: x\r\ncookie: a=${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address of 20 kB', `GET /api/${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
  ])('%s is refused as a problem, without an echo', async (_what, bytes, status) => {
    const said = await say(bytes);
    expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(said).toContain('content-type: application/problem+json');
    expect(problemIn(said)).toMatchObject({ status });
    expect(said).not.toMatch(/NONSENSE|xxxx/);
  });

  test('one that only drips is ended, whatever length it said', async () => {
    const { server } = api.app;
    const { requestTimeout, headersTimeout } = server;
    Object.assign(server, { requestTimeout: 300, headersTimeout: 300 });
    const [slow, upload] = await Promise.all([
      say('POST /api/work-orders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'),
      say(
        `POST /api/attachments HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 1000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf`,
      ),
    ]);
    Object.assign(server, { requestTimeout, headersTimeout });
    expect([requestTimeout, server.listening]).toEqual([300_000, true]);
    // The first was answered before it was read: nobody is signed in.
    expect(slow).toMatch(/^HTTP\/1\.1 401 /);
    expect(problemIn(upload)).toMatchObject({ status: 408, code: 'request.too_slow' });
  });
});

describe('what another site could send', () => {
  const own = () => ({ origin: api.config.publicUrl });
  const type = () => district.types.plumbing;
  const body = () => JSON.stringify({ requestTypeId: type().id, title: 'Tap', siteId: district.school.id, answers: answersFor(type()) });
  const ask = (headers: Record<string, string>, payload = body()) =>
    api.app.inject({ method: 'POST', url: '/api/work-orders', headers: { cookie, ...headers }, payload });

  test.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'])(
    'is refused as %s, whatever it holds',
    async (contentType) => {
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'same-site' }]) {
        const answer = await ask({ ...headers, 'content-type': contentType });
        expect([answer.statusCode, answer.json().code]).toEqual([403, 'session.cross_site']);
      }
    },
  );
  test('and a form is taken as JSON from nobody, our own pages included', async () => {
    for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'])
      expect((await ask({ ...own(), 'content-type': contentType })).statusCode).toBeGreaterThanOrEqual(400);
    expect((await ask({ ...own(), 'content-type': 'application/json' })).statusCode).toBe(201);
  });
  test('no header or parameter makes a GET an act, or one act another', async () => {
    for (const headers of [{ 'x-http-method-override': 'POST' }, { 'x-http-method': 'POST' }, { 'x-method-override': 'DELETE' }] as Record<
      string,
      string
    >[]) {
      const answer = await api.app.inject({ url: '/api/me/sign-outs?_method=POST', headers: { cookie, ...headers } });
      expect(answer.statusCode).toBe(404);
    }
    expect((await api.as(null).get('/api/me', { headers: { cookie } })).status).toBe(200);
  });
  test('no other site may read an answer: there is no CORS', async () => {
    for (const method of ['OPTIONS', 'GET'] as const) {
      const answer = await api.app.inject({
        method,
        url: '/api/me',
        headers: { cookie, origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('a body made to cost', () => {
  const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    api.app.inject({ method: 'POST', url: '/api/work-orders', headers: { cookie, 'content-type': 'application/json', ...headers }, payload });
  const deep = (text: string) => text.repeat(20_000);
  test.each<[string, string | Buffer, Record<string, string>, number[]]>([
    ['deep lists', `{"answers":${deep('[')}${deep(']')}}`, {}, [400]],
    ['deep objects', `${deep('{"a":')}1${deep('}')}`, {}, [400]],
    ['a number of 200,000 digits', `{"answers":{"a":${'9'.repeat(200_000)}}}`, {}, [400]],
    ['a name of 200,000 characters', `{"${'x'.repeat(200_000)}":1}`, {}, [400]],
    ['20,000 names', `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join()}}`, {}, [400, 413]],
    ['a prototype', '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}', {}, [400]],
    ['more than is taken', `"${'x'.repeat(300_000)}"`, {}, [413]],
    ['compressed', Buffer.from('1f8b0800000000000003ab5608cb2c4e2d5248cd0300', 'hex'), { 'content-encoding': 'gzip' }, [400, 415]],
  ])('%s is refused, and quoted back in small', async (_what, payload, headers, expected) => {
    const answer = await post(payload, headers);
    expect(expected).toContain(answer.statusCode);
    expect(answer.body.length).toBeLessThan(20_000);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});

describe('line breaks and quotes in what comes back as a header', () => {
  const NASTY = ['%0d%0aset-cookie:%20a=b', '%0D%0A%0D%0A<script>', '%E5%98%8A%E5%98%8Dset-cookie:a=b', '%00', '"%3E%3Cscript%3E'];
  test.each(NASTY)('%s', async (nasty) => {
    for (const url of [
      `/api/${nasty}`,
      `/api/work-orders?q=${nasty}`,
      `/api/work-orders?limit=1&q=${nasty}`,
      `/api/people/${nasty}`,
      `/api/docs/${nasty}`,
    ]) {
      const answer = await api.app.inject({ url, headers: { cookie } });
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers).not.toHaveProperty('set-cookie');
      for (const value of Object.values(answer.headers).flat()) expect(String(value)).not.toMatch(/[\r\n\0]|<script>/);
    }
  });
  test('a request’s id is ours, whatever the sender calls it', async () => {
    const { body: refused } = await api.as(null).get('/api/me', { headers: { 'x-request-id': 'mine', 'request-id': 'mine' } });
    expect(refused.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
  test('the next page’s address holds the query as text', async () => {
    for (let i = 0; i < 2; i++) {
      const body = {
        requestTypeId: district.types.plumbing.id,
        title: 'Tap',
        siteId: district.school.id,
        answers: answersFor(district.types.plumbing),
      };
      await api.as(teacher).post('/api/work-orders', { body });
    }
    const { headers } = await api.app.inject({ url: '/api/work-orders?limit=1&q=tap%0d%0a%3E%3B', headers: { cookie } });
    expect(headers['link']).toMatch(/^<\/api\/work-orders\?[^<>\r\n]+>; rel="next"$/);
  });
});
