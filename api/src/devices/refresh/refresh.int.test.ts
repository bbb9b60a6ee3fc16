import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aDevice, aModel, aStudent } from '../devices.testing.ts';

let api: TestApi;
let district: District;
let who: Record<'keeper' | 'keeperHere' | 'principal' | 'cfo' | 'teacher', Actor>;
let modelId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school } = district;
  const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
  who = {
    keeper: await held({ grants: [{ role: 'technology_coordinator' }] }),
    keeperHere: await held({ grants: [{ role: 'technology_coordinator', siteId: school.id }] }),
    principal: await held({ siteId: school.id, grants: [{ role: 'site_administrator', siteId: school.id }] }),
    cfo: await held({ grants: [{ role: 'finance' }] }),
    teacher: await held({ siteId: school.id, grants: [{ role: 'requester' }] }),
  };
  modelId = await aModel(api.db);
});
afterAll(() => api.close());

const refresh = async (as = who.keeper) => (await api.as(as).get('/api/device-refresh')).body;
const year = async (schoolYear: number) => (await refresh()).years.find((one: { schoolYear: number }) => one.schoolYear === schoolYear);

describe('a model', () => {
  const add = (body: object, as = who.keeper) => api.as(as).post('/api/device-models', { body });

  test('is added once, and says until when it is updated, what it costs and how long it serves', async () => {
    const body = { make: 'Acme', name: 'Slate 3', kind: 'ipad', autoUpdateExpiresOn: '2031-06-30', price: '329.00', lifeYears: 5 };
    const made = await add(body);
    expect([made.status, made.body]).toMatchObject([
      201,
      { ...body, devices: 0, version: 1, history: [{ kind: 'added', after: { price: '329.00' } }] },
    ]);
    expect((await add({ ...body, name: 'SLATE 3' })).body).toMatchObject({ code: 'devices.model_taken', errors: [{ pointer: '/name' }] });
    expect((await add(body, who.cfo)).body.code).toBe('devices.not_yours_to_plan');
    expect((await add(body, who.keeperHere)).body.code).toBe('devices.not_yours_to_plan');
  });

  test('is changed by who saw its last version; what it was stays', async () => {
    const { id } = (await add({ make: 'Acme', name: 'Slate 4', kind: 'ipad' })).body;
    const change = (body: object, ifMatch: number) => api.as(who.keeper).patch(`/api/device-models/${id}`, { body, ifMatch });
    expect((await change({ price: '310.5' }, 1)).body).toMatchObject({ price: '310.50', version: 2 });
    expect((await change({ price: '320.00' }, 1)).body).toMatchObject({ code: 'devices.changed', current: { version: 2 } });
    expect((await change({ price: '310.50' }, 2)).body.version).toBe(2);
    const { body } = await change({ price: null, autoUpdateExpiresOn: '2033-01-01' }, 2);
    expect(body.history.map(({ before, after }: { before: object; after: object }) => [before, after]).slice(0, 2)).toEqual([
      [
        { price: '310.50', autoUpdateExpiresOn: null },
        { price: null, autoUpdateExpiresOn: '2033-01-01' },
      ],
      [{ price: null }, { price: '310.50' }],
    ]);
    expect((await api.as(who.cfo).get(`/api/device-models/${id}`)).body).toMatchObject({ price: null, may: { keep: false } });
  });
});

describe('what is to be replaced', () => {
  test('without a price is counted apart, and never as nothing', async () => {
    const unknown = await aModel(api.db, { priceCents: null });
    const homeSiteId = district.school.id;
    await aDevice(api.db, { homeSiteId, modelId, plannedRefreshOn: '2029-06-30' });
    for (let i = 0; i < 2; i += 1) await aDevice(api.db, { homeSiteId, modelId: unknown, plannedRefreshOn: '2029-06-30' });
    expect(await year(2028)).toEqual({ schoolYear: 2028, count: 3, cost: '325.00', unpriced: 2, planned: null });
    expect((await refresh()).modelsWithoutPrice).toMatchObject([{ id: unknown, devices: 2 }]);
    expect((await api.as(who.keeper).get('/api/device-models')).body.withoutPrice).toBe(1);
    expect(
      (await api.as(who.keeper).get('/api/device-measures')).body.refresh.find((one: { schoolYear: number }) => one.schoolYear === 2028),
    ).toEqual({
      schoolYear: 2028,
      count: 3,
      cost: '325.00',
      unpriced: 2,
    });
    const { version } = (await api.as(who.keeper).get(`/api/device-models/${unknown}`)).body;
    await api.as(who.keeper).patch(`/api/device-models/${unknown}`, { body: { price: '200.00' }, ifMatch: version });
    expect(await year(2028)).toMatchObject({ cost: '725.00', unpriced: 0 });
  });

  test('is planned by grade: as many as there are in it today, at the price of the plan', async () => {
    for (let i = 0; i < 3; i += 1) await aStudent(api.db, district.school.id, { grade: 5 });
    const body = { schoolYear: 2027, grade: 5, modelId, unit: '335.00', source: 'Technology plan' };
    const post = (more: object, as = who.keeper) => api.as(as).post('/api/device-refresh-plans', { body: { ...body, ...more } });
    expect([(await post({})).status, await year(2027)]).toMatchObject([201, { planned: { count: 3, cost: '1005.00' } }]);
    expect((await post({})).body).toMatchObject({ code: 'devices.plan_taken', errors: [{ pointer: '/grade' }] });
    expect((await post({ schoolYear: 2025 })).body).toMatchObject({ code: 'devices.plan_past', errors: [{ pointer: '/schoolYear' }] });
    expect((await post({ grade: 9 }, who.cfo)).body.code).toBe('devices.not_yours_to_plan');
    const [plan] = (await refresh()).plans;
    const change = (more: object, ifMatch: number) => api.as(who.keeper).patch(`/api/device-refresh-plans/${plan.id}`, { body: more, ifMatch });
    expect((await change({ unit: '340.00' }, 1)).body.plans).toMatchObject([
      {
        unit: '340.00',
        cost: '1020.00',
        version: 2,
        history: [{ kind: 'changed', before: { unit: '335.00' }, after: { unit: '340.00' } }, { kind: 'added' }],
      },
    ]);
    expect((await change({ unit: '350.00' }, 1)).body.code).toBe('devices.changed');
    expect((await api.as(who.keeper).delete(`/api/device-refresh-plans/${plan.id}`, { ifMatch: 2 })).body.plans).toEqual([]);
  });

  test('is seen at one’s own schools, without plans; as a table by year and by school', async () => {
    const seen = await refresh(who.principal);
    expect([seen.isWhole, seen.plans, new Set(seen.bySchool.map(({ site }: { site: { name: string } }) => site.name))]).toEqual([
      false,
      [],
      new Set(['Alder School']),
    ]);
    expect((await api.as(who.cfo).get('/api/device-refresh.csv?set=years')).text).toContain('2028-29,3,725');
    expect((await api.as(who.cfo).get('/api/device-refresh.csv?set=schools&locale=es')).text).toContain('Escuela,Año escolar');
    expect((await api.as(who.teacher).get('/api/device-refresh')).body.code).toBe('devices.figures_not_for_you');
  });
});
