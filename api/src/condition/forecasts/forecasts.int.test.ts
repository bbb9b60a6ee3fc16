import { forecastRuns, structures } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
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
let school: string;

const count = (id: string) =>
  api.db.transaction((tx) => changeStructure(tx, id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW));

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
  const portfolioId = await aCostBasis(api.db);
  const { school: site, areas } = district;
  const north = await aStructure(api.db, portfolioId, {
    siteId: site.id,
    areaId: areas.north,
    // A boiler past its life, and one due in four years: $50,000 each.
    parts: [
      { systemCode: 'D3020', quantity: 1, yearInstalled: 1990 },
      { systemCode: 'D3020', quantity: 1, yearInstalled: 2000 },
    ],
  });
  const south = await aStructure(api.db, portfolioId, {
    areaId: areas.south,
    level: 'high',
    parts: [{ systemCode: 'B3010', quantity: 10_000, yearInstalled: 2020 }],
  });
  school = north.id;
  await count(north.id);
  await count(south.id);
  await aStructure(api.db, portfolioId, { areaId: areas.south, level: 'middle' });
  const ungraded = await aStructure(api.db, portfolioId, { areaId: areas.south, parts: [{ systemCode: 'D3020', quantity: 3, yearInstalled: 2020 }] });
  await api.db.update(structures).set({ level: null }).where(eq(structures.id, ungraded.id));
  await count(ungraded.id);
});
afterAll(() => api.close());

const look = async (query: string) => (await api.as(teacher).get(`/api/forecast?${query}`)).body;

describe('the years to come', () => {
  test('follow the recurrence from what is deferred today and what falls due', async () => {
    const { start, scenarios, method } = await look(`structureId=${school}&years=5&fundings=none,fixed:40000&escalation=0&deterioration=0`);
    expect(start).toMatchObject({ deferred: '50000.00', replacementValue: '100000.00', ratio: 0.5, withoutValue: 0 });
    expect(method).toMatchObject({ year: 2026, costBasis: { number: 2026 } });
    const ratios = scenarios.map(({ years }: { years: { ratio: number }[] }) => years.map(({ ratio }) => ratio));
    expect(ratios).toEqual([
      [0.5, 0.5, 0.5, 1, 1],
      [0.1, 0, 0, 0.1, 0],
    ]);
    expect(scenarios[1].years[1]).toMatchObject({ year: 2028, spent: '10000.00', unspent: '30000.00' });
  });
  test('say what waiting costs', async () => {
    const [{ waiting }] = (await look(`structureId=${school}&fundings=fixed:10000&wait=3&years=5`)).scenarios;
    expect(Number(waiting.sameWork.later)).toBeCloseTo(50_000 * (1.04 * 1.02) ** 3, 1);
    expect(Number(waiting.deferredAtEnd.difference)).toBeGreaterThan(0);
  });
  test('are those of an area, a level, a school, a building; what has no value is counted apart', async () => {
    const of = async (query: string) => (await look(query)).start;
    expect([(await of('')).deferred, (await of(`areaId=${district.areas.south}`)).withoutValue]).toEqual(['50000.00', 1]);
    expect((await look('areaId=none')).scope.area).toEqual({ id: 'none', name: 'No area' });
    expect(await of('areaId=none')).toMatchObject({ structures: 0 });
    expect((await look('level=high')).start.replacementValue).toBe('200000.00');
    expect((await look(`siteId=${district.school.id}`)).scope.site.name).toBe('Alder School');
    expect(await of('level=none')).toMatchObject({ replacementValue: '150000.00', structures: 1 });
    expect(await of('level=middle')).toMatchObject({ replacementValue: null, ratio: null });
  });
  test.each([
    'fundings=fixed:-5',
    'fundings=fixed:1e9',
    'fundings=hold:99',
    'fundings=reach:0.05:0',
    'fundings=gold',
    'fundings=none,none',
    'fundings=none,fixed:1,fixed:2,fixed:3,fixed:4',
    'escalation=9',
    'deterioration=-1',
    'years=31',
    'wait=0',
    'siteId=here',
    'years=many',
  ])('refuse %s', async (query) => expect((await look(query)).code).toBe('request.invalid'));
  test('are not those of nothing: a school or a building that is not there is said not to be', async () => {
    const nowhere = crypto.randomUUID();
    expect((await look(`siteId=${nowhere}`)).code).toBe('condition.no_site');
    expect((await look(`structureId=${nowhere}`)).code).toBe('condition.no_structure');
  });
  test('are there as a file', async () => {
    const { text, headers } = await api.as(teacher).get('/api/forecast/export?fundings=none,hold:0.1&years=2');
    expect(headers['content-disposition']).toMatch(/steward-forecast-2026-11-24\.csv/);
    expect(text.split('\r\n').filter((line) => line.startsWith('hold:0.1,'))).toHaveLength(2);
  });
});

const RUN = { name: 'For the board', fundings: 'none,fixed:40000.00,hold:0.1', draws: 200, seed: 7 };
const begin = async (more: object = {}, who = planner) => api.as(who).post('/api/forecast-runs', { body: { ...RUN, ...more } });
const readRun = async (id: string) => (await api.as(teacher).get(`/api/forecast-runs/${id}`)).body;
const done = (id: string) =>
  vi.waitFor(
    async () => {
      const run = await readRun(id);
      expect(run.status).toBe('done');
      return run;
    },
    { timeout: 15_000, interval: 100 },
  );

describe('a run', () => {
  test('is made in a thread, saved with its inputs, listed, and the same to the last byte when it is done again, whatever happened to the inventory', async () => {
    const { status, body } = await begin();
    expect([status, body.status, body.startedBy.id]).toEqual([201, 'running', planner.id]);
    const run = await done(body.id);
    expect(run.inputs).toMatchObject({ fundings: RUN.fundings.split(','), seed: 7, draws: 200, rates: { escalation: 0.04, deterioration: 0.02 } });
    expect(run.result.scenarios.map(({ years }: { years: object[] }) => years.length)).toEqual([30, 30, 30]);
    const [first] = run.result.scenarios[0].years;
    expect(first.year).toBe(2027);
    expect(first.ratio.p10).toBeLessThan(first.ratio.p90);
    const bytes = (await api.as(teacher).get(`/api/forecast-runs/${body.id}/result`)).text;
    await api.as(planner).post(`/api/structures/${school}/deficiencies`, {
      body: { systemCode: 'D3020', priority: 1, scope: 'Leaks', cost: '9000.00', source: 'inspection' },
    });
    const again = await api.as(planner).post(`/api/forecast-runs/${body.id}/reproductions`);
    expect(again.body).toMatchObject({ isSame: true, isInventoryWhole: true, digest: run.result.digest });
    expect((await api.as(teacher).get(`/api/forecast-runs/${body.id}/result`)).text).toBe(bytes);
    const other = await done((await begin()).body.id);
    expect(other.result.digest).not.toBe(run.result.digest);
    expect((await api.as(teacher).get('/api/forecast-runs?limit=1')).body).toMatchObject({ items: [{ id: other.id, name: 'For the board' }] });
    expect((await api.as(teacher).get(`/api/forecast-runs/${body.id}/export`)).text).toContain('For the board');
  });

  test('of another seed differs; the same inputs and seed give the same', async () => {
    const [one, same, other] = await Promise.all([begin(), begin(), begin({ seed: 8 })].map(async (run) => done((await run).body.id)));
    expect([one.result.digest === same.result.digest, one.result.digest === other.result.digest]).toEqual([true, false]);
  });

  test('with a bent inventory or bent figures is found out', async () => {
    const { id } = await done((await begin()).body.id);
    await api.db
      .update(forecastRuns)
      .set({ inventoryDigest: '0'.repeat(64), resultDigest: '1'.repeat(64) })
      .where(eq(forecastRuns.id, id));
    expect((await api.as(planner).post(`/api/forecast-runs/${id}/reproductions`)).body).toMatchObject({ isSame: false, isInventoryWhole: false });
  });

  test('that nobody hears of was broken off, and can be started again, once', async () => {
    const { id } = await done((await begin()).body.id);
    const digest = (await readRun(id)).result.digest;
    const silent = { status: 'running', result: null, heardAt: new Date(NOW.getTime() - 60_000) };
    await api.db.update(forecastRuns).set(silent).where(eq(forecastRuns.id, id));
    expect(await readRun(id)).toMatchObject({ status: 'broken_off', result: null });
    const restart = (who: Actor) => api.as(who).post(`/api/forecast-runs/${id}/restarts`);
    expect((await restart(teacher)).body.code).toBe('condition.not_a_planner');
    const both = await Promise.all([restart(planner), restart(planner)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await done(id)).result.digest).toBe(digest);
    expect((await restart(planner)).body.code).toBe('condition.forecast_not_broken_off');
  });

  test('asked for twice with one key is one', async () => {
    const key = crypto.randomUUID();
    const ask = () => api.as(planner).post('/api/forecast-runs', { body: RUN, key });
    expect((await ask()).body.id).toBe((await ask()).body.id);
  });

  test('is refused to who does not plan, of nothing of value, with absurd inputs, and where too many wait', async () => {
    expect((await begin({}, teacher)).body.code).toBe('condition.not_a_planner');
    expect((await begin({ level: 'middle' })).body.code).toBe('condition.nothing_to_forecast');
    for (const wrong of [{ draws: 1e6 }, { seed: -1 }, { name: '' }, { spread: { life: 3, cost: 0 } }, { fundings: '' }, { years: 0 }])
      expect((await begin(wrong)).body.code).toBe('request.invalid');
    expect((await api.as(planner).get(`/api/forecast-runs/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await api.as(teacher).post(`/api/forecast-runs/${(await begin()).body.id}/reproductions`)).body.code).toBe('condition.may_not_reproduce');
    const many = await Promise.all(Array.from({ length: 14 }, () => begin({ draws: 2_000 })));
    expect(many.map(({ status }) => status)).toContain(503);
  });
});
