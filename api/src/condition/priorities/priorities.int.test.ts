import { sites, structures } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { changeStructure } from '../keep-condition.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let teacher: Actor;
let found: Record<'gas' | 'paint' | 'roof', string>;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
  const portfolioId = await aCostBasis(api.db);
  const build = async (siteId: string, areaId: string, yearInstalled: number) => {
    const { id } = await aStructure(api.db, portfolioId, {
      siteId,
      areaId,
      parts: [
        { systemCode: 'D3020', quantity: 1, yearInstalled },
        { systemCode: 'B3010', quantity: 10_000, yearInstalled: 2020 },
      ],
    });
    await api.db.transaction((tx) => changeStructure(tx, id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW));
    return id;
  };
  const poor = await build(district.school.id, district.areas.north, 1990);
  const sound = await build(district.otherSchool.id, district.areas.south, 2020);
  await api.db.update(sites).set({ enrollment: 400, freeReducedLunch: 300 }).where(eq(sites.id, district.school.id));
  const note = async (structureId: string, scope: string, priority: number, cost: string) => {
    const body = { systemCode: 'B3010', priority, scope, cost, source: 'inspection' };
    const { deficiencies } = (await api.as(planner).post(`/api/structures/${structureId}/deficiencies`, { body })).body;
    return deficiencies.find((one: { scope: string }) => one.scope === scope).id as string;
  };
  found = {
    gas: await note(sound, 'Gas leaks', 1, '30000.00'),
    paint: await note(poor, 'Paint peels', 4, '8000.00'),
    roof: await note(poor, 'Roof leaks', 2, '20000.00'),
  };
});
afterAll(() => api.close());

const rank = async (query = '') => (await api.as(teacher).get(`/api/priorities?${query}`)).body;
type Item = {
  words: string;
  place: number;
  publishedPlace: number;
  points: number;
  isWithin: boolean;
  shares: { points: number }[];
  missing: string[];
};
const order = ({ items }: { items: Item[] }) => items.map(({ words }) => words);

describe('the ranking', () => {
  test('is of a level, of an area, or of what belongs to none', async () => {
    const needs = async (query: string) => (await rank(query)).total.needs;
    expect([await needs('level=elementary'), await needs('level=none'), await needs('areaId=none')]).toEqual([3, 0, 0]);
    const area = sql`null::uuid`;
    await api.db.update(structures).set({ level: null, areaId: area }).where(eq(structures.siteId, district.otherSchool.id));
    expect([await needs('level=elementary'), await needs('level=none'), await needs('areaId=none')]).toEqual([2, 1, 1]);
    await api.db.update(structures).set({ level: 'elementary', areaId: district.areas.south }).where(eq(structures.siteId, district.otherSchool.id));
  });
  test('says of each need what its score is made of and what is missing', async () => {
    const ranking = await rank();
    expect(ranking.total).toEqual({ needs: 3, cost: '58000.00', moved: 0 });
    for (const { points, shares } of ranking.items as Item[]) expect(shares.reduce((sum, one) => sum + one.points, 0)).toBeCloseTo(points, 9);
    const gas = (ranking.items as Item[]).find(({ words }) => words === 'Gas leaks')!;
    expect(gas.missing).toEqual(['adequacy', 'utilisation', 'equity', 'operating_saving', 'readiness']);
    expect(order(ranking)).toEqual(['Roof leaks', 'Gas leaks', 'Paint peels']);
  });
  test('moves under other weights, and says from where; nothing is saved', async () => {
    expect(order(await rank('weights=safety_code:1'))).toEqual(['Gas leaks', 'Roof leaks', 'Paint peels']);
    const byNeed = await rank('weights=fci:10');
    expect(byNeed.weights).toMatchObject({ isWhatIf: true, number: 0 });
    const [first] = byNeed.items as Item[];
    expect([first!.place, first!.publishedPlace > 1, byNeed.total.moved > 0]).toEqual([1, true, true]);
    expect((await rank()).weights.isWhatIf).toBe(false);
  });
  test('marks down the list what the money still pays for', async () => {
    const { within, items } = await rank('money=40000');
    expect(within).toEqual({ money: '40000.00', needs: 2, cost: '28000.00' });
    expect((items as Item[]).filter(({ isWithin }) => isWithin).map(({ words }) => words)).toEqual(['Roof leaks', 'Paint peels']);
  });
  test('takes renewals that are overdue for needs when they are asked for, each need once', async () => {
    const renewals = await rank('needs=renewals');
    expect(renewals.items).toMatchObject([{ kind: 'renewal', words: 'D3020', cost: '50000.00', priority: null, estimate: null }]);
    expect((await rank('needs=all')).total).toMatchObject({ needs: 4, cost: '108000.00' });
  });
  test('comes in pages, of an area, and as a file', async () => {
    expect(await rank('limit=2&page=2')).toMatchObject({ page: 2, pages: 2, items: [{ place: 3 }] });
    expect((await rank(`areaId=${district.areas.south}`)).total.needs).toBe(1);
    const { text } = await api.as(teacher).get('/api/priorities/export?money=40000');
    expect(text.split('\r\n').filter((line) => line.includes('leaks'))).toHaveLength(2);
  });
  test.each(['weights=gold:1', 'weights=fci:0', 'weights=fci:101', 'weights=fci:1,fci:2', 'money=-5', 'money=0', 'page=0', 'needs=wishes'])(
    'refuses %s',
    async (query) => expect((await rank(query)).code).toBe('request.invalid'),
  );
  test.each(['abc', '1e3', '0x10', '1.234'])('refuses %s as an amount, with one word of what would be right', async (money) => {
    const asked = [
      await api.as(planner).get(`/api/priorities?money=${money}`),
      await api.as(planner).get(`/api/priorities/export?money=${money}`),
      await api.as(planner).post('/api/draft-plans', { body: { name: 'Summer', chosen: { by: 'money', money } } }),
    ];
    for (const { status, body } of asked)
      expect([status, body.code, body.errors.map(({ detail }: { detail: string }) => detail)]).toEqual([
        400,
        'request.invalid',
        ['Write dollars and cents, as 1234.50.'],
      ]);
  });
});

describe('what is thought of a need', () => {
  test('moves its score, not the condition, and stays in the history of its building', async () => {
    const before = (await api.as(teacher).get('/api/condition')).body.total.deferred;
    const path = `/api/deficiencies/${found.paint}/estimate`;
    const body = { readiness: 1, saving: '2000.00', source: 'Energy audit' };
    expect((await api.as(planner).put(path, { body, ifMatch: 0 })).body).toEqual({ ...body, version: 1 });
    expect((await api.as(planner).put(path, { body, ifMatch: 0 })).body).toMatchObject({
      code: 'condition.estimate_changed',
      current: { version: 1 },
    });
    const paint = (await rank()).items.find(({ id }: { id: string }) => id === found.paint);
    expect(paint.estimate).toEqual({ readiness: 1, saving: '2000.00', version: 1 });
    expect(paint.missing).not.toContain('readiness');
    expect((await api.as(teacher).get('/api/condition')).body.total.deferred).toBe(before);
    const { events } = (await api.as(teacher).get(`/api/structures/${paint.structure.id}`)).body;
    expect(events[0]).toMatchObject({ kind: 'need_estimated', deferredChange: '0.00', data: { before: null } });
  });
});

describe('a draft plan', () => {
  const draft = (body: object, who = planner) => api.as(who).post('/api/draft-plans', { body: { name: 'Summer 2027', ...body } });
  const keys = (...ids: string[]) => ({ by: 'needs', keys: ids.map((id) => `finding:${id}`) });

  test('keeps what was chosen in the order of the ranking, with cost and score as they were', async () => {
    const { status, body } = await draft({ chosen: keys(found.roof, found.gas), weights: 'safety_code:10' });
    expect([status, body.weightsNumber, body.needs, body.cost]).toEqual([201, null, 2, '50000.00']);
    expect(
      body.items.map(({ words, position, points }: { words: string; position: number; points: number }) => [words, position, Math.round(points)]),
    ).toEqual([
      ['Gas leaks', 1, 100],
      ['Roof leaks', 2, 67],
    ]);
    const { deficiencies } = (await api.as(teacher).get(`/api/structures/${body.items[1].structure.id}`)).body;
    const { version } = deficiencies.find(({ id }: { id: string }) => id === found.roof);
    await api.as(planner).post(`/api/deficiencies/${found.roof}/endings`, { body: { how: 'withdrawn', note: 'None' }, ifMatch: version });
    const later = (await api.as(teacher).get(`/api/draft-plans/${body.id}`)).body;
    expect(later.items.map(({ isOpen }: { isOpen: boolean }) => isOpen)).toEqual([true, false]);
    expect((await draft({ chosen: keys(found.roof) })).body.code).toBe('condition.need_gone');
    expect((await api.as(teacher).get(`/api/draft-plans/${body.id}/export`)).text).toContain('Summer 2027');
  });
  test('is made of what the money pays for', async () => {
    const { body } = await draft({ chosen: { by: 'money', money: '60000', needs: 'all' } });
    expect([body.needs, body.cost, body.weightsNumber]).toEqual([2, expect.any(String), 0]);
    expect(Number(body.cost)).toBeLessThanOrEqual(60_000);
    expect((await draft({ chosen: { by: 'money', money: '5' } })).body.code).toBe('condition.nothing_chosen');
  });
  test('is renamed and taken away by planners who saw its last version', async () => {
    const { id } = (await draft({ chosen: keys(found.gas) })).body;
    const path = `/api/draft-plans/${id}`;
    expect((await api.as(planner).patch(path, { body: { name: 'Summer 2028' }, ifMatch: 1 })).body).toMatchObject({
      name: 'Summer 2028',
      version: 2,
    });
    expect((await api.as(planner).delete(path, { ifMatch: 1 })).body.code).toBe('condition.draft_plan_changed');
    expect((await api.as(teacher).delete(path, { ifMatch: 2 })).body.code).toBe('condition.not_a_planner');
    const left = (await api.as(planner).delete(path, { ifMatch: 2 })).body;
    expect(left.items.every((one: { id: string }) => one.id !== id)).toBe(true);
    expect((await api.as(planner).get(path)).body.code).toBe('condition.no_draft_plan');
  });
  test('of nothing, of junk, by who does not plan: refused', async () => {
    expect((await draft({ chosen: { by: 'needs', keys: [] } })).body.code).toBe('request.invalid');
    expect((await draft({ chosen: { by: 'needs', keys: ['order:1'] } })).body.code).toBe('request.invalid');
    expect((await draft({ chosen: keys(found.gas) }, teacher)).body.code).toBe('condition.not_a_planner');
  });
});
