import { createHook } from 'node:async_hooks';
import { accounts, people, sessions, signInTries } from '@steward/db/schema';
import { hashPassword } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aPerson } from './people.testing.ts';

const PASSWORD = 'a good password';
const HTTPS = 'https://steward.district.example';
let api: TestApi;
let onHttps: TestApi;
let hashed: string;

beforeAll(async () => {
  [api, onHttps] = await Promise.all([
    startApi({ SIGN_INS_PER_MINUTE: '2', TRUST_PROXY: 'loopback' }),
    startApi({ PUBLIC_URL: HTTPS, SIGN_INS_PER_MINUTE: '100' }),
  ]);
  hashed = await hashPassword(PASSWORD);
});
afterAll(() => Promise.all([api.close(), onHttps.close()]));
beforeEach(async () => {
  api.clock.now = NOW;
  await api.db.delete(signInTries);
});

async function somebody(at = api) {
  const person = await aPerson(at.db);
  await at.db.insert(accounts).values({ id: uuidv7(), userId: person.id, accountId: person.id, providerId: 'credential', password: hashed });
  return person;
}

type More = { from?: string; cookie?: string; headers?: Record<string, string> };
const signIn = (email: string, password: string, { from = '192.0.2.1', cookie, headers }: More = {}, at = api) =>
  at
    .as(null)
    .post('/api/auth/sign-in/email', { body: { email, password }, headers: { 'x-forwarded-for': from, ...(cookie ? { cookie } : {}), ...headers } });
const cookiesOf = (answer: { headers: Record<string, unknown> }) => [answer.headers['set-cookie'] ?? []].flat().map(String);
const kept = (answer: { headers: Record<string, unknown> }) =>
  cookiesOf(answer)
    .map((line) => line.split(';', 1)[0])
    .join('; ');
const statusOfMe = async (cookie: string, at = api) => (await at.as(null).get('/api/me', { headers: { cookie } })).status;

describe('guesses are slowed down', () => {
  /** As if whoever tried until now had tried so often: working out a password takes its time. */
  const haveTried = (tries: number) => api.db.update(signInTries).set({ tries });

  test('at one address from one place, and the right password waits as well; after a minute it is heard again', async () => {
    const { email } = await somebody();
    const said = [await signIn(email, 'wrong'), await signIn(email, 'wrong'), await signIn(email, PASSWORD)];
    expect(said.map(({ status }) => status)).toEqual([401, 401, 429]);
    expect(Number(said[2]!.headers['retry-after'])).toBe(60);
    api.clock.now = new Date(NOW.getTime() + 60_000);
    expect((await signIn(email, PASSWORD)).status).toBe(200);
  });

  test('at one address from anywhere: a thousand machines guess no faster than three', async () => {
    const { email } = await somebody();
    await signIn(email, 'wrong', { from: '198.51.100.1' });
    await haveTried(5);
    const said = [await signIn(email, 'wrong', { from: '198.51.100.2' }), await signIn(email, 'wrong', { from: '198.51.100.3' })];
    expect(said.map(({ status }) => status)).toEqual([401, 429]);
    expect(Number(said[1]!.headers['retry-after'])).toBe(15 * 60);
  });

  test('yet who guesses keeps nobody out: a browser that signed in before is let through', async () => {
    const [{ email }, other] = [await somebody(), await somebody()];
    const home = kept(await signIn(email, PASSWORD));
    for (const address of [email, other.email]) await signIn(address, 'wrong', { from: '198.51.100.1' });
    await haveTried(6);
    const from = '203.0.113.9';
    expect((await signIn(email, PASSWORD, { from })).status).toBe(429);
    expect((await signIn(email, PASSWORD, { from, cookie: home })).status).toBe(200);
    // The mark is for one address only.
    expect((await signIn(other.email, PASSWORD, { from, cookie: home })).status).toBe(429);
  });

  test('at many addresses from one place, where IPv6 counts by network', async () => {
    await signIn('nobody1@test.example', 'wrong', { from: '2001:db8::1' });
    await haveTried(60);
    expect((await signIn('nobody2@test.example', 'wrong', { from: '2001:db8::2' })).status).toBe(429);
    expect((await signIn('nobody2@test.example', 'wrong', { from: '2001:db8:0:1::1' })).status).toBe(401);
  });

  test('a sign-in that succeeds is no guess, and one without a password neither', async () => {
    const { email } = await somebody();
    for (let i = 0; i < 3; i++) expect((await signIn(email, PASSWORD)).status).toBe(200);
    for (let i = 0; i < 3; i++) expect((await signIn(email, '')).status).toBe(400);
    expect((await signIn(email, PASSWORD)).status).toBe(200);
  });

  test('over all processes: the counts are in the database, as digests', async () => {
    const { email } = await somebody();
    await signIn(email, 'wrong', { from: '192.0.2.77' });
    const rows = await api.db.select().from(signInTries);
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${email}|192\\.0\\.2\\.77`));
  });

  test('tries at the same moment count as many', async () => {
    const { email } = await somebody();
    const said = await Promise.all(Array.from({ length: 6 }, () => signIn(email, 'wrong')));
    expect(said.filter(({ status }) => status === 401)).toHaveLength(2);
  });
});

describe('nobody learns who works here', () => {
  /** How many times a password was worked out meanwhile: that is what takes the time. */
  async function hashesDuring(work: () => Promise<unknown>) {
    let count = 0;
    const hook = createHook({ init: (_id, type) => void (type === 'SCRYPTREQUEST' && (count += 1)) }).enable();
    await work();
    hook.disable();
    return count;
  }

  test('the same work and the same words for a wrong password, an unknown address, who has left, and who has no password here', async () => {
    const [known, left, without] = [await somebody(), await somebody(), await aPerson(api.db)];
    await api.db.update(people).set({ isActive: false }).where(eq(people.id, left.id));
    const said: unknown[] = [];
    for (const email of [known.email, 'nobody@test.example', left.email, without.email]) {
      const hashes = await hashesDuring(async () => {
        const { status, body, headers } = await signIn(email, email === left.email ? PASSWORD : 'wrong');
        said.push([status, body.code, body.title, Object.keys(headers).toSorted()]);
      });
      expect([email, hashes]).toEqual([email, 1]);
    }
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  test('too many tries are answered alike for an address that is none', async () => {
    const { email } = await somebody();
    const said = [];
    for (const address of [email, 'nobody@test.example']) {
      for (let i = 0; i < 2; i++) await signIn(address, 'wrong');
      const { status, body, headers } = await signIn(address, 'wrong');
      said.push([status, body.code, body.title, headers['retry-after']]);
    }
    expect(said[0]).toEqual(said[1]);
  });
});

describe('a session', () => {
  test('is new at each sign-in: one that was planted is not taken over, and the one before ends', async () => {
    const [person, attacker] = [await somebody(), await somebody()];
    const planted = (await api.as(attacker).cookie)!;
    const mine = kept(await signIn(person.email, PASSWORD, { cookie: planted }));
    expect(mine).not.toContain(planted.split('=')[1]!);
    expect([await statusOfMe(planted), await statusOfMe(mine)]).toEqual([401, 200]);
    const again = kept(await signIn(person.email, PASSWORD, { cookie: mine }));
    expect([await statusOfMe(mine), await statusOfMe(again)]).toEqual([401, 200]);
  });

  test('ends on the server when one signs out, not only in the browser', async () => {
    const { email } = await somebody();
    const cookie = kept(await signIn(email, PASSWORD));
    const out = await api.as(null).post('/api/auth/sign-out', { headers: { cookie } });
    expect([out.status, await statusOfMe(cookie)]).toEqual([200, 401]);
    expect(cookiesOf(out).join()).toMatch(/session_token=;.*Max-Age=0/);
  });

  test('cannot be ended by a link or an image', async () => {
    const person = await somebody();
    const cookie = (await api.as(person).cookie)!;
    expect((await api.as(person).get('/api/auth/sign-out')).status).toBe(404);
    expect(await statusOfMe(cookie)).toBe(200);
  });

  test('its token is in the cookie and in no answer', async () => {
    const { email, id } = await somebody();
    const answer = await signIn(email, PASSWORD);
    const [row] = await api.db.select().from(sessions).where(eq(sessions.userId, id));
    expect(answer.text).not.toContain(row!.token);
    expect(kept(answer)).toContain(row!.token);
    expect((await api.as(null).get('/api/auth/get-session', { headers: { cookie: kept(answer) } })).status).toBe(404);
  });

  test('is kept by the browser for this host alone, over https alone, and out of reach of scripts', async () => {
    const { email } = await somebody(onHttps);
    const answer = await signIn(email, PASSWORD, { headers: { origin: HTTPS } }, onHttps);
    for (const line of cookiesOf(answer)) {
      expect(line).toMatch(/^__Host-steward\./);
      for (const flag of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/i]) expect(line).toMatch(flag);
      expect(line).not.toMatch(/Domain/i);
    }
    const cookie = kept(answer);
    expect(await statusOfMe(cookie, onHttps)).toBe(200);
    // What a neighbour under the district's domain, or plain http, could plant is not looked at.
    for (const prefix of ['', '__Secure-']) expect(await statusOfMe(cookie.replaceAll('__Host-', prefix), onHttps)).toBe(401);
  });
});

describe('another site signs nobody in or out', () => {
  const FOREIGN = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.district.example' },
    { origin: `${HTTPS}.evil.example` },
    { origin: HTTPS.replace('https', 'http') },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  test.each(FOREIGN)('%o', async (headers) => {
    const person = await somebody(onHttps);
    const email = person.email;
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
      const answer = await signIn(email, PASSWORD, { headers: { ...headers, 'content-type': type } }, onHttps);
      expect([type, answer.status, answer.body.code, cookiesOf(answer)]).toEqual([type, 403, 'session.cross_site', []]);
    }
    expect((await onHttps.as(null).post('/api/auth/sign-out', { headers })).body.code).toBe('session.cross_site');
  });
});
