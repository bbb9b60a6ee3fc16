import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aDevice, aModel, aStudent } from '../devices.testing.ts';

let api: TestApi;
let district: District;
let who: Record<'keeper' | 'principal' | 'auditor' | 'teacher', Actor>;
let modelId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school } = district;
  const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
  who = {
    keeper: await held({ grants: [{ role: 'technology_coordinator' }] }),
    principal: await held({ siteId: school.id, grants: [{ role: 'site_administrator', siteId: school.id }] }),
    auditor: await held({ grants: [{ role: 'auditor' }] }),
    teacher: await held({ siteId: school.id, grants: [{ role: 'requester' }] }),
  };
  modelId = await aModel(api.db);
});
afterAll(() => api.close());

const tags = async (query: string, as = who.keeper): Promise<string[]> =>
  (await api.as(as).get(`/api/devices?limit=200&${query}`)).body.items.map(({ assetTag }: { assetTag: string }) => assetTag);

describe('the list of devices', () => {
  test('is narrowed by school, age and the year in which updates end', async () => {
    const old = await aDevice(api.db, { homeSiteId: district.otherSchool.id, modelId, acquiredOn: '2021-08-01' });
    const expiring = await aModel(api.db, { autoUpdateExpiresOn: '2027-06-01' });
    const soon = await aDevice(api.db, { homeSiteId: district.school.id, modelId: expiring, acquiredOn: '2026-08-01' });
    expect(await tags(`siteId=${district.otherSchool.id}`)).toEqual([old.assetTag]);
    expect(await tags('minAge=5')).toEqual([old.assetTag]);
    expect(await tags('expiresIn=2027')).toEqual([soon.assetTag]);
    const { sites, expiryYears } = (await api.as(who.principal).get('/api/devices')).body;
    expect([sites, expiryYears]).toEqual([[{ id: district.school.id, name: 'Alder School' }], [2027, 2031]]);
  });

  test('is narrowed by grade only where one may see who has which device', async () => {
    const device = await aDevice(api.db, { homeSiteId: district.school.id, modelId });
    const student = await aStudent(api.db, district.school.id, { grade: 7 });
    await api.as(who.keeper).post('/api/device-counter', { body: { scans: [student.key, device.assetTag] } });
    expect(await tags('grade=7')).toEqual([device.assetTag]);
    expect(await tags('grade=7', who.principal)).toEqual([device.assetTag]);
    expect(await tags('grade=7', who.auditor)).toEqual([]);
    expect((await api.as(who.auditor).get('/api/devices')).body.may.filterByGrade).toBe(false);
  });
});

describe('a saved view', () => {
  const save = (body: object, as = who.keeper) => api.as(as).post('/api/device-views', { body });

  test('is one’s own, of known filters, under one name', async () => {
    const saved = await save({ name: 'Probably lost', query: 'look=silent&q=&minAge=4' });
    expect([saved.status, saved.body.items]).toMatchObject([201, [{ name: 'Probably lost', query: 'look=silent&minAge=4' }]]);
    expect((await save({ name: 'probably LOST', query: '' })).body).toMatchObject({ code: 'devices.view_taken', errors: [{ pointer: '/name' }] });
    expect((await save({ name: 'Another', query: 'look=everything' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/query' }] });
    expect((await save({ name: 'Another', query: 'student=Robin' })).status).toBe(400);
    expect((await api.as(who.principal).get('/api/device-views')).body.items).toEqual([]);
    const [{ id }] = saved.body.items;
    expect((await api.as(who.principal).delete(`/api/device-views/${id}`)).status).toBe(404);
    expect((await api.as(who.keeper).delete(`/api/device-views/${id}`)).body.items).toEqual([]);
    expect((await save({ name: 'Mine', query: '' }, who.teacher)).status).toBe(403);
  });
});
