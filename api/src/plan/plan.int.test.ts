import { sites } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aStudent } from '../devices/devices.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aCircuit } from '../network/network.testing.ts';
import { aPerson } from '../people/people.testing.ts';

let api: TestApi;
let admin: Actor;
let district: District;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  admin = await aPerson(api.db, { name: 'Ana Admin', grants: [{ role: 'administrator' }] });
});
afterAll(() => api.close());

const target = { measure: 'survey_effective', year: 2027, target: 0.7, seen: null, reason: 'Board, March' };
const pointsOf = (body: { measures: { code: string; points: object[] }[] }, code: string) => body.measures.find((one) => one.code === code)!.points;

test('what nobody measured stays unknown, and is no nought', async () => {
  const { body } = await api.as(admin).get('/api/plan');
  expect(body.measures.map(({ code }: { code: string }) => code)).toEqual([
    'fci',
    'survey_effective',
    'survey_adequate',
    'device_coverage',
    'bandwidth',
    'cip_completion',
    'reserve_draw',
  ]);
  expect(body.measures.every(({ points }: { points: object[] }) => points.length === 0)).toBe(true);
});

test('students with a device and schools with their bandwidth are measures, each opens its source, and for everybody the public one', async () => {
  for (let i = 0; i < 12; i += 1) await aStudent(api.db, district.school.id);
  await api.db.update(sites).set({ enrollment: 400 }).where(eq(sites.id, district.school.id));
  await aCircuit(api.db, district.school.id, { downMbps: 10_000, liveOn: '2025-08-01' });
  const { body } = await api.as(admin).get('/api/plan');
  expect(pointsOf(body, 'device_coverage')).toMatchObject([{ year: 2026, value: 0 }]);
  expect(pointsOf(body, 'bandwidth')).toMatchObject([
    { year: 2025, value: 1 },
    { year: 2026, value: 1 },
  ]);
  const sourcesOf = ({ measures }: { measures: { code: string; source: string }[] }) =>
    measures.filter(({ code }) => ['device_coverage', 'bandwidth'].includes(code)).map(({ source }) => source);
  expect(sourcesOf(body)).toEqual(['/devices', '/network']);
  expect(sourcesOf((await api.as(null).get('/api/open/plan')).body)).toEqual(['/open/technology', '/open/technology']);
});

test('a target is set over the one that was seen; those before it stay, with who and why', async () => {
  const who = api.as(admin);
  expect((await who.post('/api/plan/targets', { body: target })).status).toBe(201);
  const stale = await who.post('/api/plan/targets', { body: { ...target, target: 0.8 } });
  expect([stale.status, stale.body.current]).toEqual([412, { target: 0.7 }]);
  const { body } = await who.post('/api/plan/targets', { body: { ...target, target: 0.8, seen: 0.7, reason: 'More' } });
  expect(pointsOf(body, 'survey_effective')).toEqual([{ year: 2027, value: null, target: 0.8, isReached: null, isAhead: true }]);
  expect(body.history.map(({ target: set, by, reason }: { target: number; by: string; reason: string }) => [set, by, reason])).toEqual([
    [0.8, 'Ana Admin', 'More'],
    [0.7, 'Ana Admin', 'Board, March'],
  ]);
  expect((await who.post('/api/plan/targets', { body: { ...target, measure: 'joy' } })).body.errors[0].pointer).toBe('/measure');
});

test('everybody reads the plan and takes it along; no scenario of finance is in it', async () => {
  const { body } = await api.as(null).get('/api/open/plan');
  expect(pointsOf(body, 'survey_effective')).toHaveLength(1);
  expect(pointsOf(body, 'reserve_draw')).toEqual([]);
  const { text } = await api.as(null).get('/api/open/plan/data');
  expect(text).toContain('survey_effective,2027,,0.8,higher');
  const { rows } = (await api.as(admin).get('/api/plan/data?format=json')).body as { rows: { measure: string }[] };
  expect(rows.filter(({ measure }) => measure === 'survey_effective')).toEqual([
    { measure: 'survey_effective', year: 2027, value: null, target: 0.8, better: 'higher' },
  ]);
});
