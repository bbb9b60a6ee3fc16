import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, answersFor, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aForm } from '../work-orders/files/files.testing.ts';

let api: TestApi;
let district: District;
let teacher: Actor;
const lines: string[] = [];
const logStream = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    lines.push(chunk.toString());
    done();
  },
});

beforeAll(async () => {
  api = await startApi({ LOG_LEVEL: 'debug' }, logStream);
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { name: 'Wilhelmina Quince', siteId: district.school.id });
});
afterAll(() => api.close());

test('the log says what was asked and how it went, and nothing of whom or what about', async () => {
  const who = api.as(teacher);
  const cookie = (await who.cookie)!;
  const type = district.types.plumbing;
  const body = {
    requestTypeId: type.id,
    title: 'Private-title',
    description: 'Private-words',
    siteId: district.school.id,
    answers: answersFor(type),
  };
  const made = await who.post('/api/work-orders', { body, key: 'private-key' });
  expect(made.status).toBe(201);
  await who.get('/api/work-orders?q=private-search');
  await who.post('/api/work-orders', { body: { ...body, title: 'Private-refused'.repeat(100) } });
  await who.post(`/api/work-orders/${made.body.id}/comments`, { body: { body: 'Private-comment' } });
  await who.post('/api/attachments', aForm({ fileName: 'private-file.txt', content: 'Private-bytes' }));
  await api.as(null).post('/api/auth/sign-in/email', { body: { email: 'private@test.example', password: 'private-password' } });
  await api
    .as(null)
    .get('/api/people/private-person?name=private-query', { headers: { authorization: 'Bearer private-token', 'x-private': 'private-header' } });

  // What fails inside, with the statement and its parameters in the error's own words.
  const fail = api.app.db.transaction.bind(api.app.db);
  api.app.db.transaction = () =>
    Promise.reject(new Error('Failed query: insert into people values ($1)\nparams: private-parameter', { cause: new Error('private-cause') }));
  expect((await who.post(`/api/work-orders/${made.body.id}/comments`, { body: { body: 'Private-comment' } })).status).toBe(500);
  api.app.db.transaction = fail;

  const log = lines.join('');
  expect(log).toContain('"route":"/api/work-orders/:id/comments"');
  expect(log).toContain('request failed');
  const [, token] = cookie.split('=');
  for (const secret of ['private', 'Quince', teacher.email, token!, decodeURIComponent(token!).split('.')[0]!, api.config.sessionSecret, '127.0.0.1'])
    expect(log.toLowerCase().includes(secret.toLowerCase()), secret).toBe(false);
});
