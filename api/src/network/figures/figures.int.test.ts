import { bandwidthMeasurements, ispCapacities, sites } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCircuit, aProbe, measuredBy, someStaff } from '../network.testing.ts';

let api: TestApi;
let district: District;
let coordinator: Actor;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  coordinator = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
  const { school, otherSchool } = district;
  await api.db.update(sites).set({ enrollment: 400, freeReducedLunch: 300, level: 'elementary' }).where(eq(sites.id, school.id));
  await api.db.update(sites).set({ enrollment: 900, freeReducedLunch: 90, level: 'high' }).where(eq(sites.id, otherSchool.id));
  await someStaff(api.db, school.id, 100);
  await someStaff(api.db, otherSchool.id, 100);
  // 500 users with 300 Mbps over the air, 1,000 with 2,000 Mbps on fiber from 2025 on.
  await aCircuit(api.db, school.id, { medium: 'fixed_wireless', downMbps: 300, upMbps: 100, buildStatus: 'planned' });
  await aCircuit(api.db, otherSchool.id, { downMbps: 500, upMbps: 500, liveOn: '2020-01-01', endedOn: '2025-07-01' });
  await aCircuit(api.db, otherSchool.id, { downMbps: 2_000, upMbps: 2_000, liveOn: '2025-07-01' });
});
afterAll(() => api.close());

const read = async (query = '') => (await api.as(coordinator).get(`/api/network${query}`)).body;
const ofSchool = async (id: string, query = '') => (await api.as(coordinator).get(`/api/network/schools/${id}${query}`)).body;

describe('the network of the district', () => {
  test('says what each user has, who is below the target and why, and how evenly it lies', async () => {
    const body = await read();
    expect(body).toMatchObject({
      asOf: '2026-11-24',
      year: 2026,
      isDemonstration: false,
      target: { code: 'fcc', kbps: 1000, per: 'student' },
      isp: null,
    });
    expect(body.targets.map(({ code }: { code: string }) => code)).toEqual(['fcc', 'setda']);
    expect(
      body.schools.map((one: Record<string, unknown>) => [one['users'], one['effectiveKbps'], one['againstKbps'], one['isAtTarget'], one['cause']]),
    ).toEqual([
      [500, 600, 750, false, 'link'],
      [1000, 2000, 2_000_000 / 900, true, null],
    ]);
    expect(body.total).toMatchObject({ schools: 2, judged: 2, atTarget: 1, users: 1500, minKbps: 600, medianKbps: 1300 });
    const level = body.groupings.find(({ by }: { by: string }) => by === 'level');
    expect(level.groups.map(({ key, atTarget }: { key: string; atTarget: number }) => [key, atTarget])).toEqual([
      ['elementary', 0],
      ['high', 1],
    ]);
    // Each level is one school, so that all there is lies between them.
    expect(level.theilBetween).toBeCloseTo(body.total.theil, 12);
    expect(body.definitions.map(({ code }: { code: string }) => code)).toContain('gini');
  });
  test('is as it was at the end of a year, held against what that year asked', async () => {
    const then = await read('?year=2024');
    expect([then.asOf, then.schools[1].downMbps]).toEqual(['2024-12-31', 500]);
    expect((await read('?year=2016')).target).toMatchObject({ code: 'fcc', kbps: 100 });
    expect([then.schools[1].isAtTarget, (await read('?year=2016')).schools[1].isAtTarget]).toEqual([false, null]);
    expect(await read('?year=2001')).toMatchObject({ target: null, targets: [], total: { judged: 0 } });
    expect((await read('?target=setda')).schools.map((one: { isAtTarget: boolean }) => one.isAtTarget)).toEqual([false, true]);
    expect((await api.as(coordinator).get('/api/network?target=other')).body.code).toBe('network.no_target');
  });
  test('has at most its way out to share', async () => {
    const [id] = [uuidv7()];
    await api.db.insert(ispCapacities).values({ id, effectiveOn: '2026-01-01', mbps: 900, source: 'A test' });
    const { schools, isp } = await read('?target=setda');
    expect(isp).toEqual({ mbps: 900, effectiveOn: '2026-01-01' });
    // 900 Mbps for 1,500 users.
    expect(schools.map(({ effectiveKbps, cause }: { effectiveKbps: number; cause: string }) => [effectiveKbps, cause])).toEqual([
      [600, 'both'],
      [600, 'way_out'],
    ]);
    expect((await read('?year=2025')).isp).toBeNull();
  });
  test('as a file says the same, line by line', async () => {
    const file = await api.as(coordinator).get('/api/network/export?target=setda');
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [header, first] = file.text.replace('\uFEFF', '').split('\r\n');
    expect(header).toContain('kbps_per_user');
    expect(first).toContain('Alder School');
    expect(first).toContain('fixed_wireless');
  });
});

describe('what was measured', () => {
  test('stands apart from what is provisioned: medians of the last thirty days, by probe where there is one', async () => {
    const siteId = district.school.id;
    const { id: probeId } = await aProbe(api.db, { siteId, by: coordinator, at: NOW });
    const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
    await measuredBy(api.db, { probeId, siteId }, [
      ...[180, 200, 220].map((mbps, i) => ({ mbps, at: daysAgo(i + 1) })),
      { mbps: 9_000, at: daysAgo(60) },
      { mbps: 80, at: daysAgo(1), direction: 'upload' },
    ]);
    const browser = { siteId, direction: 'download', source: 'browser', personId: coordinator.id, elapsedUs: 10_000_000 };
    await api.db.insert(bandwidthMeasurements).values({ id: uuidv7(), ...browser, measuredAt: NOW, numBytes: 1_250_000 });
    const school = await ofSchool(siteId);
    expect(school.school).toMatchObject({
      downMbps: 300,
      measuredDown: { mbps: 200, count: 3, source: 'probe' },
      measuredUp: { mbps: 80, count: 1, source: 'probe' },
    });
    expect(school.days).toHaveLength(5);
    expect(school.circuits).toMatchObject([{ medium: 'fixed_wireless', downMbps: 300 }]);
    expect(school.may).toEqual({ keep: true, measure: true });

    const list = async (query: string) => (await api.as(coordinator).get(`/api/network/schools/${siteId}/measurements${query}`)).body;
    const first = await list('?limit=4');
    expect(first.items.map(({ source }: { source: string }) => source)[0]).toBe('browser');
    const rest = await list(`?limit=4&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toHaveLength(6);
    expect(rest.nextCursor).toBeNull();
    expect((await list('?direction=upload')).items).toHaveLength(1);
    expect((await list('?source=browser')).items).toMatchObject([{ mbps: 1 }]);
  });
});

describe('a school', () => {
  test('is read by who works there and who runs it, and by nobody of another school', async () => {
    const teacher = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] });
    expect((await api.as(teacher).get(`/api/network/schools/${district.school.id}`)).body.may).toEqual({ keep: false, measure: true });
    expect((await api.as(teacher).get(`/api/network/schools/${district.otherSchool.id}`)).body.code).toBe('network.not_yours');
    expect((await api.as(teacher).get('/api/network')).body.code).toBe('network.not_yours');
  });
  test('that is closed, or is none, has no network', async () => {
    expect((await api.as(coordinator).get(`/api/network/schools/${district.closedSchool.id}`)).status).toBe(404);
    expect((await api.as(coordinator).get(`/api/network/schools/${uuidv7()}`)).body.code).toBe('network.no_school');
  });
});
