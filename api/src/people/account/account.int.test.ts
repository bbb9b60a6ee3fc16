import { personEvents, sessions } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aPerson } from '../people.testing.ts';
import { removeExpiredSessions } from './queries.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ NETWORKS: 'Wheat Ridge HS=10.1.0.0/16' });
});
afterAll(() => api.close());

const IN_A_YEAR = new Date('2027-11-24T00:00:00Z');
const YESTERDAY = new Date('2026-11-23T16:00:00Z');
const PHONE = 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

const anotherSession = async (userId: string, set: Partial<typeof sessions.$inferInsert> = {}) => {
  const id = uuidv7();
  await api.db.insert(sessions).values({ id, userId, token: id, expiresAt: IN_A_YEAR, createdAt: YESTERDAY, lastSeenAt: YESTERDAY, ...set });
  return id;
};

test('my sessions tell device, place and which one this is, the last seen first', async () => {
  const person = await aPerson(api.db);
  const phone = await anotherSession(person.id, { userAgent: PHONE, ipAddress: '10.1.7.7' });
  const away = await anotherSession(person.id, { ipAddress: '203.0.113.9', lastSeenAt: new Date('2026-11-01T00:00:00Z') });
  await anotherSession(person.id, { expiresAt: YESTERDAY });
  const { body } = await api.as(person).get('/api/me/sessions');
  expect(body.items).toMatchObject([
    { isCurrent: true },
    {
      id: phone,
      isCurrent: false,
      device: { browser: 'Chrome', system: 'Android', kind: 'phone' },
      place: { networkName: 'Wheat Ridge HS', address: '10.1.7.7' },
    },
    { id: away, device: { browser: null, kind: 'other' }, place: { networkName: null, address: '203.0.113.9' } },
  ]);
  expect(JSON.stringify(body)).not.toContain('token');
});

test('when a session was last seen is known without a write in each request', async () => {
  const person = await aPerson(api.db);
  const [quiet, busy] = [api.as(person), api.as(person)];
  await Promise.all([quiet.cookie, busy.cookie]);
  await api.db.update(sessions).set({ lastSeenAt: YESTERDAY }).where(eq(sessions.userId, person.id));
  await busy.get('/api/me');
  const written = () => api.db.select({ at: sessions.lastSeenAt }).from(sessions).where(eq(sessions.userId, person.id));
  expect((await written()).map(({ at }) => at)).toEqual([YESTERDAY, YESTERDAY]);
  await api.app.writeLastSeen();
  expect((await written()).map(({ at }) => at).toSorted((a, b) => a.getTime() - b.getTime())).toEqual([YESTERDAY, NOW]);
});

test('one session is ended at once and noted; another person’s cannot be', async () => {
  const [person, stranger] = [await aPerson(api.db), await aPerson(api.db)];
  const [here, there] = [api.as(person), api.as(person)];
  await there.get('/api/me');
  const other = (await here.get('/api/me/sessions')).body.items.find((s: { isCurrent: boolean }) => !s.isCurrent);
  const refused = await api.as(stranger).delete(`/api/me/sessions/${other.id}`);
  expect([refused.status, refused.body.code]).toEqual([404, 'people.session_not_found']);
  const left = await here.delete(`/api/me/sessions/${other.id}`);
  expect(left.body.items).toMatchObject([{ isCurrent: true }]);
  expect([(await there.get('/api/me')).status, (await here.get('/api/me')).status]).toEqual([401, 200]);
  expect((await here.delete(`/api/me/sessions/${other.id}`)).status).toBe(404);
  const events = await api.db.select().from(personEvents).where(eq(personEvents.personId, person.id));
  expect(events.map((e) => [e.kind, e.actorId])).toEqual([['session_ended', person.id]]);
});

test('a session that has run out is removed, and a live one is not', async () => {
  const person = await aPerson(api.db);
  await anotherSession(person.id, { expiresAt: YESTERDAY });
  const live = await anotherSession(person.id);
  await removeExpiredSessions(api.db, NOW);
  const left = await api.db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, person.id));
  expect(left).toEqual([{ id: live }]);
});
