import { accounts, people, personEvents, roleGrants, sessions } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../people.testing.ts';
import { signInThere, startProvider, type TestClaims, type TestProvider } from './provider.testing.ts';

const STEWARD = 'http://localhost:3000';
const ROLES = {
  admins: { role: 'administrator' },
  desk: [{ role: 'dispatcher', service: 'it', area: 'north' }],
  crew: { role: 'technician' },
};

let api: TestApi;
let own: TestProvider;
let partner: TestProvider;

beforeAll(async () => {
  [own, partner] = await Promise.all([
    startProvider({ id: 'district', redirectTo: [STEWARD] }),
    startProvider({ id: 'partner', redirectTo: [STEWARD], tellsInToken: false }),
  ]);
  api = await startApi({
    OIDC_PROVIDERS: 'district,partner',
    ...own.env('District account', { ROLE_CLAIM: 'roles', ROLES: JSON.stringify(ROLES) }),
    ...partner.env('Partner', { DOMAINS: 'partner.example', ROLE_CLAIM: 'roles', ROLES: '{"crew": {"role": "technician"}}' }),
  });
  await aDistrict(api.db);
});
afterAll(async () => {
  await api.close();
  await Promise.all([own.stop(), partner.stop()]);
});

let last = 0;
const someone = () => `login${(last += 1)}`;
const cookiesOf = (headers: Record<string, unknown>) =>
  [headers['set-cookie'] as string | string[] | undefined]
    .flat()
    .flatMap((line) => line?.split(';', 1)[0] ?? [])
    .filter((pair) => !pair.endsWith('='));

/** Asks to sign in by a provider: where to go, and the cookies to come back with. */
async function begin(provider = 'district', next = '/requests') {
  const { status, body, headers } = await api.as(null).post('/api/auth/sign-in/social', { body: { provider, next }, headers: { origin: STEWARD } });
  return { status, body, cookie: cookiesOf(headers).join('; ') };
}
async function comeBack(at: URL, cookie: string) {
  const { status, headers } = await api.as(null).get(at.pathname + at.search, { headers: { cookie } });
  const to = new URL((headers['location'] as string | undefined) ?? STEWARD, STEWARD);
  return { status, to, problem: to.searchParams.get('problem'), session: cookiesOf(headers).find((pair) => pair.includes('session_token')) };
}
/** The whole way through the provider and back; `alter` changes the address on the way there. */
async function signIn(at: TestProvider, login: string, claims?: TestClaims, alter: (url: URL) => void = () => {}) {
  if (claims) at.tell(login, claims);
  const { body, cookie } = await begin(at.id);
  const url = new URL(body.url);
  alter(url);
  return comeBack(await signInThere(url.href, login, STEWARD), cookie);
}
const me = async (session: string | undefined) => (await api.as(null).get('/api/me', { headers: { cookie: session ?? '' } })).body;
const rolesOf = (body: { roles: { role: string }[] }) => body.roles.map(({ role }) => role);
const eventsOf = async (personId: string) =>
  (await api.db.select().from(personEvents).where(eq(personEvents.personId, personId)).orderBy(asc(personEvents.id))).map(({ kind, data }) => [
    kind,
    data['role'] ?? data['to'] ?? null,
  ]);
const claimsOf = (login: string, more: TestClaims = {}): TestClaims => ({
  email: `${login}@district.example`,
  email_verified: true,
  name: 'Ana Ruiz',
  ...more,
});

describe('the first sign-in by a provider', () => {
  test('makes the person with the roles that the claim is mapped to, and goes to the page they wanted', async () => {
    const login = someone();
    const { status, to, session } = await signIn(own, login, claimsOf(login, { roles: ['desk', 'unknown'] }));
    expect([status, to.pathname]).toEqual([302, '/requests']);
    const body = await me(session);
    expect(body).toMatchObject({ email: `${login}@district.example`, name: 'Ana Ruiz' });
    expect(body.roles).toMatchObject([
      { role: 'requester', serviceCode: null, areaName: null, siteName: null },
      { role: 'dispatcher', serviceCode: 'it', areaName: 'North', siteName: null },
    ]);
    expect(await eventsOf(body.id)).toEqual([
      ['provisioned', null],
      ['role_granted', 'requester'],
      ['role_granted', 'dispatcher'],
    ]);
  });
  test('without the claim gives requester only, and asks the userinfo endpoint for what the token leaves out', async () => {
    const login = someone();
    const without = await me((await signIn(own, login, claimsOf(login))).session);
    expect(rolesOf(without)).toEqual(['requester']);
    const other = someone();
    const told = await me((await signIn(partner, other, { email: `${other}@partner.example`, roles: 'crew', name: 'Bo' })).session);
    expect([told.name, rolesOf(told)]).toEqual(['Bo', ['requester', 'technician']]);
  });
  test('keeps no token but the one that signing out needs, in the session', async () => {
    const login = someone();
    const { id } = await me((await signIn(own, login, claimsOf(login))).session);
    const [account] = await api.db.select().from(accounts).where(eq(accounts.userId, id));
    expect(account).toMatchObject({ accountId: `${own.issuer} ${login}`, accessToken: null, refreshToken: null, idToken: null });
    const [session] = await api.db.select().from(sessions).where(eq(sessions.userId, id));
    expect(session).toMatchObject({ providerId: 'district', idToken: expect.stringMatching(/^ey/) });
  });
  test('twice at once makes one person', async () => {
    const login = someone();
    const both = await Promise.all([signIn(own, login, claimsOf(login)), signIn(own, login)]);
    const ids = await Promise.all(both.map(async ({ session }) => (await me(session)).id));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
  });
  test('the same subject of another issuer is another person', async () => {
    const login = someone();
    const one = await me((await signIn(own, login, claimsOf(login))).session);
    const two = await me((await signIn(partner, login, { email: `${login}@partner.example`, email_verified: true })).session);
    expect(two.id).toBeDefined();
    expect(two.id).not.toBe(one.id);
  });
});

describe('an address that somebody has here', () => {
  test('is theirs when the provider has seen so, and their password and roles by hand stay', async () => {
    const person = await aPerson(api.db, { grants: [{ role: 'planner' }] });
    const login = someone();
    const { session } = await signIn(own, login, { email: person.email.toUpperCase(), email_verified: true, name: 'Somebody' });
    const body = await me(session);
    expect([body.id, rolesOf(body).toSorted()]).toEqual([person.id, ['planner', 'requester']]);
  });
  test.each([
    ['unverified by the provider', { email_verified: false }, true],
    ['of which the provider says nothing', {}, true],
    ['unverified here', { email_verified: true }, false],
  ])('is not given away: %s', async (_, claims, emailVerified) => {
    const person = await aPerson(api.db);
    await api.db.update(people).set({ emailVerified }).where(eq(people.id, person.id));
    const { problem, session } = await signIn(own, someone(), { email: person.email, name: 'Thief', ...claims });
    expect([problem, session]).toEqual(['session.address_taken', undefined]);
    expect(await api.db.select().from(accounts).where(eq(accounts.userId, person.id))).toEqual([]);
  });
  test('does not pass to a new account of the provider with the same address', async () => {
    const [first, second] = [someone(), someone()];
    await signIn(own, first, claimsOf(first));
    expect((await signIn(own, second, claimsOf(first))).problem).toBe('session.address_taken');
  });
  test('is out of reach for a provider that does not speak for its domain', async () => {
    const person = await aPerson(api.db);
    expect((await signIn(partner, someone(), { email: person.email, email_verified: true })).problem).toBe('session.other_domain');
  });
});

describe('each later sign-in', () => {
  test('follows the address of the provider: the person stays the same', async () => {
    const login = someone();
    const before = await me((await signIn(own, login, claimsOf(login))).session);
    const after = await me((await signIn(own, login, claimsOf(login, { email: `new.${login}@district.example`, name: 'Ana Ruiz-Vega' }))).session);
    expect(after).toMatchObject({ id: before.id, email: `new.${login}@district.example`, name: 'Ana Ruiz-Vega' });
    expect(await eventsOf(before.id)).toContainEqual(['email_changed', `new.${login}@district.example`]);
  });
  test('leaves an address that is somebody else’s with them, and notes it', async () => {
    const [login, other] = [someone(), await aPerson(api.db)];
    const before = await me((await signIn(own, login, claimsOf(login))).session);
    const after = await me((await signIn(own, login, claimsOf(login, { email: other.email }))).session);
    expect(after).toMatchObject({ id: before.id, email: before.email });
    expect(await eventsOf(before.id)).toContainEqual(['email_taken', other.email]);
    expect((await api.db.select().from(people).where(eq(people.id, other.id)))[0]?.email).toBe(other.email);
  });
  test('gives and ends the roles of the claim, with events, and leaves those given by hand', async () => {
    const login = someone();
    const { id } = await me((await signIn(own, login, claimsOf(login, { roles: ['crew'] }))).session);
    await api.db.insert(roleGrants).values({ id: crypto.randomUUID(), personId: id, role: 'planner', grantedAt: new Date() });
    const later = await me((await signIn(own, login, claimsOf(login, { roles: ['desk'] }))).session);
    expect(rolesOf(later).toSorted()).toEqual(['dispatcher', 'planner', 'requester']);
    expect((await eventsOf(id)).slice(-2)).toEqual([
      ['role_granted', 'dispatcher'],
      ['role_ended', 'technician'],
    ]);
    expect(rolesOf(await me((await signIn(own, login, claimsOf(login))).session)).toSorted()).toEqual(['planner', 'requester']);
  });
  test('never takes the district its last administrator', async () => {
    const login = someone();
    const { id } = await me((await signIn(own, login, claimsOf(login, { roles: ['admins'] }))).session);
    expect(rolesOf(await me((await signIn(own, login, claimsOf(login))).session)).toSorted()).toEqual(['administrator', 'requester']);
    expect((await eventsOf(id)).at(-1)).toEqual(['role_kept', 'administrator']);
    await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    expect(rolesOf(await me((await signIn(own, login, claimsOf(login))).session))).toEqual(['requester']);
  });
  test('is refused to who may no longer come in, in words of its own', async () => {
    const login = someone();
    const { session } = await signIn(own, login, claimsOf(login));
    const { id } = await me(session);
    await api.db.update(people).set({ isActive: false }).where(eq(people.id, id));
    expect((await me(session)).code).toBe('session.required');
    const again = await signIn(own, login);
    expect([again.to.pathname, again.problem, again.to.searchParams.get('next'), again.session]).toEqual([
      '/sign-in',
      'session.deactivated',
      '/requests',
      undefined,
    ]);
  });
  test('has a session of its own: a cookie that was there before is never taken over', async () => {
    const login = someone();
    own.tell(login, claimsOf(login));
    const planted = (await api.as(await aPerson(api.db)).cookie)!;
    const { body, cookie } = await begin();
    const { session } = await comeBack(await signInThere(body.url, login, STEWARD), `${cookie}; ${planted}`);
    expect(session).toBeDefined();
    expect(session).not.toBe(planted);
    // Whoever was signed in with this browser no longer is.
    expect((await me(planted)).code).toBe('session.required');
  });
});

describe('what does not fit is refused, and nobody is signed in', () => {
  test.each<[string, (url: URL) => void]>([
    ['another nonce', (url) => url.searchParams.set('nonce', 'another')],
    ['another state', (url) => url.searchParams.set('state', 'another')],
    ['another PKCE challenge', (url) => url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')],
  ])('%s', async (_, alter) => {
    const login = someone();
    const { problem, session } = await signIn(own, login, claimsOf(login), alter);
    expect([problem, session]).toEqual(['session.provider_failed', undefined]);
    expect(
      await api.db
        .select()
        .from(people)
        .where(eq(people.email, `${login}@district.example`)),
    ).toEqual([]);
  });
  test('the same code a second time, with or without the cookie', async () => {
    const login = someone();
    own.tell(login, claimsOf(login));
    const { body, cookie } = await begin();
    const back = await signInThere(body.url, login, STEWARD);
    expect((await comeBack(back, cookie)).session).toBeDefined();
    for (const again of [cookie, '']) expect(await comeBack(back, again)).toMatchObject({ problem: 'session.provider_failed', session: undefined });
  });
  test('the answer of one provider at the other’s door', async () => {
    const login = someone();
    own.tell(login, claimsOf(login));
    const { body, cookie } = await begin('district');
    const back = await signInThere(body.url, login, STEWARD);
    back.pathname = '/api/auth/callback/partner';
    expect(await comeBack(back, cookie)).toMatchObject({ problem: 'session.provider_failed', session: undefined });
  });
  test('somebody who says no there', async () => {
    const { body, cookie } = await begin();
    const back = new URL(
      `${STEWARD}/api/auth/callback/district?error=access_denied&error_description=No&state=${new URL(body.url).searchParams.get('state')}`,
    );
    expect(await comeBack(back, cookie)).toMatchObject({ problem: 'session.provider_declined', session: undefined });
  });
  test('who has no address', async () => {
    expect((await signIn(own, someone(), { name: 'Nobody' })).problem).toBe('session.no_email');
  });
  test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'evil', ''])('a next page that is not ours: %s', async (next) => {
    const login = someone();
    own.tell(login, claimsOf(login));
    const { body, cookie } = await begin('district', next);
    expect((await comeBack(await signInThere(body.url, login, STEWARD), cookie)).to.href).toBe(`${STEWARD}/`);
  });
  test('a provider that nobody set up, a body that says nothing, and another site’s page', async () => {
    expect((await begin('nobody')).body.code).toBe('session.unknown_provider');
    expect((await api.as(null).get('/api/auth/callback/nobody?code=1&state=2')).status).toBe(404);
    expect((await api.as(null).post('/api/auth/sign-in/social', { body: { provider: 'district', idToken: { token: 'x' } } })).body.code).toBe(
      'request.invalid',
    );
    const cross = await api
      .as(null)
      .post('/api/auth/sign-in/social', { body: { provider: 'district' }, headers: { origin: 'https://evil.example' } });
    expect(cross.body.code).toBe('session.cross_site');
  });
});

describe('signing out', () => {
  test('goes on to the provider for who came by it, and ends there', async () => {
    const login = someone();
    const { session } = await signIn(own, login, claimsOf(login));
    const { body } = await api.as(null).post('/api/auth/sign-out', { body: {}, headers: { cookie: session!, origin: STEWARD } });
    const url = new URL(body.continueAt);
    expect([url.origin, url.searchParams.get('post_logout_redirect_uri'), url.searchParams.get('client_id')]).toEqual([
      own.issuer,
      `${STEWARD}/sign-in`,
      'steward',
    ]);
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/session/end/confirm')]);
    expect((await me(session)).code).toBe('session.required');
  });
  test('everywhere too; and stays here for who came by password', async () => {
    const login = someone();
    const { session } = await signIn(partner, login, { email: `${login}@partner.example` });
    const everywhere = await api.as(null).post('/api/me/sign-outs', { headers: { cookie: session! } });
    expect(everywhere.body).toEqual({ endedSessions: 1, continueAt: expect.stringContaining(partner.issuer) });
    const person = api.as(await aPerson(api.db));
    expect((await person.post('/api/auth/sign-out', { body: {} })).body).toEqual({ success: true, continueAt: null });
  });
});

test('a provider that does not answer is said to be away, and is there again once it answers', async () => {
  const gone = await startProvider({ id: 'late', redirectTo: [STEWARD] });
  await gone.stop();
  const other = await startApi({ OIDC_PROVIDERS: 'late', ...gone.env('Late'), LOCAL_PASSWORDS: 'off' });
  try {
    const start = () => other.as(null).post('/api/auth/sign-in/social', { body: { provider: 'late' }, headers: { origin: STEWARD } });
    const away = await start();
    expect([away.status, away.body.code, away.body.title]).toEqual([
      503,
      'session.provider_unreachable',
      'Late is not answering. Try again in a few minutes.',
    ]);
    const back = await startProvider({ id: 'late', port: Number(new URL(gone.issuer).port), redirectTo: [STEWARD] });
    expect((await start()).body.url).toContain(gone.issuer);
    await back.stop();
    // The same place without passwords of its own.
    const refused = await other
      .as(null)
      .post('/api/auth/sign-in/email', { body: { email: 'a@b.example', password: 'a good password' }, headers: { origin: STEWARD } });
    expect([refused.status, refused.body.code]).toEqual([403, 'session.passwords_off']);
    expect((await other.as(null).get('/api/sign-in-options')).body).toEqual({
      isDemonstration: false,
      demoSignIns: [],
      providers: [{ id: 'late', name: 'Late' }],
      hasPasswords: false,
    });
  } finally {
    await other.close();
  }
});

test('starts are slowed down by address', async () => {
  const slow = await startApi({ OIDC_PROVIDERS: 'district', ...own.env('District'), SIGN_INS_PER_MINUTE: '1' });
  try {
    const start = () => slow.as(null).post('/api/auth/sign-in/social', { body: { provider: 'district' }, headers: { origin: STEWARD } });
    for (let i = 0; i < 30; i += 1) expect((await start()).status).toBe(200);
    expect((await start()).status).toBe(429);
  } finally {
    await slow.close();
  }
});
