import { structures } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { areConditionsBehind, changeStructure, keepNextConditions } from '../keep-condition.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let structureId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  const portfolioId = await aCostBasis(api.db);
  const parts = [
    { systemCode: 'D3020', quantity: 2, yearInstalled: 1990 },
    { systemCode: 'B3010', quantity: 10_000, yearInstalled: 2015 },
  ];
  structureId = (await aStructure(api.db, portfolioId, { siteId: district.school.id, areaId: district.areas.north, parts })).id;
  await api.db.transaction((tx) =>
    changeStructure(tx, structureId, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW),
  );
});
afterAll(() => api.close());

const NEXT = {
  effectiveOn: '2026-11-24',
  baseYear: 2026,
  escalationRatio: 0.05,
  locationFactor: 1.5,
  softCostRatio: 0,
  source: 'Bids of 2026',
  units: [{ systemCode: 'D3020', unitCost: '60000.00', lifeYears: 30, renewalRatio: 1 }],
};
const make = (body: object = NEXT, who = planner) => api.as(who).post('/api/cost-bases', { body });
const list = async () => (await api.as(planner).get('/api/cost-bases')).body;
const keepAll = async () => {
  while ((await keepNextConditions(api.db, api.clock.now)) > 0);
};

test('a version is looked at before it is made: what it would do to all buildings, and nothing is changed by looking', async () => {
  const { status, body } = await api.as(planner).post('/api/cost-basis-previews', { body: NEXT });
  // Two boilers at 90,000 and a roof of 300,000, where they were 50,000 and 200,000.
  expect([status, body]).toMatchObject([
    200,
    { structures: 1, before: { deferred: '100000.00', replacementValue: '300000.00' }, deferredChange: '80000.00', valueChange: '180000.00' },
  ]);
  expect((await list()).items).toHaveLength(1);
});

test('one that counts from today takes all buildings with it, as method; it is never changed, the next one follows it', async () => {
  const { status, body } = await make();
  expect([status, body.items.map(({ number, state }: { number: number; state: string }) => [number, state])]).toEqual([
    201,
    [
      [2027, 'counts'],
      [2026, 'past'],
    ],
  ]);
  expect([body.progress, await areConditionsBehind(api.db, NOW)]).toEqual([{ structures: 1, done: 0 }, true]);
  await keepAll();
  expect([(await list()).progress, await areConditionsBehind(api.db, NOW)]).toEqual([{ structures: 1, done: 1 }, false]);
  const bridge = (await api.as(planner).get('/api/condition/bridge?from=2026-11-23&to=2026-11-24')).body;
  expect(bridge.parts.filter(({ deferredChange }: { deferredChange: string }) => deferredChange !== '0.00')).toMatchObject([
    { cause: 'method', deferredChange: '80000.00', valueChange: '180000.00' },
    { cause: 'correction', deferredChange: '100000.00', valueChange: '300000.00' },
  ]);
  const [{ id }] = body.items;
  expect((await make({ ...NEXT, replacesId: id })).body.code).toBe('condition.cost_basis_counts');
  expect((await api.as(planner).post(`/api/cost-bases/${id}/withdrawals`)).body.code).toBe('condition.cost_basis_counts');
});

test('one that lies ahead may be changed or taken back, and only one does', async () => {
  const ahead = { ...NEXT, effectiveOn: '2027-01-01' };
  const [{ id }] = (await make(ahead)).body.items;
  expect((await make(ahead)).body.code).toBe('condition.cost_basis_ahead');
  const [next, replaced] = (await make({ ...ahead, locationFactor: 1.1, units: [], replacesId: id })).body.items;
  expect([next, replaced.state]).toMatchObject([{ number: 2029, state: 'ahead', locationFactor: 1.1 }, 'withdrawn']);
  expect((await make({ ...ahead, replacesId: id })).body.code).toBe('condition.cost_basis_counts');
  const withdraw = () => api.as(planner).post(`/api/cost-bases/${next.id}/withdrawals`);
  expect((await withdraw()).body.items[0].state).toBe('withdrawn');
  expect((await withdraw()).body.code).toBe('condition.cost_basis_counts');
  // Taken back it never counts: not on its day either.
  api.clock.now = new Date('2027-01-02T18:00:00Z');
  await keepAll();
  expect((await list()).items.find(({ state }: { state: string }) => state === 'counts').number).toBe(2027);
  api.clock.now = NOW;
});

test('the bands are changed as a whole and in rising order; what they are called changes, no ratio does, and the log names both', async () => {
  const ratio = async () => (await api.as(planner).get(`/api/structures/${structureId}`)).body;
  const before = await ratio();
  const { bands, version } = (await list()).method;
  const put = (body: object, ifMatch = version) => api.as(planner).put('/api/condition/bands', { body, ifMatch });
  const wide = bands.map((band: { code: string; upToRatio: number | null }) => (band.code === 'poor' ? { ...band, upToRatio: 0.9 } : band));
  expect((await put({ bands: wide, replacementRatio: 0.2, why: 'The board decided' })).status).toBe(200);
  const after = await ratio();
  expect([before.ratio === after.ratio, before.band, after.band, after.isReplacementCandidate]).toEqual([true, 'critical', 'poor', true]);
  expect((await put({ bands: wide, replacementRatio: 0.2 })).status).toBe(412);
  expect((await put({ bands: bands.toReversed(), replacementRatio: 0.2 }, version + 1)).body.code).toBe('condition.bands_not_rising');
  const administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
  const log = (await api.as(administrator).get('/api/set-up/changes')).body.items;
  expect(log[0]).toMatchObject({ before: { poor: 0.3, replacementRatio: 0.4 }, after: { poor: 0.9, replacementRatio: 0.2 } });
  await api.db.update(structures).set({ replacementCents: null }).where(eq(structures.id, structureId));
});

const AGAIN = { systemCode: 'D3020', unitCost: '1.00', lifeYears: 1, renewalRatio: 1 };
describe('says no, and why', () => {
  test.each([
    [{ effectiveOn: '2026-11-23' }, 'condition.basis_day_past'],
    [{ units: [{ systemCode: 'D3099', unitCost: '1.00', lifeYears: 1, renewalRatio: 1 }] }, 'condition.unknown_system'],
    [{ locationFactor: 0 }, 'request.invalid'],
    // 2062 for 2026: all of the district would be worth a quarter.
    [{ baseYear: 2062 }, 'condition.base_year_ahead'],
    [{ units: [AGAIN, AGAIN] }, 'condition.system_twice'],
    [
      { units: [{ ...AGAIN, unitCost: '999999999.99' }], locationFactor: 10, softCostRatio: 5, escalationRatio: 0.49, baseYear: 1990 },
      'condition.too_dear',
    ],
    [{ source: ' ' }, 'request.invalid'],
  ])('to %j', async (wrong, code) => expect((await make({ ...NEXT, ...wrong })).body.code).toBe(code));
  test('to looking at one that could not be made', async () => {
    const look = await api.as(planner).post('/api/cost-basis-previews', { body: { ...NEXT, baseYear: 2062 } });
    expect([look.status, look.body.code]).toEqual([422, 'condition.base_year_ahead']);
  });
  test('to who plans for one area only', async () => {
    const ofArea = await aPerson(api.db, { grants: [{ role: 'planner', areaId: district.areas.north }] });
    expect((await make(NEXT, ofArea)).body.code).toBe('condition.not_a_district_planner');
  });
});

test('a school has its buildings, systems and findings together; each system is told by area and by school', async () => {
  const { body } = await api.as(planner).get(`/api/condition/schools/${district.school.id}`);
  expect(body).toMatchObject({ site: { id: district.school.id }, total: { structures: 1 }, deficiencies: [] });
  expect(body.systems.map(({ code }: { code: string }) => code)).toEqual(['B30', 'D30']);
  expect((await api.as(planner).get(`/api/condition/schools/${crypto.randomUUID()}`)).body.code).toBe('condition.no_site');
  const places = (await api.as(planner).get('/api/condition/places')).body;
  expect(places.items.map(({ siteId }: { siteId: string }) => siteId)).toEqual([district.school.id]);
  for (const by of ['area', 'level', 'school']) {
    const { items } = (await api.as(planner).get(`/api/condition/systems?by=${by}`)).body;
    expect(items.find(({ code }: { code: string }) => code === 'D30')).toMatchObject({ ratio: 1, groups: [{ ratio: 1 }] });
  }
});

test('systems add up to their building: what is wrong in a system of which the inventory knows no part is in it too', async () => {
  const found = { systemCode: 'D1010', priority: 1, scope: 'Elevator stops', cost: '4000.00', source: 'inspection' };
  const { body } = await api.as(planner).post(`/api/structures/${structureId}/deficiencies`, { body: found });
  const cents = (items: readonly { deferred: string }[]) => items.reduce((sum, { deferred }) => sum + Number(deferred), 0).toFixed(2);
  const school = (await api.as(planner).get(`/api/condition/schools/${district.school.id}`)).body;
  const systems = (await api.as(planner).get('/api/condition/systems')).body;
  expect([cents(school.systems), cents(systems.items), cents(systems.items.flatMap(({ groups }: { groups: [] }) => groups))]).toEqual(
    Array(3).fill(body.deferred),
  );
  const elevator = ({ code }: { code: string }) => code === 'D10';
  for (const items of [school.systems, systems.items])
    expect(items.find(elevator)).toMatchObject({ deferred: '4000.00', replacementValue: null, ratio: null });
});

test('whose building has no value stands in no sum of systems either', async () => {
  const portfolioId = (await api.db.select().from(structures).where(eq(structures.id, structureId)))[0]!.portfolioId;
  const before = (await api.as(planner).get('/api/condition/systems')).body.items;
  const nowhere = await aStructure(api.db, portfolioId, {});
  await api.as(planner).post(`/api/structures/${nowhere.id}/deficiencies`, {
    body: { systemCode: 'D1010', priority: 1, scope: 'Elevator stops', cost: '9.00', source: 'inspection' },
  });
  const of = (items: readonly { code: string; deferred: string }[]) => items.find(({ code }) => code === 'D10')!.deferred;
  expect(of((await api.as(planner).get('/api/condition/systems')).body.items)).toBe(of(before));
});

test('a building of which only its value is known follows a new version and a new year by itself, as the others do', async () => {
  const portfolioId = (await api.db.select().from(structures).where(eq(structures.id, structureId)))[0]!.portfolioId;
  const { id } = await aStructure(api.db, portfolioId);
  const look = async () => (await api.as(planner).get(`/api/structures/${id}`)).body;
  const before = (await list()).progress;
  const { version } = await look();
  const valued = await api.as(planner).patch(`/api/structures/${id}`, { body: { replacementValue: '1000000.00' }, ifMatch: version });
  expect(valued.body).toMatchObject({ deferred: '0.00', replacementValue: '1000000.00', systems: [] });
  expect((await list()).progress).toEqual({ structures: before.structures + 1, done: before.done + 1 });
  await make({ ...NEXT, escalationRatio: 0.1, units: [] });
  await keepAll();
  api.clock.now = new Date('2027-01-02T18:00:00Z');
  expect(await areConditionsBehind(api.db, api.clock.now)).toBe(true);
  await keepAll();
  expect(await areConditionsBehind(api.db, api.clock.now)).toBe(false);
  const { replacementValue, events } = await look();
  expect([replacementValue, events.map(({ cause, valueChange }: Record<string, string>) => [cause, valueChange])]).toEqual([
    '1100000.00',
    [
      ['escalation', '100000.00'],
      ['ageing', '0.00'],
      ['method', '0.00'],
      ['correction', '1000000.00'],
    ],
  ]);
});
