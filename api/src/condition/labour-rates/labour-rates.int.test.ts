import { labourRates, setupChanges } from '@steward/db/schema';
import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let teacher: Actor;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
});
afterAll(() => api.close());

const RATE = { serviceCode: 'facilities', teamId: null, effectiveOn: '2026-07-01', hourly: '62.00' };
const set = (body: object = RATE, who = planner, key?: string) => api.as(who).post('/api/labour-rates', { body, ...(key ? { key } : {}) });
type Item = { service: { code: string }; team: { id: string } | null; hourly: string | null; isOwn: boolean; rates: object[] };
const of = (items: Item[], teamId: string | null) =>
  items.find(({ service, team }) => service.code === 'facilities' && (team?.id ?? null) === teamId)!;

test('a rate counts from its day on, for each team that has none of its own; the same key says it once', async () => {
  const key = crypto.randomUUID();
  const { status, body } = await set(RATE, planner, key);
  await set(RATE, planner, key);
  expect([status, of(body.items, null), of(body.items, district.teams.plumbers)]).toMatchObject([
    201,
    { hourly: '62.00', isOwn: true, rates: [{ effectiveOn: '2026-07-01', hourly: '62.00', createdBy: { id: planner.id } }] },
    { hourly: '62.00', isOwn: false, rates: [] },
  ]);
  const own = await set({ ...RATE, teamId: district.teams.plumbers, hourly: '80.5', why: 'Night work' });
  expect(of(own.body.items, district.teams.plumbers)).toMatchObject({ hourly: '80.50', isOwn: true });
  const [log] = await api.db.select().from(setupChanges).orderBy(desc(setupChanges.occurredAt), desc(setupChanges.id)).limit(1);
  expect(log).toMatchObject({
    subjectKind: 'labour_rate',
    why: 'Night work',
    before: { hourly: null },
    after: { hourly: '80.50', effectiveOn: '2026-07-01' },
  });
  const ended = await set({ ...RATE, teamId: district.teams.plumbers, effectiveOn: '2026-11-01', hourly: null });
  expect(of(ended.body.items, district.teams.plumbers)).toMatchObject({ hourly: '62.00', isOwn: false });
  expect((await api.as(teacher).get('/api/labour-rates')).body.may).toEqual({ change: false });
  expect(await api.db.select().from(labourRates)).toHaveLength(3);
});

test.each([
  [{ hourly: '0' }, 'request.invalid'],
  [{ hourly: '1000.01' }, 'request.invalid'],
  [{ hourly: '-1' }, 'request.invalid'],
  [{ effectiveOn: '2029-01-01' }, 'condition.rate_too_far_ahead'],
  [{ serviceCode: 'hr' }, 'condition.no_service'],
  [{ teamId: crypto.randomUUID() }, 'condition.no_team'],
])('says no, and why: to %j', async (wrong, code) => expect((await set({ ...RATE, ...wrong })).body.code).toBe(code));

test('says no to who does not plan for the whole district', async () => {
  const ofArea = await aPerson(api.db, { grants: [{ role: 'planner', areaId: district.areas.north }] });
  expect([(await set(RATE, teacher)).body.code, (await set(RATE, ofArea)).body.code]).toEqual(Array(2).fill('condition.not_a_district_planner'));
});
