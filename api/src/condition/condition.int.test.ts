import { buildingSystems, conditionEvents, structureConditions, structures } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aCostBasis, aStructure } from './condition.testing.ts';
import { makePortfolio } from './imports/receive-import.ts';
import { changeStructure, keepConditions, measureStructure } from './keep-condition.ts';
import { findStructure } from './queries.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let teacher: Actor;
let portfolioId: string;
let school: { id: string; componentIds: string[] };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
  portfolioId = await aCostBasis(api.db);
});
afterAll(() => api.close());

/** Counts what the inventory says; nothing else happens. */
const count = (id: string) =>
  api.db.transaction((tx) => changeStructure(tx, id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW));

beforeEach(async () => {
  // A boiler past its thirty years, and a roof that is not.
  school = await aStructure(api.db, portfolioId, {
    siteId: district.school.id,
    areaId: district.areas.north,
    parts: [
      { systemCode: 'D3020', quantity: 2, yearInstalled: 1990 },
      { systemCode: 'B3010', quantity: 10_000, yearInstalled: 2015 },
    ],
  });
  await count(school.id);
});

const FOUND = { systemCode: 'D3020', priority: 2, scope: 'Boiler 1 leaks at the rear section', cost: '42000.00', source: 'inspection' };
const look = async (id = school.id) => (await api.as(teacher).get(`/api/structures/${id}`)).body;
const find = (body: object = FOUND, who = planner) => api.as(who).post(`/api/structures/${school.id}/deficiencies`, { body });

test('the money is of the year where something makes it dearer, else of the year of the basis', async () => {
  const { method } = (await api.as(planner).get('/api/condition')).body;
  expect(method).toMatchObject({ year: 2026, moneyYear: 2026 });
  await makePortfolio(api.db, { code: 'stated', name: 'Stated', source: 'A report', isDemonstration: false, baseYear: 2014 }, null, NOW);
  expect((await api.as(planner).get('/api/condition?portfolio=stated')).body.method).toMatchObject({ year: 2026, moneyYear: 2014 });
});

describe('a building', () => {
  test('says what is deferred, what it is worth, and its index by system', async () => {
    const seen = await look();
    expect(seen).toMatchObject({ deferred: '100000.00', replacementValue: '300000.00', band: 'critical', isReplacementCandidate: false });
    expect(seen.ratio).toBeCloseTo(1 / 3, 12);
    expect(seen.systems.map(({ code, ratio }: { code: string; ratio: number }) => [code, ratio])).toEqual([
      ['B30', 0],
      ['D30', 1],
    ]);
  });

  test('its index moves with a finding, and falls when that was put right; each change names its cause', async () => {
    const { status, body } = await find({ ...FOUND, componentId: school.componentIds[0] });
    expect([status, body.deferred]).toEqual([201, '42000.00']);
    const [deficiency] = body.deficiencies;
    const done = await api.as(planner).post(`/api/deficiencies/${deficiency.id}/endings`, {
      body: { how: 'corrected', actualCost: '38950.00', note: 'Rear section replaced' },
      ifMatch: deficiency.version,
    });
    expect([done.status, done.body.deficiencies]).toEqual([200, []]);
    const events = (await look()).events.map(({ kind, cause, deferredChange }: Record<string, string>) => [kind, cause, deferredChange]);
    expect(events).toEqual([
      // Put right, and the boiler as old as it was: its renewal is due again until it is renewed.
      ['deficiency_corrected', 'work', '58000.00'],
      ['deficiency_found', 'findings', '-58000.00'],
      ['inventory_loaded', 'correction', '100000.00'],
    ]);
  });

  test('what was withdrawn was none: a correction, not work', async () => {
    const { body } = await find();
    const [{ id, version }] = body.deficiencies;
    const ended = await api
      .as(planner)
      .post(`/api/deficiencies/${id}/endings`, { body: { how: 'withdrawn', note: 'It was condensation' }, ifMatch: version });
    expect(ended.body.events[0]).toMatchObject({ kind: 'deficiency_withdrawn', cause: 'correction', deferredChange: '-42000.00' });
  });

  test('how much of it and how sure its cost is may be said with it', async () => {
    const { body } = await find({ ...FOUND, quantity: 12.5, unit: 'ft', confidenceRatio: 0.8 });
    expect(body.deficiencies[0]).toMatchObject({ quantity: 12.5, unit: 'ft', confidenceRatio: 0.8 });
    expect((await find({ ...FOUND, confidenceRatio: 80 })).body.code).toBe('request.invalid');
  });

  test('a retry with the same key finds it once', async () => {
    const key = crypto.randomUUID();
    const once = await api.as(planner).post(`/api/structures/${school.id}/deficiencies`, { body: FOUND, key });
    const again = await api.as(planner).post(`/api/structures/${school.id}/deficiencies`, { body: FOUND, key });
    expect([once.status, again.status, (await look()).deficiencies.length]).toEqual([201, 201, 1]);
  });
});

test('a system has its Spanish name beside the scheme’s own wherever it is named', async () => {
  await api.db.update(buildingSystems).set({ nameEs: null }).where(eq(buildingSystems.code, 'D3020'));
  const admin = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
  const [{ id: kindId }] = (await api.as(admin).get('/api/set-up/building-systems')).body.items;
  await api.as(admin).put(`/api/set-up/building-systems/${kindId}`, { body: { systemCode: 'B3010', insteadOf: null } });
  const roofing = { code: 'B30', name: 'Roofing', nameEs: 'Techado' };
  const [covering, boilers] = [
    { name: 'Roof Coverings', nameEs: 'Cubiertas de techo' },
    { name: 'Heat Generating Systems', nameEs: null },
  ];
  const seen = async (path: string) => (await api.as(admin).get(path)).body;
  expect((await look()).systems[0]).toMatchObject(roofing);
  expect((await seen(`/api/condition/schools/${district.school.id}`)).systems[0]).toMatchObject(roofing);
  expect((await seen('/api/condition/systems')).items[0]).toMatchObject(roofing);
  expect((await seen('/api/condition/history?system=B30')).system).toEqual(roofing);
  expect((await seen('/api/condition/bridge')).systems[0]).toEqual(roofing);
  expect((await seen('/api/cost-bases')).items[0].units).toMatchObject([
    { systemCode: 'B3010', ...covering },
    { systemCode: 'D3020', ...boilers },
  ]);
  const { items } = await seen('/api/building-systems');
  expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'B3010', ...covering })]));
  const kinds = await seen('/api/set-up/building-systems');
  expect(kinds.items).toEqual(expect.arrayContaining([expect.objectContaining({ id: kindId, system: { code: 'B3010', ...covering } })]));
  expect(kinds.systems).toEqual(expect.arrayContaining([{ code: 'B3010', ...covering }]));
});

describe('says no, and why', () => {
  test('to who is no planner', async () => expect((await find(FOUND, teacher)).body.code).toBe('condition.not_a_planner'));
  test.each([
    [{ systemCode: 'D3099' }, 'condition.unknown_system'],
    [{ systemCode: 'D30' }, 'request.invalid'],
    [{ cost: '-5' }, 'request.invalid'],
    [{ cost: 'much' }, 'request.invalid'],
    [{ scope: '  ' }, 'request.invalid'],
    [{ priority: 5 }, 'request.invalid'],
    [{ foundOn: '2099-01-01' }, 'condition.found_later'],
    [{ componentId: crypto.randomUUID() }, 'condition.component_elsewhere'],
  ])('to a finding with %j', async (wrong, code) => {
    const { body } = await find({ ...FOUND, ...wrong });
    expect(body.code).toBe(code);
    expect((await look()).deferred).toBe('100000.00');
  });
  test.each([
    [{ priority: 5 }, 'Take 1 critical, 2 necessary, 3 deferrable or 4 desirable.'],
    [{ confidenceRatio: 80 }, 'Write a number from 0 to 1.'],
  ])('to %j, and what would be right', async (wrong, words) => {
    expect((await find({ ...FOUND, ...wrong })).body.errors).toMatchObject([{ pointer: `/${Object.keys(wrong)[0]}`, detail: words }]);
  });
  test('to a component of another building', async () => {
    const other = await aStructure(api.db, portfolioId, { parts: [{ systemCode: 'D3020', quantity: 1, yearInstalled: 2020 }] });
    expect((await find({ ...FOUND, componentId: other.componentIds[0] })).body.code).toBe('condition.component_elsewhere');
  });
  test('to ending it twice, and to who did not see the last version', async () => {
    const [{ id, version }] = (await find()).body.deficiencies;
    const end = (ifMatch: number) => api.as(planner).post(`/api/deficiencies/${id}/endings`, { body: { how: 'withdrawn', note: 'No' }, ifMatch });
    expect((await end(version + 1)).body).toMatchObject({ status: 412, current: { version } });
    expect((await end(version)).status).toBe(200);
    expect((await end(version)).body).toMatchObject({ code: 'condition.deficiency_ended', current: { status: 'withdrawn' } });
  });
  test('two at once end it once', async () => {
    const [{ id, version }] = (await find()).body.deficiencies;
    const end = () => api.as(planner).post(`/api/deficiencies/${id}/endings`, { body: { how: 'withdrawn', note: 'No' }, ifMatch: version });
    expect((await Promise.all([end(), end()])).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });
  test('to a building and a deficiency that are not there', async () => {
    expect((await api.as(planner).get(`/api/structures/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await api.as(planner).post(`/api/structures/${crypto.randomUUID()}/deficiencies`, { body: FOUND })).status).toBe(404);
    const gone = await api
      .as(planner)
      .post(`/api/deficiencies/${crypto.randomUUID()}/endings`, { body: { how: 'withdrawn', note: 'No' }, ifMatch: 1 });
    expect(gone.body.code).toBe('condition.no_deficiency');
  });
  test('an event cannot be changed', async () =>
    expect(api.db.update(conditionEvents).set({ kind: 'other' }).where(eq(conditionEvents.structureId, school.id))).rejects.toThrow());
});

describe('all together', () => {
  test('sums are divided anew, by area and by level; what has no value is counted apart', async () => {
    const empty = await aStructure(api.db, portfolioId, { level: 'high', areaId: district.areas.south });
    await count(empty.id);
    const { body } = await api.as(teacher).get('/api/condition');
    const [dm, crv] = (await api.db.select().from(structures)).reduce(
      ([sum, value], one) => (one.crvCents ? [sum + one.dmCents, value + one.crvCents] : [sum, value]),
      [0n, 0n],
    );
    expect(body.total.ratio).toBe(Number(dm) / Number(crv));
    expect(body.total.withoutValue).toBeGreaterThanOrEqual(1);
    expect(body.byLevel.find(({ level }: { level: string }) => level === 'high')).toMatchObject({ ratio: null, band: null, withoutValue: 1 });
    expect(body.method.bands.map(({ code }: { code: string }) => code)).toEqual(['good', 'fair', 'poor', 'critical']);
  });
  test('filters narrow what is listed and what is summed', async () => {
    const of = async (query: string) => (await api.as(teacher).get(`/api/condition?${query}`)).body;
    const north = await of(`areaId=${district.areas.north}`);
    expect(north.items.flatMap(({ buildings }: { buildings: object[] }) => buildings).length).toBe(north.total.structures);
    expect(new Set(north.items.map(({ area }: { area: { id: string } }) => area.id))).toEqual(new Set([district.areas.north]));
    const critical = await of('band=critical');
    expect(critical.items.every(({ band }: { band: string }) => band === 'critical')).toBe(true);
    expect((await of('band=undefined')).items.every(({ ratio }: { ratio: null }) => ratio === null)).toBe(true);
    expect((await of('portfolio=nowhere')).code).toBe('condition.no_portfolio');
  });
});

test('what is kept is what counting anew gives, whatever happens in whatever order', async () => {
  const act = fc.record({
    what: fc.constantFrom('find', 'correct', 'withdraw'),
    on: fc.option(fc.nat(1)),
    cents: fc.nat(9_999_999),
    pick: fc.nat(9),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
      for (const { what, on, cents, pick } of acts) {
        const { deficiencies } = await look();
        const chosen = deficiencies[pick % Math.max(1, deficiencies.length)];
        if (what === 'find' || !chosen)
          await find({ ...FOUND, cost: (cents / 100).toFixed(2), componentId: on === null ? null : school.componentIds[on] });
        else
          await api.as(planner).post(`/api/deficiencies/${chosen.id}/endings`, {
            body: what === 'correct' ? { how: 'corrected', actualCost: '1.00', note: 'Done' } : { how: 'withdrawn', note: 'None' },
            ifMatch: chosen.version,
          });
      }
      const kept = (await findStructure(api.db, school.id))!;
      const { measured } = await measureStructure(api.db, kept, '2026-11-24');
      expect([kept.dmCents, kept.crvCents, kept.aheadCents]).toEqual([measured.dmCents, measured.crvCents, measured.aheadCents]);
      const systems = await api.db.select().from(structureConditions).where(eq(structureConditions.structureId, school.id));
      expect(new Map(systems.map(({ systemCode, dmCents, crvCents }) => [systemCode, { dmCents, crvCents }]))).toEqual(measured.bySystem);
      const events = await api.db.select().from(conditionEvents).where(eq(conditionEvents.structureId, school.id));
      expect(events.reduce((sum, { dmDeltaCents }) => sum + dmDeltaCents, 0n)).toBe(kept.dmCents);
      expect(events.reduce((sum, { crvDeltaCents }) => sum + crvDeltaCents, 0n)).toBe(kept.crvCents);
    }),
    { numRuns: 15 },
  );
});

describe('time', () => {
  const NEXT_YEAR = new Date('2027-01-02T18:00:00Z');
  const story = async () =>
    (await api.db.select().from(conditionEvents).where(eq(conditionEvents.structureId, school.id)).orderBy(conditionEvents.id)).map(
      ({ cause, dmDeltaCents, crvDeltaCents }) => [cause, dmDeltaCents, crvDeltaCents],
    );

  test('what falls due in a new year is ageing and what becomes dearer is escalation, and neither is what somebody finds on its first day', async () => {
    const old = await aStructure(api.db, portfolioId, { parts: [{ systemCode: 'D3020', quantity: 1, yearInstalled: 1997 }] });
    school = old;
    await count(old.id);
    await api.db.transaction((tx) =>
      changeStructure(tx, old.id, { kind: 'looked_at', cause: 'correction', actorId: null }, async () => {}, NEXT_YEAR),
    );
    expect(await story()).toEqual([
      ['correction', 0n, 5_000_000n],
      ['ageing', 5_000_000n, 0n],
      ['escalation', 200_000n, 200_000n],
      ['correction', 0n, 0n],
    ]);
  });

  test('a new cost basis is method, however much it moves; each building is brought to it once', async () => {
    expect(await keepConditions(api.db, NEXT_YEAR)).toBeGreaterThan(0);
    const before = await story();
    await aCostBasis(api.db, '2027-02-01');
    const later = new Date('2027-02-02T18:00:00Z');
    expect(await keepConditions(api.db, NEXT_YEAR)).toBe(0);
    expect(await keepConditions(api.db, later)).toBeGreaterThan(0);
    expect(await keepConditions(api.db, later)).toBe(0);
    const added = (await story()).slice(before.length);
    // Its prices are those of 2027 as they were of 2026: four in a hundred less than escalation had made of them.
    expect(added).toEqual([['method', -400_000n, -1_200_000n]]);
    const kept = (await findStructure(api.db, school.id))!;
    const { measured } = await measureStructure(api.db, kept, '2027-02-02');
    expect([kept.dmCents, kept.crvCents]).toEqual([measured.dmCents, measured.crvCents]);
  });
});
