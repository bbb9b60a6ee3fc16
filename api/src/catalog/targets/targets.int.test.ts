import { setupChanges } from '@steward/db/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';

// Now is Tuesday 24 November 2026, 09:00 in the district; Thursday and Friday are Thanksgiving.
let api: TestApi;
let district: District;
let admin: Actor;
let teacher: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  admin = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
  teacher = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] });
});
afterAll(() => api.close());

const iso = (wall: string) => new Date(`${wall.replace(' ', 'T')}:00-07:00`).toISOString();
const P2 = { calendar: 'service', responseAmount: 1, responseUnit: 'working_days', resolutionAmount: 3, resolutionUnit: 'working_days' };
const asked = async () => {
  const body = { requestTypeId: district.types.plumbing.id, title: 'Drip', siteId: district.school.id, impact: 'room', urgency: 'stops_teaching' };
  return (await api.as(teacher).post('/api/work-orders', { body })).body;
};

test('what is promised is previewed as of now, changed under its version, logged, and open orders keep their promise', async () => {
  const { items, may } = (await api.as(admin).get('/api/targets')).body;
  expect([may.change, items.find(({ priority }: { priority: string }) => priority === 'P2')]).toEqual([true, { priority: 'P2', ...P2, version: 1 }]);
  const old = await asked();
  const wanted = { ...P2, resolutionAmount: 1 };
  const { body } = await api.as(admin).post('/api/target-previews', { body: { priority: 'P2', ...wanted } });
  expect([body.before, body.after]).toEqual([{ resolutionAmount: 3 }, { resolutionAmount: 1 }]);
  expect(body.services.find(({ code }: { code: string }) => code === 'facilities')).toMatchObject({
    before: { resolutionDueAt: iso('2026-12-01 09:00') },
    after: { resolutionDueAt: iso('2026-11-25 09:00'), responseDueAt: iso('2026-11-25 09:00') },
  });

  const changed = await api.as(admin).put('/api/targets/P2', { body: { ...wanted, why: 'We have become faster' }, ifMatch: 1 });
  expect([changed.status, changed.body.items[1].version]).toEqual([200, 2]);
  expect(await api.db.select().from(setupChanges)).toMatchObject([{ subjectKind: 'policy', subjectId: 'P2', why: 'We have become faster' }]);
  expect((await asked()).promise.resolutionDueAt).toBe(iso('2026-11-25 09:00'));
  expect((await api.as(teacher).get(`/api/work-orders/${old.id}`)).body.promise.resolutionDueAt).toBe(iso('2026-12-01 09:00'));
  expect((await api.as(admin).put('/api/targets/P2', { body: { ...P2, why: 'Back' }, ifMatch: 1 })).status).toBe(412);
});

test('a promise without an amount is one by the planned day only', async () => {
  const refused = await api.as(admin).put('/api/targets/P2', { body: { ...P2, resolutionAmount: null, why: 'x' }, ifMatch: 2 });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/resolutionAmount']);
  const planned = { ...P2, resolutionAmount: null, resolutionUnit: 'planned_date' };
  const { body } = await api.as(admin).post('/api/target-previews', { body: { priority: 'P2', ...planned } });
  expect(body.services[0].after.resolutionDueAt).toBeNull();
});

test('an answer after the end of the work, or working days around the clock, are refused at the field', async () => {
  const refused = async (wanted: object) => {
    const { status, body } = await api.as(admin).put('/api/targets/P2', { body: { ...P2, ...wanted, why: 'x' }, ifMatch: 2 });
    return [status, body.errors?.[0].pointer];
  };
  expect(await refused({ responseAmount: 5 })).toEqual([400, '/responseAmount']);
  expect(await refused({ calendar: '24x7' })).toEqual([400, '/resolutionUnit']);
});
