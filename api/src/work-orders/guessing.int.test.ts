import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aForm } from './files/files.testing.ts';
import { aWorkOrder } from './work-orders.testing.ts';

let api: TestApi;
let district: District;
let outsider: Actor;
let hidden: { id: string; number: string };
let fileId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const requester = await aPerson(api.db, { siteId: district.school.id });
  outsider = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'dispatcher' }, { role: 'auditor' }] });
  hidden = await aWorkOrder(api.db, district, { requester, type: district.types.hr });
  fileId = (await api.as(requester).post(`/api/work-orders/${hidden.id}/attachments`, aForm({ fileName: 'a.txt', content: 'a' }))).body.id;
});
afterAll(() => api.close());

const NOBODYS = '0197a000-0000-7000-8000-000000000000';
/** All that an answer tells, but for what was asked and when. */
async function told(method: 'get' | 'post' | 'patch', path: string, body?: unknown) {
  const answer = await api.as(outsider)[method](path, { ...(body ? { body } : {}), ifMatch: 1 });
  const { instance: _, requestId: __, ...rest } = answer.body as Record<string, unknown>;
  const { date: ___, ratelimit: ____, ...headers } = answer.headers;
  return { status: answer.status, rest, headers };
}

test.each<['get' | 'post' | 'patch', string, unknown?]>([
  ['get', ''],
  ['get', '/comments'],
  ['get', '/events'],
  ['get', '/labour'],
  ['get', '/costs'],
  ['get', '/attachments'],
  ['patch', '', { title: 'Mine' }],
  ['post', '/comments', { body: 'Hello' }],
  ['post', '/transitions', { to: 'closed' }],
  ['post', '/assignments', { take: true }],
  ['post', '/ratings', { rating: 1 }],
  ['post', '/labour', { workedOn: '2026-11-24', minutes: 1 }],
])('who guesses numbers cannot tell an order they may not know of from one that is not there: %s %s', async (method, what, body) => {
  const [real, ghost] = [
    await told(method, `/api/work-orders/${hidden.number}${what}`, body),
    await told(method, `/api/work-orders/WO-2026-999999${what}`, body),
  ];
  expect(real).toEqual(ghost);
  expect(await told(method, `/api/work-orders/${hidden.id}${what}`, body)).toEqual(await told(method, `/api/work-orders/${NOBODYS}${what}`, body));
});

test('nor a file, nor by naming either in a request of one’s own', async () => {
  for (const what of ['file', 'thumbnail'])
    expect(await told('get', `/api/attachments/${fileId}/${what}`)).toEqual(await told('get', `/api/attachments/${NOBODYS}/${what}`));
  const mine = await aWorkOrder(api.db, district, { requester: outsider });
  const naming = (id: string) => told('post', `/api/work-orders/${mine.id}/comments`, { body: 'See', attachmentIds: [id] });
  expect(await naming(fileId)).toEqual(await naming(NOBODYS));
  const duplicate = (of: string) => told('post', `/api/work-orders/${mine.id}/transitions`, { to: 'duplicate', duplicateOf: of });
  expect(await duplicate(hidden.number)).toEqual(await duplicate('WO-2026-999999'));
});
