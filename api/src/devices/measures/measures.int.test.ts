import { sites } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aModel, anAssignedDevice, aStudent } from '../devices.testing.ts';

let api: TestApi;
let district: District;
let who: Record<'keeper' | 'principalElsewhere' | 'teacher' | 'cfo', Actor>;
let modelId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const siteId = district.otherSchool.id;
  who = {
    keeper: await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] }),
    principalElsewhere: await aPerson(api.db, { siteId, grants: [{ role: 'site_administrator', siteId }] }),
    teacher: await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] }),
    cfo: await aPerson(api.db, { grants: [{ role: 'finance' }] }),
  };
  modelId = await aModel(api.db);
});
afterAll(() => api.close());

describe('the figures', () => {
  test('name the same quarter by need for everybody, however few schools they see', async () => {
    await aStudent(api.db, district.school.id);
    await aStudent(api.db, district.otherSchool.id);
    const needs = [
      [district.school.id, 20],
      [district.otherSchool.id, 80],
    ] as const;
    for (const [id, freeReducedLunch] of needs) await api.db.update(sites).set({ enrollment: 100, freeReducedLunch }).where(eq(sites.id, id));
    const quarterOf = async (by: Actor) =>
      (await api.as(by).get('/api/device-measures')).body.coverage.schools.find(({ name }: { name: string }) => name === 'Birch School').quartile;
    expect([await quarterOf(who.keeper), await quarterOf(who.principalElsewhere)]).toEqual([3, 3]);
  });
  test('count students with a working device, and hide few from who may not see students', async () => {
    await anAssignedDevice(api.db, await aStudent(api.db, district.school.id), { homeSiteId: district.school.id, modelId });
    const { coverage, standing } = (await api.as(who.keeper).get('/api/device-measures')).body;
    const school = coverage.schools.find(({ name }: { name: string }) => name === 'Alder School');
    expect(school.covered).toBeGreaterThan(0);
    expect([school.ratio, standing.inUse > 0]).toEqual([school.covered / school.students, true]);
    for (let i = 0; i < 3; i += 1) await aStudent(api.db, district.otherSchool.id); // With the one above: four.
    const seen = (await api.as(who.cfo).get('/api/device-measures')).body;
    expect(seen.isSmallHidden).toBe(true);
    expect(seen.coverage.schools).toMatchObject([
      { name: 'Alder School', covered: null },
      { name: 'Birch School', covered: null, students: null },
    ]);
    expect((await api.as(who.teacher).get('/api/device-measures')).body.code).toBe('devices.not_for_you');
    expect((await api.as(who.principalElsewhere).get('/api/device-measures')).body.coverage.schools).toMatchObject([
      { name: 'Birch School', students: 4 },
    ]);
    expect([seen.coverage.needGap, seen.coverage.levelGap, seen.coverage.areaGap]).toEqual([null, null, null]);
    const csv = await api.as(who.cfo).get('/api/device-measures.csv?set=coverage');
    expect(csv.text).toContain('School,Level,Area');
  });
});
