import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { studentLinkViews, studentNames, students } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import type { RosterSource } from '#platform/roster-source.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aForm, aZip } from '../../condition/imports/imports.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aDevice, aModel } from '../devices.testing.ts';
import { aBundle, bring, confirm, type TestStudent, untilWorked } from '../received-files/received-files.testing.ts';

let api: TestApi;
let district: District;
let person: Actor;
let who: ReturnType<TestApi['as']>;
let orgs: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  person = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
  who = api.as(person);
  orgs = { A: district.school.id, B: district.otherSchool.id };
});
afterAll(() => api.close());

const bundle = (all: readonly TestStudent[], more: Parameters<typeof aBundle>[2] = {}) => aBundle(orgs, all, more);
const roster = async (all: readonly TestStudent[]) => bring(api, who, 'oneroster', await bundle(all), 'roster.zip');
const rows = async (id: string, show: string) =>
  (await who.get(`/api/device-files/${id}/rows?show=${show}&limit=200`)).body.items as Record<string, unknown>[];
const known = async () =>
  Object.fromEntries(
    (await api.db.select().from(students).leftJoin(studentNames, eq(studentNames.studentId, students.id)))
      .filter(({ students: { sourceId } }) => sourceId !== null)
      .map(({ students: s, student_names: n }) => [s.sourceId, { ...s, name: `${n?.givenName} ${n?.familyName}` }]),
  );
const some = (n: number, more: Partial<TestStudent> = {}): TestStudent[] => Array.from({ length: n }, (_, i) => ({ id: `u${i + 1}`, ...more }));

/** All that the database and the store hold, as text. */
async function everything(): Promise<string> {
  const tables = await api.db.execute<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public'`);
  const all = [];
  for (const { name } of tables) all.push(JSON.stringify(await api.db.execute(sql.raw(`select t::text from "${name}" t`))));
  return all.join('\n');
}

describe('a bundle', () => {
  test('changes nothing until it is confirmed; then once, and the same bundle changes nothing', async () => {
    const first = await roster([...some(20), { id: 'x1', org: 'elsewhere' }, { id: 'x2', grade: 'UG' }, { id: 'u1', given: 'Twice' }]);
    expect(first).toMatchObject({
      state: 'checked',
      summary: { effects: { new: 20, left: 0 }, verdicts: { wrong: 3 } },
      needsLeaversConfirmed: false,
    });
    expect(Object.keys(await known())).toEqual([]);
    expect((await rows(first.id, 'new'))[0]).toMatchObject({ mark: 'u1', name: 'Robin Made-Up', site: 'Alder School', grade: 9 });
    const csv = await who.get(`/api/device-files/${first.id}/rows.csv?locale=en`);
    expect(csv.text).toContain('x1,No,School “elsewhere” is none of ours.');
    expect(csv.text).not.toContain('Robin');

    const done = await confirm(api, who, first);
    expect(done).toMatchObject({ state: 'done', summary: { leftAlone: 0 }, confirmedBy: { id: person.id } });
    const all = await known();
    expect(Object.keys(all)).toHaveLength(20);
    expect(all['u1']).toMatchObject({ grade: 9, siteId: district.school.id, status: 'active', name: 'Robin Made-Up' });
    expect(all['u1']!.key).toMatch(/^S-[2-9A-HJKMNP-TV-Z]{6}$/);

    const again = await roster(some(20));
    expect(again.summary.effects).toEqual({ new: 0, changed: 0, seen: 0, same: 20, left: 0 });
    const refused = await who.post(`/api/device-files/${again.id}/loads`, { body: {}, ifMatch: again.version });
    expect([refused.status, refused.body.type ?? refused.body.code]).toEqual([422, expect.stringContaining('nothing_to_do')]);
  });

  test('moves, corrections and leavers are told apart, and let in as they were shown', async () => {
    const next = some(20).slice(0, 19);
    next[0] = { id: 'u1', org: 'B', grade: '10' };
    next[1] = { id: 'u2', given: 'Rowan' };
    const file = await roster([...next, { id: 'u30', grade: 'KG' }]);
    expect(file.summary).toMatchObject({ effects: { new: 1, changed: 2, left: 1, same: 17 }, active: 20, fields: { siteId: 1, grade: 1, name: 1 } });
    expect(await rows(file.id, 'changed')).toMatchObject([
      {
        mark: 'u1',
        changes: expect.arrayContaining([
          { field: 'siteId', before: 'Alder School', after: 'Birch School' },
          { field: 'grade', before: '9', after: '10' },
        ]),
      },
      { mark: 'u2', name: 'Rowan Made-Up', changes: [{ field: 'givenName', before: 'Robin', after: 'Rowan' }] },
    ]);
    expect(await rows(file.id, 'left')).toMatchObject([{ mark: 'u20', name: 'Robin Made-Up', effect: 'left' }]);
    await confirm(api, who, file);
    expect(await known()).toMatchObject({
      u1: { siteId: district.otherSchool.id, grade: 10 },
      u2: { name: 'Rowan Made-Up' },
      u20: { status: 'left', leftOn: '2026-11-24' },
      u30: { grade: 0 },
    });
    const back = await roster([...next, { id: 'u30', grade: 'KG' }, { id: 'u20' }]);
    await confirm(api, who, back);
    expect((await known())['u20']).toMatchObject({ status: 'active', leftOn: null });
  });

  test('an unusual share of leavers has to be confirmed twice; a refused row lets nobody leave', async () => {
    const file = await roster([...some(10), { id: 'u11', grade: 'UG' }]);
    expect(file).toMatchObject({ needsLeaversConfirmed: true, summary: { effects: { left: 10 } } });
    const refused = await who.post(`/api/device-files/${file.id}/loads`, { body: {}, ifMatch: file.version });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/confirmsLeavers']);
    expect((await known())['u12']).toMatchObject({ status: 'active' });
    await confirm(api, who, file, true);
    expect(await known()).toMatchObject({ u11: { status: 'active' }, u12: { status: 'left' } });
  });

  test('who was changed after the comparison is left alone', async () => {
    const file = await roster([...some(10, { grade: '10' }), { id: 'u11' }]);
    await api.db
      .update(students)
      .set({ grade: 12, version: sql`version + 1` })
      .where(eq(students.sourceId, 'u3'));
    const done = await confirm(api, who, file);
    expect(done.summary.leftAlone).toBe(1);
    expect(await known()).toMatchObject({ u3: { grade: 12 }, u4: { grade: 10 } });
  });

  test('nothing of it stays: neither the file nor what it said of meals, birthdays or addresses', async () => {
    for (const end of ['confirm', 'discard'] as const) {
      const file = await roster([...some(11), { id: `z-${end}`, given: `Zofia-${end}`, email: `zofia.${end}@x.example` }]);
      const key = `devices/${file.id.slice(-2)}/${file.id}/file`;
      expect(await api.app.files.has(key)).toBe(true);
      if (end === 'confirm') await confirm(api, who, file);
      else expect((await who.post(`/api/device-files/${file.id}/discards`, { ifMatch: file.version })).status).toBe(200);
      expect(await api.app.files.has(key)).toBe(false);
    }
    const text = await everything();
    expect(text).toContain('Zofia-confirm');
    for (const word of ['Zofia-discard', 'FREE-LUNCH', '2011-02-03', '@x.example']) expect(text).not.toContain(word);
  });

  test('one that nobody decides about is put away after three days', async () => {
    const file = await roster([...some(11), { id: 'late', given: 'Lateisha' }]);
    const before = api.clock.now;
    api.clock.now = new Date(before.getTime() + 4 * 86_400_000);
    await untilWorked(api);
    api.clock.now = before;
    expect((await who.get(`/api/device-files/${file.id}`)).body).toMatchObject({ state: 'discarded', may: { load: false } });
    expect(await everything()).not.toContain('Lateisha');
  });

  test.each([
    ['a delta', () => bundle(some(1), { way: 'delta' }), 'roster.only_changes'],
    ['another version', () => bundle(some(1), { version: '1.1' }), 'roster.version'],
    ['no manifest', () => aZip({ 'users.csv': 'sourcedId' }), 'roster.not_a_bundle'],
    ['no roles', () => bundle(some(1), { files: { 'roles.csv': 'x,y\r\n1,2' } }), 'roster.lacks'],
    ['no students', () => bundle([]), 'device_file.empty'],
    ['an open quote', () => bundle([], { files: { 'users.csv': 'sourcedId,givenName,familyName,grades\r\n"u1,a,b,9' } }), 'import.quote'],
  ])('%s is refused in words, and the file goes', async (_, make, code) => {
    const file = await bring(api, who, 'oneroster', await make(), 'roster.zip');
    expect(file).toMatchObject({ state: 'failed', failure: code, summary: null });
    expect(await api.app.files.has(`devices/${file.id.slice(-2)}/${file.id}/file`)).toBe(false);
  });
  test('what is no archive is refused at once', async () => {
    const answer = await who.post('/api/device-files', aForm({ kind: 'oneroster' }, 'roster.zip', 'PK no'));
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('roster.not_a_bundle')]);
  });
});

describe('who left with a device', () => {
  test('stands on a list, and who read it is noted', async () => {
    const modelId = await aModel(api.db);
    const device = await aDevice(api.db, { homeSiteId: district.school.id, modelId });
    const all = await known();
    const given = await who.post('/api/device-counter', { body: { scans: [all['u1']!.key, device.assetTag] } });
    expect(given.status, given.text).toBeLessThan(300);
    const file = await roster(some(11).slice(1));
    await confirm(api, who, file, true);
    const list = await who.get('/api/unreturned-devices');
    expect(list.body.items).toMatchObject([{ device: { assetTag: device.assetTag }, student: { key: all['u1']!.key, leftOn: '2026-11-24' } }]);
    const views = await api.db.select().from(studentLinkViews).where(eq(studentLinkViews.page, 'listUnreturnedDevices'));
    expect(views).toMatchObject([{ viewerId: person.id, deviceId: device.id, studentId: all['u1']!.id }]);
    expect((await api.as(await aPerson(api.db, { grants: [{ role: 'auditor' }] })).get('/api/unreturned-devices')).status).toBe(403);
  });
});

describe('a service that speaks OneRoster', () => {
  let server: Server;
  let source: RosterSource;
  const asked: string[] = [];
  let how: 'count' | 'link' | 'broken' | 'short' = 'count';
  beforeAll(async () => {
    const users = Array.from({ length: 2_300 }, (_, i) => ({
      sourcedId: `s${i}`,
      givenName: 'Sol',
      familyName: 'Fixture',
      grades: ['09'],
      birthDate: '2010-01-01',
      roles: [{ roleType: 'primary', role: 'student', org: { sourcedId: 'A' } }],
    }));
    server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://x');
      asked.push(`${request.method} ${url.pathname} ${request.headers.authorization?.split(' ')[0]}`);
      const json = (body: unknown, headers: Record<string, string> = {}) =>
        response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      if (how === 'broken') return response.writeHead(503).end();
      if (url.pathname === '/token') return json({ access_token: 'a-token', token_type: 'bearer', expires_in: 60 });
      if (request.headers.authorization !== 'Bearer a-token') return response.writeHead(401).end();
      const all: unknown[] = url.pathname.endsWith('/schools')
        ? [{ sourcedId: 'A', name: 'Alder', type: 'school', identifier: district.school.id }]
        : users;
      const [offset, limit] = [Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))];
      const page = how === 'short' && offset > 0 ? [] : all.slice(offset, offset + limit);
      const more = offset + limit < all.length;
      return json(
        { [url.pathname.endsWith('/schools') ? 'orgs' : 'users']: page },
        how === 'link' ? (more ? { link: `<http://x?offset=${offset + limit}>; rel="next"` } : {}) : { 'x-total-count': String(all.length) },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    source = {
      url: `${base}/ims/oneroster/rostering/v1p2`,
      tokenUrl: `${base}/token`,
      clientId: 'steward',
      clientSecret: 'secret',
      allowedHosts: ['127.0.0.1'],
    };
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function fetched(from: RosterSource = source) {
    const env = {
      ONEROSTER_URL: from.url,
      ONEROSTER_TOKEN_URL: from.tokenUrl,
      ONEROSTER_CLIENT_ID: from.clientId,
      ONEROSTER_CLIENT_SECRET: from.clientSecret,
    };
    const other = await startApi(env);
    try {
      const there = await aDistrict(other.db);
      const caller = other.as(await aPerson(other.db, { grants: [{ role: 'technology_coordinator' }] }));
      district = { ...district, school: there.school };
      const made = await caller.post('/api/roster-fetches');
      expect(made.status, made.text).toBe(201);
      await untilWorked(other, from);
      return (await caller.get(`/api/device-files/${made.body.id}`)).body;
    } finally {
      await other.close();
    }
  }

  test.each(['count', 'link'] as const)('is read page by page to its end (%s), by a token of its own', async (way) => {
    how = way;
    asked.length = 0;
    expect(await fetched()).toMatchObject({ state: 'checked', broughtBy: 'source', summary: { effects: { new: 2_300 } } });
    expect(asked).toEqual([
      'POST /token Basic',
      'GET /ims/oneroster/rostering/v1p2/schools Bearer',
      ...Array.from({ length: 3 }, () => 'GET /ims/oneroster/rostering/v1p2/students Bearer'),
    ]);
  });

  test.each(['broken', 'short'] as const)('that does not answer as it should (%s) changes nothing', async (way) => {
    how = way;
    expect(await fetched()).toMatchObject({ state: 'failed', failure: 'roster.source_failed' });
  });

  test('at a private address is not asked unless the operator allows its host', async () => {
    how = 'count';
    asked.length = 0;
    expect(await fetched({ ...source, allowedHosts: [] })).toMatchObject({ state: 'failed', failure: 'roster.source_failed' });
    const named = {
      ...source,
      url: source.url.replace('127.0.0.1', 'localhost'),
      tokenUrl: source.tokenUrl.replace('127.0.0.1', 'localhost'),
      allowedHosts: [],
    };
    expect(await fetched(named)).toMatchObject({ state: 'failed' });
    expect(asked).toEqual([]);
  });

  test('is offered only where one is set up', async () => {
    expect((await who.get('/api/device-files')).body.may).toEqual({ bring: true, fetch: false });
    expect((await who.post('/api/roster-fetches')).text).toContain('roster.no_source');
  });
});
