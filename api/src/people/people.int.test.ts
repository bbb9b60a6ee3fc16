import { accounts, people, personEvents } from '@steward/db/schema';
import { hashPassword } from 'better-auth/crypto';
import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aWorkOrder } from '../work-orders/work-orders.testing.ts';
import { aPerson } from './people.testing.ts';

let api: TestApi;
let district: District;
let administrator: Actor;

beforeAll(async () => {
  api = await startApi({ SIGN_INS_PER_MINUTE: '5' });
  district = await aDistrict(api.db);
  administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
});
afterAll(() => api.close());

const withPassword = async (password: string) => {
  const person = await aPerson(api.db);
  await api.db
    .insert(accounts)
    .values({ id: uuidv7(), userId: person.id, accountId: person.id, providerId: 'credential', password: await hashPassword(password) });
  return person;
};
const signIn = (email: string, password: string) =>
  api.as(null).post('/api/auth/sign-in/email', { body: { email, password }, headers: { origin: api.config.publicUrl } });
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie']]
    .flat()
    .map(String)
    .find((c) => c.startsWith('steward.session_token')) ?? '';
const meWith = async (cookie: string) => (await api.app.inject({ url: '/api/me', headers: { cookie: cookie.split(';')[0]! } })).statusCode;

describe('signing in', () => {
  test('opens a session that the API knows, in a cookie that scripts cannot read', async () => {
    const person = await withPassword('a good password');
    const answer = await signIn(person.email, 'a good password');
    expect(answer.status).toBe(200);
    const cookie = cookieOf(answer);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(await meWith(cookie)).toBe(200);
  });
  test('says the same for a wrong password, an unknown address and a person who has left', async () => {
    const person = await withPassword('a good password');
    const left = await withPassword('a good password');
    await api.db.update(people).set({ isActive: false }).where(eq(people.id, left.id));
    const answers = [await signIn(person.email, 'wrong password'), await signIn('nobody@test.example', 'wrong password')];
    const said = answers.map(({ status, body }) => [status, body.code, body.title]);
    expect(said[0]).toEqual([401, 'session.wrong_credentials', 'This e-mail address and password do not match.']);
    expect(said[1]).toEqual(said[0]);
    const gone = await signIn(left.email, 'a good password');
    expect([gone.status, gone.body.code, gone.body.title]).toEqual(said[0]);
  });
  test('is slowed down after a few tries at one address', async () => {
    const person = await withPassword('a good password');
    for (let i = 0; i < 5; i += 1) await signIn(person.email, 'wrong password');
    const answer = await signIn(person.email, 'a good password');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
  test('a cookie that somebody made up, or another secret signed, opens nothing', async () => {
    for (const cookie of [
      'steward.session_token=x',
      'steward.session_token=abc.def',
      `steward.session_token=${encodeURIComponent('a.b=')}`,
      'steward.session_token=%E0%A4%A',
    ])
      expect(await meWith(cookie)).toBe(401);
  });
  test('signing out everywhere ends every session at once', async () => {
    const person = await aPerson(api.db);
    const [one, two] = [api.as(person), api.as(person)];
    expect((await one.get('/api/me')).status).toBe(200);
    await two.cookie;
    expect((await one.post('/api/me/sign-outs')).body).toEqual({ endedSessions: 2, continueAt: null });
    expect([(await one.get('/api/me')).status, (await two.get('/api/me')).status]).toEqual([401, 401]);
  });
});

describe('the rest of the sign-in library', () => {
  test.each(['update-user', 'revoke-sessions', 'change-password', 'sign-up/email', 'delete-user', 'link-social', 'error', 'ok'])(
    'is not there: %s',
    async (path) => {
      const person = await aPerson(api.db);
      for (const method of ['get', 'post'] as const) {
        const answer = await api.as(person)[method](`/api/auth/${path}`, method === 'post' ? { body: { name: 'Another' } } : {});
        expect([answer.status, answer.body?.code]).toEqual([404, 'request.not_found']);
      }
    },
  );
  test('a page of another site, or of a sibling, acts for nobody', async () => {
    const person = await aPerson(api.db);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await api.as(person).patch('/api/me', { body: { locale: 'es' }, ifMatch: 1, headers });
      expect([answer.status, answer.body.code]).toEqual([403, 'session.cross_site']);
    }
    const own = await api.as(person).patch('/api/me', { body: { locale: 'es' }, ifMatch: 1, headers: { origin: api.config.publicUrl } });
    expect(own.status).toBe(200);
  });
});

describe('an administrator', () => {
  test('gives a role for one school: the person sees exactly that school’s orders, until it is ended', async () => {
    const asker = await aPerson(api.db);
    const here = await aWorkOrder(api.db, district, { requester: asker });
    const there = await aWorkOrder(api.db, district, { requester: asker, siteId: district.otherSchool.id });
    const person = await aPerson(api.db);
    const sees = async () => (await api.as(person).get('/api/work-orders')).body.items.map((o: { id: string }) => o.id);
    expect(await sees()).toEqual([]);
    const admin = api.as(administrator);
    const given = await admin.post(`/api/people/${person.id}/role-grants`, { body: { role: 'site_administrator', siteId: district.school.id } });
    expect(given.body).toMatchObject({ role: 'site_administrator', site: { id: district.school.id }, grantedBy: { id: administrator.id } });
    expect(await sees()).toContain(here.id);
    expect(await sees()).not.toContain(there.id);
    const again = await admin.post(`/api/people/${person.id}/role-grants`, { body: { role: 'site_administrator', siteId: district.school.id } });
    expect([again.status, again.body.code]).toEqual([422, 'people.role_held']);
    await admin.post(`/api/people/${person.id}/role-grants/${given.body.id}/endings`);
    expect(await sees()).toEqual([]);
    const events = await api.db
      .select()
      .from(personEvents)
      .where(eq(personEvents.personId, person.id))
      .orderBy(asc(personEvents.occurredAt), asc(personEvents.id));
    expect(events.map((e) => [e.kind, e.actorId])).toEqual([
      ['role_granted', administrator.id],
      ['role_ended', administrator.id],
    ]);
  });
  test('cannot end the last administrator of the district, nor deactivate them', async () => {
    const { body } = await api.as(administrator).get(`/api/people/${administrator.id}`);
    const ended = await api.as(administrator).post(`/api/people/${administrator.id}/role-grants/${body.roleGrants[0].id}/endings`);
    expect([ended.status, ended.body.code]).toEqual([422, 'people.last_administrator']);
    const left = await api.as(administrator).patch(`/api/people/${administrator.id}`, { body: { isActive: false }, ifMatch: body.version });
    expect(left.body.code).toBe('people.last_administrator');
  });
  test('lets a person go: their sessions end and they are no longer found', async () => {
    const person = await aPerson(api.db, { name: 'Leaving Soon' });
    const theirs = api.as(person);
    expect((await theirs.get('/api/me')).status).toBe(200);
    const gone = await api.as(administrator).patch(`/api/people/${person.id}`, { body: { isActive: false }, ifMatch: 1 });
    expect(gone.body).toMatchObject({ isActive: false, sessionCount: 0, version: 2 });
    expect((await theirs.get('/api/me')).status).toBe(401);
    expect((await api.as(administrator).get('/api/people?q=leaving')).body.items).toEqual([]);
    expect((await api.as(administrator).get('/api/people?q=leaving&includeInactive=true')).body.items.length).toBe(1);
    const late = await api.as(administrator).patch(`/api/people/${person.id}`, { body: { isActive: true }, ifMatch: 1 });
    expect([late.status, late.body.current.isActive]).toEqual([412, false]);
  });
  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown service', { role: 'dispatcher', serviceCode: 'magic' }, '/serviceCode'],
    ['an unknown school', { role: 'dispatcher', siteId: '00000000-0000-4000-8000-000000000000' }, '/siteId'],
    ['an empty service', { role: 'dispatcher', serviceCode: ' ' }, '/serviceCode'],
    ['a service that the role does not know', { role: 'hr_partner', serviceCode: 'it' }, '/serviceCode'],
    ['an unknown role', { role: 'emperor' }, '/role'],
    [
      'an area and a school',
      { role: 'dispatcher', areaId: '00000000-0000-4000-8000-000000000000', siteId: '00000000-0000-4000-8000-000000000000' },
      '/areaId',
    ],
  ])('is told about %s', async (_, body, pointer) => {
    const person = await aPerson(api.db);
    const refused = await api.as(administrator).post(`/api/people/${person.id}/role-grants`, { body });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.body.errors[0].pointer).toBe(pointer);
  });
});

test('an auditor’s looks are noted', async () => {
  const auditor = await aPerson(api.db, { grants: [{ role: 'auditor' }] });
  const order = await aWorkOrder(api.db, district, { requester: await aPerson(api.db) });
  await api.as(auditor).get(`/api/work-orders/${order.number}`);
  const events = await api.db.select().from(personEvents).where(eq(personEvents.personId, auditor.id));
  expect(events.map((e) => [e.kind, e.data])).toEqual([['viewed', { path: `/api/work-orders/${order.number}` }]]);
});
