import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../app.testing.ts';
import { aStudent } from '../devices/devices.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aCircuit } from '../network/network.testing.ts';
import { aPerson } from '../people/people.testing.ts';

let api: TestApi;
let district: District;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  for (let i = 0; i < 12; i += 1) await aStudent(api.db, district.school.id);
  for (let i = 0; i < 3; i += 1) await aStudent(api.db, district.otherSchool.id);
  await aCircuit(api.db, district.school.id, { code: 'SECRET-LINE', downMbps: 100 });
});
afterAll(() => api.close());

test('everybody reads the devices and the bandwidth of each school; few students are hidden, and so is who runs a line', async () => {
  const answer = await api.as(null).get('/api/open/technology');
  expect(answer.status).toBe(200);
  expect(answer.headers['etag']).toBeDefined();
  const at = (name: string) => answer.body.schools.find((school: { name: string }) => school.name === name);
  // The three of the one school are hidden, and so are the twelve of the other, or the sum would give the three away.
  expect(at('Alder School')).toMatchObject({ downMbps: 100, students: null, covered: null, ratio: null });
  expect(answer.body.devices).toMatchObject({ students: 15, covered: 0, ratio: 0 });
  expect(at('Birch School')).toMatchObject({ students: null, downMbps: null, isAtTarget: null });
  expect(answer.body.network).toMatchObject({ target: { per: 'student', kbps: 1_000 } });
  expect(JSON.stringify(answer.body)).not.toContain('SECRET-LINE');
  const again = await api.as(null).get('/api/open/technology', { headers: { 'if-none-match': String(answer.headers['etag']) } });
  expect(again.status).toBe(304);
});

test('the same is a file, whose dictionary names each of its columns', async () => {
  const { body } = await api.as(null).get('/api/open/technology/data?format=json&lang=es');
  expect(body.rows.map(({ school }: { school: string }) => school)).toContain('Alder School');
  for (const row of body.rows) expect(Object.keys(row)).toEqual(body.fields.map(({ name }: { name: string }) => name));
  const { text } = await api.as(null).get('/api/open/technology/data');
  expect(text).toMatch(/^Alder School,.*,100,/m);
});

test('who runs a school sees its devices whole; who runs another, or works there, does not', async () => {
  const head = await aPerson(api.db, { grants: [{ role: 'site_administrator', siteId: district.otherSchool.id }] });
  const of = (siteId: string, who = head) => api.as(who).get(`/api/technology/schools/${siteId}/devices`);
  expect((await of(district.otherSchool.id)).body).toMatchObject({
    target: 0.98,
    coverage: { students: 3, covered: 0, ratio: 0, isBelow: true, byLoaner: 0 },
    standing: { loanersInStock: 0 },
  });
  expect((await of(district.school.id)).status).toBe(403);
  const teacher = await aPerson(api.db, { siteId: district.otherSchool.id, grants: [{ role: 'requester' }] });
  expect((await of(district.otherSchool.id, teacher)).status).toBe(403);
  const coordinator = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
  expect((await of('00000000-0000-0000-0000-000000000000', coordinator)).body.code).toBe('devices.no_school');
});
