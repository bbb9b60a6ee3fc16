import { circuitEvents, projects } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { someBooks } from '../../capital/finance/capital.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aDelegation, aPerson } from '../../people/people.testing.ts';

let api: TestApi;
let district: District;
let coordinator: Actor;
let northern: Actor;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  coordinator = await aPerson(api.db, { name: 'Tech', grants: [{ role: 'technology_coordinator' }] });
  northern = await aPerson(api.db, { grants: [{ role: 'technology_coordinator', areaId: district.areas.north }] });
});
afterAll(() => api.close());

let lines = 0;
const body = (more: object = {}) => ({
  siteId: district.school.id,
  code: `JN-${(lines += 1)}`,
  medium: 'leased_lit',
  downMbps: 1_000,
  upMbps: 1_000,
  liveOn: '2026-08-01',
  buildStatus: 'planned',
  ...more,
});
const add = (more: object = {}, who = coordinator) => api.as(who).post('/api/network/circuits', { body: body(more) });
const change = (id: string, more: object, ifMatch: number, who = coordinator) =>
  api.as(who).patch(`/api/network/circuits/${id}`, { body: more, ifMatch });
const aContract = async (more: object = {}) =>
  (
    await api.as(coordinator).post('/api/network/contracts', {
      body: { providerName: 'A carrier', number: `C-${(lines += 1)}`, startsOn: '2026-07-01', endsOn: '2031-06-30', monthly: '1850.50', ...more },
    })
  ).body;

describe('a line', () => {
  test('is added, found, and changed; what it was stays in its history with who changed it', async () => {
    const made = await add();
    expect([made.status, made.headers['etag']]).toEqual([201, '"1"']);
    const { id, code } = made.body;
    const changed = await change(id, { downMbps: 10_000, upMbps: 10_000 }, 1);
    expect(changed.body).toMatchObject({ downMbps: 10_000, version: 2, site: { name: 'Alder School' }, may: { keep: true } });
    expect(changed.body.history).toMatchObject([
      { kind: 'changed', actor: { name: 'Tech' }, data: { before: { downMbps: 1_000, upMbps: 1_000 }, after: { downMbps: 10_000, upMbps: 10_000 } } },
      { kind: 'added' },
    ]);
    // Nothing said anew is nothing written.
    expect((await change(id, { downMbps: 10_000 }, 2)).body.version).toBe(2);
    const found = (await api.as(coordinator).get(`/api/network/circuits?q=${code}&state=live`)).body.items;
    expect(found).toMatchObject([{ id, code }]);
    expect((await api.as(coordinator).get(`/api/network/circuits?q=${code}&state=ended`)).body.items).toEqual([]);
    const late = await change(id, { downMbps: 5 }, 1);
    expect([late.status, late.body.code, late.body.current]).toEqual([412, 'network.circuit_changed', { version: 2 }]);
  });
  test('is dead, or as fast as a line can be that somebody pays for', async () => {
    expect((await add({ downMbps: 0, upMbps: 0 })).body).toMatchObject({ downMbps: 0, upMbps: 0 });
    const slow = await add({ downMbps: 1e-300, upMbps: 0.01 });
    expect([slow.status, slow.body.errors]).toMatchObject([400, [{ pointer: '/downMbps', detail: expect.stringContaining('at least 0.01') }]]);
  });
  test('of eight that are called alike at once, made or changed, one is; the others are told', async () => {
    const code = 'JN-alike';
    const made = await Promise.all(Array.from({ length: 8 }, () => add({ code })));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(made.filter(({ body: { code: why } }) => why === 'network.code_taken')).toHaveLength(7);
    const others = await Promise.all(Array.from({ length: 4 }, () => add()));
    const renamed = await Promise.all(others.map(({ body: { id } }) => change(id, { code: 'JN-renamed' }, 1)));
    expect(renamed.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(renamed.filter(({ status }) => status === 422)).toHaveLength(3);
  });
  test('sent twice under one key is one line', async () => {
    const sent = body();
    const twice = await Promise.all([1, 2].map(() => api.as(coordinator).post('/api/network/circuits', { body: sent, key: sent.code })));
    expect(twice.map(({ status }) => status).every((status) => [201, 409].includes(status))).toBe(true);
    expect((await api.as(coordinator).get(`/api/network/circuits?q=${sent.code}`)).body.items).toHaveLength(1);
  });
  test.each([
    ['another line’s name', async () => ({ code: (await add()).body.code }), 'network.code_taken'],
    [
      'a provider on the district’s own fiber',
      async () => ({ medium: 'owned_fibre', providerId: (await aContract()).provider.id }),
      'network.owned_by_provider',
    ],
    ['a provider that is none', async () => ({ providerId: crypto.randomUUID() }), 'network.no_provider'],
    [
      'another provider’s contract',
      async () => ({ providerId: (await aContract({ providerName: 'B carrier' })).provider.id, contractId: (await aContract()).id }),
      'network.contract_elsewhere',
    ],
    ['an end before its beginning', async () => ({ endedOn: '2026-01-01' }), 'network.days_turned'],
    ['a project of the capital plan at no school of its own', async () => ({ projectId: crypto.randomUUID() }), 'network.project_elsewhere'],
  ])('with %s is refused, and the field is named', async (_what, more, code) => {
    const refused = await add(await more());
    expect([refused.status, refused.body.code, refused.body.errors.length]).toEqual([422, code, 1]);
  });
  test('is kept by who keeps its school: a coordinator of one area only there, a stand-in as such', async () => {
    expect((await add({}, northern)).status).toBe(201);
    expect((await add({ siteId: district.otherSchool.id }, northern)).body.code).toBe('network.not_a_keeper');
    const standIn = await aPerson(api.db, { grants: [{ role: 'requester' }] });
    await aDelegation(api.db, coordinator, standIn);
    const { body: made } = await add({}, standIn);
    const [event] = await api.db.select().from(circuitEvents).where(eq(circuitEvents.circuitId, made.id));
    expect(event).toMatchObject({ actorId: standIn.id, onBehalfOfId: coordinator.id });
    expect((await add({ siteId: district.closedSchool.id })).body.code).toBe('network.school_closed');
  });
  test('of eight who change it at once one wins, and the others are told', async () => {
    const { id } = (await add()).body;
    const all = await Promise.all(Array.from({ length: 8 }, (_, i) => change(id, { downMbps: 100 + i }, 1)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 412)).toHaveLength(7);
  });
});

describe('a contract', () => {
  test('has an end, which comes first in the list that comes first, and may be prolonged', async () => {
    const { id } = await aContract({ endsOn: '2027-01-31' });
    const { contracts, providers } = (await api.as(coordinator).get('/api/network/providers')).body;
    expect(contracts[0]).toMatchObject({ id, endsOn: '2027-01-31', monthly: '1850.50', circuits: 0 });
    expect(providers.map(({ name }: { name: string }) => name)).toContain('A carrier');
    const longer = await api.as(coordinator).patch(`/api/network/contracts/${id}`, { body: { endsOn: '2028-01-31' }, ifMatch: 1 });
    expect(longer.body).toMatchObject({ endsOn: '2028-01-31', version: 2, monthly: '1850.50' });
    expect((await api.as(coordinator).patch(`/api/network/contracts/${id}`, { body: { endsOn: '2029-01-31' }, ifMatch: 1 })).status).toBe(412);
    expect((await api.as(coordinator).patch(`/api/network/contracts/${id}`, { body: { endsOn: '2026-01-31' }, ifMatch: 2 })).body.code).toBe(
      'network.contract_days_turned',
    );
  });
  test('that was written down wrong is corrected, and its history says by whom and from what', async () => {
    const { id, provider } = await aContract({ monthly: '100.00' });
    const other = await aContract();
    const patch = (fields: object, ifMatch: number) => api.as(coordinator).patch(`/api/network/contracts/${id}`, { body: fields, ifMatch });
    expect((await patch({ number: other.number }, 1)).body.code).toBe('network.contract_taken');
    expect((await patch({ startsOn: '2031-06-30' }, 1)).body.code).toBe('network.contract_days_turned');
    expect((await patch({ startsOn: '2026-08-01', monthly: '120' }, 1)).body).toMatchObject({
      startsOn: '2026-08-01',
      monthly: '120.00',
      version: 2,
    });
    const { items } = (await api.as(coordinator).get(`/api/network/events?subjectId=${id}`)).body;
    expect(items).toMatchObject([
      {
        subject: 'contract',
        kind: 'changed',
        actor: { name: 'Tech' },
        data: { before: { startsOn: '2026-07-01', monthly: '100.00' }, after: { startsOn: '2026-08-01', monthly: '120.00' } },
      },
      { kind: 'added', data: { after: { provider: provider.name, monthly: '100.00' } } },
    ]);
    expect((await api.as(northern).get(`/api/network/events?subjectId=${id}`)).status).toBe(403);
  });
  test('is not made twice with one number', async () => {
    const { number } = await aContract();
    const again = await api.as(coordinator).post('/api/network/contracts', {
      body: { providerName: 'A carrier', number, startsOn: '2026-07-01', endsOn: '2027-06-30' },
    });
    expect(again.body.code).toBe('network.contract_taken');
  });
});

describe('a provider', () => {
  const named = (name: string) => api.as(coordinator).post('/api/network/providers', { body: { name } });
  test('is added, and called something else later; two have not one name', async () => {
    const { body: made } = await named('Peak Fiber');
    expect(made).toMatchObject({ name: 'Peak Fiber', version: 1 });
    const rename = (name: string, ifMatch: number) => api.as(coordinator).patch(`/api/network/providers/${made.id}`, { body: { name }, ifMatch });
    await named('Mesa Wireless');
    const taken = [await named('Peak Fiber'), await rename('Mesa Wireless', 1)];
    for (const refused of taken) expect(refused.body).toMatchObject({ code: 'network.provider_taken', errors: [{ pointer: '/name' }] });
    expect((await rename('Peak Fiber and Light', 1)).body).toMatchObject({ name: 'Peak Fiber and Light', version: 2 });
    expect((await rename('Late', 1)).body).toMatchObject({ code: 'network.provider_changed', current: { version: 2 } });
    expect((await api.as(coordinator).get(`/api/network/events?subjectId=${made.id}`)).body.items).toMatchObject([
      { kind: 'changed', data: { before: { name: 'Peak Fiber' }, after: { name: 'Peak Fiber and Light' } } },
      { kind: 'added' },
    ]);
    expect((await api.as(coordinator).patch(`/api/network/providers/${crypto.randomUUID()}`, { body: { name: 'X' }, ifMatch: 1 })).status).toBe(404);
  });
});

describe('what a school’s forms begin with', () => {
  test('is its staff, milestones and projects, and who runs lines; who keeps the school reads it, who works there does not', async () => {
    const setUp = (who: Actor, siteId = district.otherSchool.id) => api.as(who).get(`/api/network/schools/${siteId}/set-up`);
    const southern = await aPerson(api.db, { grants: [{ role: 'technology_coordinator', areaId: district.areas.south }] });
    const { body: begun } = await setUp(southern);
    expect(begun).toMatchObject({ staff: null, milestones: [], may: { keep: true }, history: [] });
    expect(begun.contracts[0]).not.toHaveProperty('monthly');
    expect((await setUp(northern)).status).toBe(403);
    const teacher = await aPerson(api.db, { siteId: district.otherSchool.id, grants: [{ role: 'requester' }] });
    expect((await setUp(teacher)).status).toBe(403);
  });
});

describe('what counts for all', () => {
  test('a target and the way out that were written down wrong are corrected; both keep what they were', async () => {
    const asCoordinator = api.as(coordinator);
    const target = { code: 'ours', year: 2027, per: 'user', kbps: 14, nameEn: 'Ours', nameEs: 'Nuestra', source: 'The board' };
    const { targets } = (await asCoordinator.post('/api/network/targets', { body: target })).body;
    const { id } = targets.find(({ code }: { code: string }) => code === 'ours');
    const correct = (ifMatch: number) => asCoordinator.patch(`/api/network/targets/${id}`, { body: { kbps: 1_400 }, ifMatch });
    expect((await correct(1)).body).toMatchObject({ kbps: 1_400, nameEn: 'Ours', version: 2 });
    expect((await correct(1)).body.code).toBe('network.setting_changed');
    const { capacities } = (
      await asCoordinator.post('/api/network/isp-capacities', { body: { effectiveOn: '2026-07-01', mbps: 1_000, source: 'A' } })
    ).body;
    const way = await asCoordinator.patch(`/api/network/isp-capacities/${capacities[0].id}`, { body: { mbps: 100_000 }, ifMatch: 1 });
    expect(way.body).toMatchObject({ mbps: 100_000, effectiveOn: '2026-07-01', version: 2 });
    const of = async (subjectId: string) => (await asCoordinator.get(`/api/network/events?subjectId=${subjectId}`)).body.items[0].data;
    expect([await of(id), await of(capacities[0].id)]).toEqual([
      { before: { kbps: 14 }, after: { kbps: 1_400 } },
      { before: { mbps: 1_000 }, after: { mbps: 100_000 } },
    ]);
  });
  test('of two who count a school’s staff at once one wins, and the history says who said what', async () => {
    const count = (staff: number, ifMatch: number) =>
      api.as(coordinator).put(`/api/network/schools/${district.school.id}/staff`, { body: { staff, source: 'HR' }, ifMatch });
    const two = await Promise.all([count(40, 0), count(41, 0)]);
    expect(two.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect((await count(44, 1)).body).toMatchObject({ staff: 44, source: 'HR', version: 2 });
    expect((await count(45, 1)).body).toMatchObject({ code: 'network.staff_changed', current: { version: 2 } });
    const { history, staff } = (await api.as(coordinator).get(`/api/network/schools/${district.school.id}/set-up`)).body;
    expect(staff).toEqual({ staff: 44, source: 'HR', version: 2 });
    expect(history[0]).toMatchObject({ subject: 'staff', kind: 'changed', data: { after: { staff: 44 } } });
  });
});

describe('the fiber build-out', () => {
  const put = (step: string, given: object, ifMatch: number) =>
    api.as(coordinator).put(`/api/network/schools/${district.school.id}/milestones/${step}`, { body: given, ifMatch });
  test('goes step by step; what is late is said, and each step may name its project of the capital plan', async () => {
    const books = await someBooks(api.db, { asks: coordinator, approves: northern });
    await api.db.update(projects).set({ siteId: district.school.id }).where(eq(projects.id, books.projectId));
    expect((await put('survey', { plannedOn: '2026-02-01', doneOn: '2026-02-10' }, 0)).status).toBe(200);
    expect((await put('design', { plannedOn: '2026-06-01', doneOn: null, projectId: books.projectId }, 0)).body).toMatchObject({
      step: 'design',
      project: { id: books.projectId },
      version: 1,
    });
    const { counts, schools } = (await api.as(coordinator).get('/api/network/build-out')).body;
    expect(counts).toEqual({ schools: 1, live: 0, underWay: 1, late: 1 });
    expect(schools[0]).toMatchObject({ site: { name: 'Alder School' }, next: 'design', isLate: true });
    expect((await put('design', { plannedOn: '2026-06-01', doneOn: '2026-11-01' }, 1)).body.version).toBe(2);
    expect((await put('design', { plannedOn: '2026-06-01', doneOn: null }, 1)).body.code).toBe('network.milestone_changed');
    const { history } = (await api.as(coordinator).get(`/api/network/schools/${district.school.id}/set-up`)).body;
    expect(history[0]).toMatchObject({ subject: 'milestone', kind: 'changed', data: { step: 'design', after: { doneOn: '2026-11-01' } } });
    expect((await put('permit', { plannedOn: '2026-06-01', doneOn: '2027-01-01' }, 0)).body.code).toBe('network.done_later');
  });
});
