import { conditionEvents } from '@steward/db/schema';
import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { changeStructure, measureStructure } from '../keep-condition.ts';
import { findStructure } from '../queries.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let portfolioId: string;
let school: { id: string; componentIds: string[] };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner', siteId: district.school.id }] });
  portfolioId = await aCostBasis(api.db);
});
afterAll(() => api.close());

beforeEach(async () => {
  // A boiler past its thirty years, and a roof that is not.
  school = await aStructure(api.db, portfolioId, {
    siteId: district.school.id,
    parts: [
      { systemCode: 'D3020', quantity: 2, yearInstalled: 1990 },
      { systemCode: 'B3010', quantity: 10_000, yearInstalled: 2015 },
    ],
  });
  await api.db.transaction((tx) =>
    changeStructure(tx, school.id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW),
  );
});

const look = async () => (await api.as(planner).get(`/api/structures/${school.id}`)).body;
const lastEvent = async () => (await look()).events[0];
const boiler = () => `/api/components/${school.componentIds[0]}`;
const ROOFTOP = { systemCode: 'D3020', name: 'Boiler 3', quantity: 1, unit: 'each', unitCost: '80000.00', yearInstalled: 2020 };

describe('a planner keeps the inventory', () => {
  test('a component that is put right says what it was before; its own cost and life count before what is usual', async () => {
    const changed = await api.as(planner).patch(boiler(), { body: { yearInstalled: 2004, lifeYears: 20, unitCost: '60000' }, ifMatch: 1 });
    expect([changed.status, changed.body.deferred, changed.body.replacementValue]).toEqual([200, '120000.00', '320000.00']);
    expect(changed.body.components.find(({ id }: { id: string }) => id === school.componentIds[0])).toMatchObject({
      unitCost: '60000.00',
      lifeYears: 20,
      usual: { unitCost: '50000.00', lifeYears: 30 },
      nextRenewal: 2024,
      version: 2,
    });
    expect(changed.body.events[0]).toMatchObject({
      kind: 'component_changed',
      cause: 'correction',
      deferredChange: '20000.00',
      valueChange: '20000.00',
      data: {
        name: 'D3020',
        before: { yearInstalled: 1990, lifeYears: null, unitCost: null },
        after: { yearInstalled: 2004, lifeYears: 20, unitCost: '60000.00' },
      },
    });
  });

  test('what was seen of it counts more than its age, until it is unsaid', async () => {
    const seen = await api.as(planner).patch(boiler(), { body: { observed: { on: '2026-10-01', remainingYears: 4 } }, ifMatch: 1 });
    expect([seen.body.deferred, seen.body.components.find(({ id }: { id: string }) => id === school.componentIds[0]).nextRenewal]).toEqual([
      '0.00',
      2030,
    ]);
    expect((await api.as(planner).patch(boiler(), { body: { observed: null }, ifMatch: 2 })).body.deferred).toBe('100000.00');
  });

  test('one that was renewed outside any order is work done, and new', async () => {
    await api.as(planner).patch(boiler(), { body: { observed: { on: '2026-10-01', remainingYears: 0 } }, ifMatch: 1 });
    const renewed = await api.as(planner).post(`${boiler()}/renewals`, { body: { year: 2025, note: 'By the gas company' }, ifMatch: 2 });
    expect([renewed.status, renewed.body.deferred]).toEqual([200, '0.00']);
    expect(renewed.body.events[0]).toMatchObject({
      kind: 'component_renewed',
      cause: 'work',
      deferredChange: '-100000.00',
      data: { year: 2025, before: { yearInstalled: 1990 } },
    });
  });

  test('one that is added counts, once for each key; one that is removed does not, and stays in the history', async () => {
    const key = crypto.randomUUID();
    const add = () => api.as(planner).post(`/api/structures/${school.id}/components`, { body: ROOFTOP, key });
    expect([(await add()).status, (await add()).body.components.length, (await look()).replacementValue]).toEqual([201, 3, '380000.00']);
    const removed = await api.as(planner).post(`${boiler()}/removals`, { body: { note: 'It was counted twice' }, ifMatch: 1 });
    expect([removed.status, removed.body.deferred, removed.body.replacementValue]).toEqual([200, '0.00', '280000.00']);
    expect(await lastEvent()).toMatchObject({ kind: 'component_removed', cause: 'correction', data: { note: 'It was counted twice' } });
    expect((await api.as(planner).patch(boiler(), { body: { name: 'Gone' }, ifMatch: 2 })).body.code).toBe('condition.no_component');
  });

  test('the facts of a building: a value known from elsewhere stands for its components', async () => {
    const changed = await api.as(planner).patch(`/api/structures/${school.id}`, {
      body: { name: 'North wing', grossAreaSqft: 64_200, yearBuilt: 1972, replacementValue: '20000000' },
      ifMatch: 1,
    });
    expect(changed.body).toMatchObject({ name: 'North wing', replacementValue: '20000000.00', ratio: 0.005, version: 2 });
    expect(changed.body.events[0]).toMatchObject({
      kind: 'structure_changed',
      data: { before: { name: 'Main building', replacementValue: null }, after: { yearBuilt: 1972, replacementValue: '20000000.00' } },
    });
    const back = await api.as(planner).patch(`/api/structures/${school.id}`, { body: { replacementValue: null }, ifMatch: 2 });
    expect(back.body.replacementValue).toBe('300000.00');
    const kept = (await findStructure(api.db, school.id))!;
    expect((await measureStructure(api.db, kept, '2026-11-24')).measured).toMatchObject({ dmCents: kept.dmCents, crvCents: kept.crvCents });
  });

  test('an amount is of the year that was said, else of this one; nothing said of an amount leaves its year', async () => {
    const part = async () => (await look()).components.find(({ id }: { id: string }) => id === school.componentIds[0]);
    const change = (body: object, ifMatch: number) => api.as(planner).patch(boiler(), { body, ifMatch });
    // 60,000 of 2020 at 4 % a year, twice; the roof is 200,000.
    const old = await change({ unitCost: '60000', unitCostBaseYear: 2020 }, 1);
    expect([old.body.replacementValue, (await part()).unitCostBaseYear]).toEqual(['351838.28', 2020]);
    expect((await lastEvent()).data).toMatchObject({ before: { unitCostBaseYear: null }, after: { unitCost: '60000.00', unitCostBaseYear: 2020 } });
    await change({ name: 'Boilers' }, 2);
    expect((await part()).unitCostBaseYear).toBe(2020);
    expect([(await change({ unitCost: '70000' }, 3)).body.replacementValue, (await part()).unitCostBaseYear]).toEqual(['340000.00', 2026]);
    expect([(await change({ unitCost: null }, 4)).body.replacementValue, (await part()).unitCostBaseYear]).toEqual(['300000.00', null]);
    expect((await change({ unitCostBaseYear: 2020 }, 5)).body).toMatchObject({ code: 'condition.year_without_amount' });
    expect((await change({ unitCost: '1', unitCostBaseYear: 2028 }, 5)).body).toMatchObject({
      code: 'condition.money_year_ahead',
      errors: [{ pointer: '/unitCostBaseYear' }],
    });
    const value = async (body: object, ifMatch: number) => (await api.as(planner).patch(`/api/structures/${school.id}`, { body, ifMatch })).body;
    expect(await value({ replacementValue: '1000000', replacementBaseYear: 2024 }, 1)).toMatchObject({
      replacementValue: '1081600.00',
      knownReplacementValue: '1000000.00',
      replacementBaseYear: 2024,
    });
    expect(await value({ replacementBaseYear: 2026 }, 2)).toMatchObject({ replacementValue: '1000000.00', replacementBaseYear: 2026 });
  });

  test('the systems to choose from are those of level 3', async () => {
    const { body } = await api.as(planner).get('/api/building-systems');
    expect(body.items.every(({ code }: { code: string }) => /^[A-G]\d{4}$/.test(code))).toBe(true);
    expect(body.items).toContainEqual(expect.objectContaining({ code: 'D3020', name: 'Heat Generating Systems' }));
  });
});

describe('says no, and why', () => {
  test.each([
    [{ yearInstalled: 2099 }, 'condition.installed_later'],
    [{ observed: { on: '2026-12-24', remainingYears: 3 } }, 'condition.observed_later'],
    [{ quantity: 0 }, 'request.invalid'],
    [{ lifeYears: 0 }, 'request.invalid'],
    [{ unitCost: '-1' }, 'request.invalid'],
    [{ quantity: 1e9, unitCost: '999999999.99' }, 'condition.too_dear'],
    [{ quantity: 1e9, unitCost: '100' }, 'condition.too_dear'],
    [{}, 'request.invalid'],
  ])('to %j', async (change, code) => {
    expect((await api.as(planner).patch(boiler(), { body: change, ifMatch: 1 })).body.code).toBe(code);
    expect((await look()).events).toHaveLength(1);
  });

  test('to who did not see the last version, and to two at once', async () => {
    const rename = (name: string) => api.as(planner).patch(boiler(), { body: { name }, ifMatch: 1 });
    const both = await Promise.all([rename('A'), rename('B')]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect(both.find(({ status }) => status === 412)!.body).toMatchObject({ code: 'condition.changed', current: { version: 2 } });
    const facts = (ifMatch: number) => api.as(planner).patch(`/api/structures/${school.id}`, { body: { yearBuilt: 1980 }, ifMatch });
    expect([(await facts(7)).status, (await facts(1)).status]).toEqual([412, 200]);
  });

  test('to a renewal before what is there was installed, and to one that is still to come', async () => {
    const renew = async (year: number) => (await api.as(planner).post(`${boiler()}/renewals`, { body: { year }, ifMatch: 1 })).body.code;
    expect([await renew(1989), await renew(2099)]).toEqual(['condition.renewed_before', 'condition.installed_later']);
    expect((await look()).deferred).toBe('100000.00');
  });

  test('to a component that would be dearer than anything in a building, new or changed', async () => {
    const added = await api
      .as(planner)
      .post(`/api/structures/${school.id}/components`, { body: { ...ROOFTOP, quantity: 1e9, unitCost: '999999999.99' } });
    expect([added.status, added.body.code, added.body.errors[0].pointer]).toEqual([422, 'condition.too_dear', '/unitCost']);
    await api.as(planner).patch(boiler(), { body: { unitCost: '999999999' }, ifMatch: 1 });
    const more = await api.as(planner).patch(boiler(), { body: { quantity: 1000 }, ifMatch: 2 });
    expect([more.status, more.body.errors[0].pointer]).toEqual([422, '/quantity']);
  });

  test('to removing a component that something is wrong with', async () => {
    const found = { systemCode: 'D3020', componentId: school.componentIds[0], priority: 2, scope: 'Leaks', cost: '100.00', source: 'inspection' };
    await api.as(planner).post(`/api/structures/${school.id}/deficiencies`, { body: found });
    expect((await api.as(planner).post(`${boiler()}/removals`, { body: { note: 'Gone' }, ifMatch: 1 })).body.code).toBe(
      'condition.component_in_need',
    );
  });

  test('to a planner of another school', async () => {
    const elsewhere = api.as(await aPerson(api.db, { grants: [{ role: 'planner', siteId: district.otherSchool.id }] }));
    const answers = [
      await elsewhere.patch(boiler(), { body: { name: 'Mine' }, ifMatch: 1 }),
      await elsewhere.patch(`/api/structures/${school.id}`, { body: { name: 'Mine' }, ifMatch: 1 }),
      await elsewhere.post(`/api/structures/${school.id}/components`, { body: ROOFTOP }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('condition.not_a_planner'));
  });
});

test('what the history says of a building is by whom', async () => {
  await api.as(planner).patch(boiler(), { body: { name: 'Boiler 1' }, ifMatch: 1 });
  const [event] = await api.db
    .select()
    .from(conditionEvents)
    .where(and(eq(conditionEvents.structureId, school.id), eq(conditionEvents.kind, 'component_changed')))
    .orderBy(desc(conditionEvents.id));
  expect([event!.actorId, event!.componentId]).toEqual([planner.id, school.componentIds[0]]);
});
