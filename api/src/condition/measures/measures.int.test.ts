import { siteMeasureEvents, sites, structures } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { changeStructure, keepConditions } from '../keep-condition.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let teacher: Actor;
let structureId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
  const parts = [
    { systemCode: 'D3020', quantity: 2, yearInstalled: 1990 },
    // Due in four years, at $200,000.
    { systemCode: 'B3010', quantity: 10_000, yearInstalled: 2008 },
  ];
  const portfolioId = await aCostBasis(api.db);
  const { id } = await aStructure(api.db, portfolioId, { siteId: district.school.id, areaId: district.areas.north, parts });
  structureId = id;
  await api.db.transaction((tx) => changeStructure(tx, id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW));
  await api.db.update(sites).set({ enrollment: 400, freeReducedLunch: 100 }).where(eq(sites.id, district.school.id));
});
afterAll(() => api.close());

const GIVEN = { scores: { classroom: 0.8, safety_security: 0.5, assembly: null }, assessedOn: '2026-03-10', source: 'A walk-through', capacity: 500 };
const path = () => `/api/sites/${district.school.id}/measures`;
const read = async () => (await api.as(teacher).get(path())).body;
const write = async (more: object = {}, who = planner, ifMatch?: number) =>
  api.as(who).put(path(), { body: { ...GIVEN, ...more }, ifMatch: ifMatch ?? (await read()).version });

describe('the measures of a school', () => {
  test('are unknown, not 0, until somebody notes them; need is known from the directory', async () => {
    expect(await read()).toMatchObject({ adequacy: null, utilisation: null, freeReducedShare: 0.25, version: 0, history: [] });
  });

  test('weigh what was scored, say what they are partial of, and keep what they were', async () => {
    expect((await write()).status).toBe(200);
    const { body } = await write({ capacity: 320 });
    // (20 × 0.8 + 15 × 0.5) ÷ 35
    expect(body.adequacy.score).toBeCloseTo(23.5 / 35, 12);
    expect(body).toMatchObject({
      adequacy: { band: 'good', isPartial: true },
      utilisation: { enrollment: 400, capacity: 320, ratio: 1.25 },
      version: 2,
    });
    expect(body.history.map(({ before, after }: Record<string, { capacity: number } | null>) => [before?.capacity, after?.capacity])).toEqual([
      [500, 320],
      [undefined, 500],
    ]);
    await expect(api.db.update(siteMeasureEvents).set({ kind: 'loaded' })).rejects.toThrow();
  });

  test('stand beside its condition, in the list and at each of its buildings', async () => {
    const { items } = (await api.as(teacher).get('/api/condition')).body;
    const [school] = items;
    expect(school.measures).toMatchObject({ adequacy: { band: 'good' }, utilisation: { ratio: 1.25 }, freeReducedShare: 0.25 });
    const { measures } = (await api.as(teacher).get(`/api/structures/${structureId}`)).body;
    expect(measures.adequacy.categories).toHaveLength(8);
    expect(measures.adequacy.categories.find(({ category }: { category: string }) => category === 'assembly')).toMatchObject({ score: null });
  });

  test.each([
    [{ capacity: 0 }, 'request.invalid'],
    [{ scores: { classroom: 1.2 } }, 'request.invalid'],
    [{ scores: { beauty: 1 } }, 'request.invalid'],
    [{ source: '' }, 'request.invalid'],
    [{ assessedOn: '2031-01-01' }, 'condition.assessed_later'],
  ])('are refused as %j', async (wrong, code) => expect((await write(wrong)).body.code).toBe(code));

  test('are changed by planners who saw the last version', async () => {
    expect((await write({}, teacher)).body.code).toBe('condition.not_a_planner');
    expect((await write({}, planner, 1)).body).toMatchObject({ code: 'condition.measures_changed', current: { version: 2 } });
    const both = await Promise.all([write({}, planner, 2), write({}, planner, 2)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });
});

describe('the extended index', () => {
  const ofSchool = async (years: number) => (await api.as(teacher).get(`/api/condition?years=${years}`)).body;
  test('adds what falls due within the years asked for, at every level', async () => {
    const [within3, within5] = [await ofSchool(3), await ofSchool(5)];
    expect(within3.total.extended).toEqual({ years: 3, ratio: within3.total.ratio });
    expect(within5.total.extended).toEqual({ years: 5, ratio: (100_000 + 200_000) / 300_000 });
    for (const one of [within5.byArea[0], within5.byLevel[0], within5.items[0], within5.items[0].buildings[0]])
      expect(one.extended).toEqual(within5.total.extended);
    expect((await api.as(teacher).get('/api/condition?years=11')).body.code).toBe('request.invalid');
  });
  test('of what was counted before anybody looked ahead comes by itself, and nothing happened to it', async () => {
    const story = async () => (await api.as(teacher).get(`/api/structures/${structureId}`)).body.events.length;
    const before = await story();
    await api.db.update(structures).set({ aheadCents: null, scheduleCents: null }).where(eq(structures.id, structureId));
    expect(await keepConditions(api.db, NOW)).toBe(1);
    expect([(await ofSchool(5)).total.extended.ratio, await story()]).toEqual([1, before]);
  });
});

describe('what counts how much', () => {
  const kind = '/api/weightings/adequacy';
  test('is published in versions that stay, and moves what is reckoned by it', async () => {
    const usual = (await api.as(teacher).get(kind)).body;
    expect([usual.number, usual.definitions.length, usual.may.publish]).toEqual([0, 8, false]);
    const weights = { ...Object.fromEntries(Object.keys(usual.weights).map((key) => [key, 0])), classroom: 1 };
    const { status, body } = await api.as(planner).post(kind, { body: { weights, reason: 'Only classrooms' }, ifMatch: 0 });
    expect([status, body.number, body.publishedBy.id]).toEqual([201, 1, planner.id]);
    expect((await read()).adequacy).toMatchObject({ score: 0.8, isPartial: false });
    expect((await api.as(planner).post(kind, { body: { weights, reason: 'Again' }, ifMatch: 0 })).body.code).toBe('condition.weighting_changed');
  });
  test.each([
    [{ classroom: 1 }, 'condition.unknown_weight'],
    [{}, 'condition.unknown_weight'],
    [{ classroom: -1 }, 'request.invalid'],
  ])('cannot be %j', async (weights, code) =>
    expect((await api.as(planner).post(kind, { body: { weights, reason: 'Try' }, ifMatch: 1 })).body.code).toBe(code),
  );
  test('cannot be nothing at all', async () => {
    const { weights } = (await api.as(teacher).get(kind)).body;
    const none = Object.fromEntries(Object.keys(weights).map((key) => [key, 0]));
    expect((await api.as(planner).post(kind, { body: { weights: none, reason: 'None' }, ifMatch: 1 })).body.code).toBe('condition.weighs_nothing');
  });
});
