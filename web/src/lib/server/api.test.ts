import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let proxy: Server;
let answer: { status: number; type: string; body: string };
vi.mock('$app/env/private', () => ({
  get API_URL() {
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  },
}));
vi.mock('#lib/paraglide/runtime.js', () => ({ getLocale: () => 'en' }));
const { apiFor, must } = await import('./api.ts');

beforeAll(async () => {
  proxy = createServer((_request, response) => response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body));
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
});
afterAll(() => proxy.close());

const api = () =>
  apiFor({
    request: new Request('http://steward.example/requests'),
    url: new URL('http://steward.example/requests'),
    locals: { requestId: 'of-this-request' },
    getClientAddress: () => '192.0.2.1',
  } as unknown as RequestEvent);

it.each([
  { says: 'in plain words', status: 503, type: 'text/plain', body: 'Nobody can answer just now.' },
  { says: 'nothing', status: 502, type: 'text/plain', body: '' },
])('a proxy that answers for an API that is away, and says $says: the page is a 503 that tells so', async ({ status, type, body }) => {
  answer = { status, type, body };
  const got = await api().GET('/api/me');
  expect(got.error).toMatchObject({ status: 503, code: 'portal.api_unreachable', requestId: 'of-this-request' });
  expect(() => must(got)).toThrow(expect.objectContaining({ status: 503 }));
});

it("the API's own refusal is passed on as it is", async () => {
  const problem = {
    type: 'about:blank',
    title: 'The database is not answering.',
    status: 503,
    instance: '/api/me',
    code: 'database.unavailable',
    requestId: 'x',
  };
  answer = { status: 503, type: 'application/problem+json', body: JSON.stringify(problem) };
  expect((await api().GET('/api/me')).error).toEqual(problem);
});
