import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aDelegation, aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';

let api: TestApi;
let district: District;
let administrator: Actor;
let second: Actor;
let teacher: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  administrator = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
  second = await aPerson(api.db, { name: 'Sue Second', grants: [{ role: 'administrator' }] });
  teacher = await aPerson(api.db, { siteId: district.school.id });
});
afterAll(() => api.close());

const latestOf = async (subject: string) => (await api.as(administrator).get(`/api/set-up/changes?subject=${subject}`)).body.items[0];

describe('a team', () => {
  const PAINTERS = {
    name: 'Painters',
    serviceCode: 'facilities',
    tradeCode: 'paint',
    areaId: null,
    compartment: null,
    weeklyHours: 80,
    isActive: true,
    members: [],
  };
  const change = (id: string, ifMatch: number, more: object = {}) =>
    api.as(administrator).put(`/api/set-up/teams/${id}`, { body: { ...PAINTERS, ...more }, ifMatch });
  const asked = async () => {
    const type = district.types.all.find((t) => t.tradeCode === 'paint' && !t.fields.some((f) => f.isRequired))!;
    const made = await api.as(teacher).post('/api/work-orders', { body: { requestTypeId: type.id, title: 'Paint', siteId: district.school.id } });
    return made.body;
  };

  test('works from the moment it is made, with its people and lead, and until it is no more', async () => {
    const [lead, other] = [await aPerson(api.db, { name: 'Lea Lead' }), await aPerson(api.db, { name: 'Otto Other' })];
    const members = [lead, other].map(({ id }) => ({ personId: id, isLead: id === lead.id }));
    const seen = await api.as(administrator).post('/api/set-up/team-previews', { body: { ...PAINTERS, members } });
    expect([seen.body.before, seen.body.openOrders]).toEqual([null, null]);
    expect(seen.body.moves).toEqual([{ from: 'facilities', to: 'Painters', kinds: expect.any(Array), areas: ['North', 'South'] }]);
    const made = await api.as(administrator).post('/api/set-up/teams', { body: { ...PAINTERS, members } });
    expect([made.status, made.body.code, made.body.members.map((m: { name: string }) => m.name)]).toEqual([
      201,
      'painters',
      ['Lea Lead', 'Otto Other'],
    ]);
    const order = await asked();
    expect(order.team.name).toBe('Painters');
    // Who is in the team sees its orders at once.
    expect((await api.as(other).get(`/api/work-orders/${order.id}`)).status).toBe(200);
    expect((await change(made.body.id, 1, { members: members.slice(0, 1), weeklyHours: 40 })).status).toBe(200);
    expect((await api.as(other).get(`/api/work-orders/${order.id}`)).status).toBe(404);
    expect(await latestOf('team')).toMatchObject({
      before: { weeklyHours: 80, members: ['Lea Lead', 'Otto Other'] },
      after: { weeklyHours: 40, members: ['Lea Lead'] },
    });

    const off = await api
      .as(administrator)
      .post('/api/set-up/team-previews', { body: { id: made.body.id, ...PAINTERS, isActive: false, members: members.slice(0, 1) } });
    expect([off.body.openOrders, off.body.moves[0].to]).toEqual([1, 'facilities']);
    expect((await change(made.body.id, 2, { isActive: false })).status).toBe(200);
    expect((await asked()).team.name).toBe('facilities');
    expect((await api.as(administrator).get(`/api/work-orders/${order.id}`)).body.team.name).toBe('Painters');
    const names = (await api.as(administrator).get('/api/teams?serviceCode=facilities')).body.items.map((t: { name: string }) => t.name);
    expect(names).not.toContain('Painters');
  });

  test('names the kinds and areas that would be left to nobody', async () => {
    const who = api.as(administrator);
    const {
      id,
      code: _,
      area: __,
      version: ___,
      openOrders: ____,
      may: _____,
      ...diets
    } = (await who.get(`/api/set-up/teams/${district.teams.diets}`)).body;
    const seen = await who.post('/api/set-up/team-previews', { body: { id, ...diets, isActive: false, members: [] } });
    expect([seen.status, seen.body.openOrders]).toEqual([200, null]);
    expect(seen.body.moves.map((m: { to: string | null }) => m.to)).toEqual([null]);
    expect(seen.body.moves[0].areas).toEqual(['North', 'South']);
  });

  test('is changed by one at a time, stays in its service, and takes in nobody who has left', async () => {
    const made = (await api.as(administrator).post('/api/set-up/teams', { body: { ...PAINTERS, name: 'Floors', tradeCode: 'flooring' } })).body;
    const same = { name: 'Floors', tradeCode: 'flooring' };
    const [first, other] = await Promise.all([change(made.id, 1, { ...same, weeklyHours: 1 }), change(made.id, 1, { ...same, weeklyHours: 2 })]);
    expect([first.status, other.status].toSorted((a, b) => a - b)).toEqual([200, 412]);
    const lost = first.status === 412 ? first : other;
    expect(Object.keys(lost.body.current)).toEqual(['weeklyHours']);
    expect((await change(made.id, 2, { ...same, serviceCode: 'it', tradeCode: 'network' })).body.code).toBe('set_up.team_fixed');
    const gone = await aPerson(api.db);
    await api.as(administrator).patch(`/api/people/${gone.id}`, { body: { isActive: false }, ifMatch: 1 });
    const refused = await change(made.id, 2, { ...same, members: [{ personId: gone.id, isLead: false }] });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/members/0/personId']);
    const leads = [teacher, administrator].map(({ id }) => ({ personId: id, isLead: true }));
    expect((await change(made.id, 2, { ...same, members: leads })).body.errors[0].pointer).toBe('/members');
  });
});

describe('the priority matrix', () => {
  test('gives new orders their priority at once; orders that are there keep theirs, and the preview counts them', async () => {
    const who = api.as(administrator);
    const order = await aWorkOrder(api.db, district, { requester: teacher, set: { impact: 'room', urgency: 'can_wait', priority: 'P4' } });
    const { cells, version } = (await who.get('/api/set-up/priority-matrix')).body;
    type Cell = { impact: string; urgency: string; priority: string };
    const isIt = (cell: Cell) => cell.impact === 'room' && cell.urgency === 'can_wait';
    const was = cells.find(isIt).priority;
    const then = cells.map((cell: Cell) => (isIt(cell) ? { ...cell, priority: 'P1' } : cell));
    const seen = await who.post('/api/set-up/priority-matrix-previews', { body: { cells: then } });
    expect(seen.body).toMatchObject({ before: { 'room/can_wait': was }, after: { 'room/can_wait': 'P1' } });
    expect(seen.body.openOrders).toBeGreaterThanOrEqual(1);
    const [first, other] = await Promise.all(
      [1, 2].map(() => who.put('/api/set-up/priority-matrix', { body: { cells: then, why: 'A trial' }, ifMatch: version })),
    );
    expect([first!.status, other!.status].toSorted((a, b) => a - b)).toEqual([200, 412]);
    const body = { requestTypeId: district.types.plumbing.id, title: 'Drip', siteId: district.school.id, impact: 'room', urgency: 'can_wait' };
    expect((await api.as(teacher).post('/api/work-orders', { body })).body.priority).toBe('P1');
    expect((await who.get(`/api/work-orders/${order.id}`)).body.priority).toBe('P4');
    expect(await latestOf('priority_matrix')).toMatchObject({ after: { 'room/can_wait': 'P1' }, why: 'A trial' });
    expect((await who.put('/api/set-up/priority-matrix', { body: { cells: cells.slice(1) }, ifMatch: version + 1 })).status).toBe(400);
  });
});

test('a service and a trade get other names, each with its version and its line in the history', async () => {
  const who = api.as(administrator);
  const names = { nameEn: 'Food and nutrition', nameEs: 'Alimentos y nutrición' };
  expect((await who.put('/api/set-up/services/nutrition', { body: { ...names, why: 'As it is called now' }, ifMatch: 1 })).body).toMatchObject({
    ...names,
    version: 2,
  });
  expect((await who.put('/api/set-up/services/nutrition', { body: names, ifMatch: 1 })).status).toBe(412);
  expect(await latestOf('service')).toMatchObject({ subjectId: 'nutrition', after: names, why: 'As it is called now' });
  const added = await who.post('/api/set-up/trades', { body: { serviceCode: 'nutrition', nameEn: 'Kitchen knives', nameEs: 'Cuchillos' } });
  expect([added.status, added.body.code]).toEqual([201, 'kitchen_knives']);
  const renamed = await who.put('/api/set-up/trades/kitchen_knives', { body: { nameEn: 'Knives', nameEs: 'Cuchillos' }, ifMatch: 1 });
  expect([renamed.status, renamed.body.version]).toEqual([200, 2]);
  const services = (await api.as(teacher).get('/api/services')).body.items;
  expect(services.find((s: { code: string }) => s.code === 'nutrition').trades.map((t: { nameEn: string }) => t.nameEn)).toContain('Knives');
  expect((await who.put('/api/set-up/trades/nothing', { body: names, ifMatch: 1 })).status).toBe(404);
});

describe('the HR partner of a school', () => {
  const partnersOf = async (siteId: string) => {
    const { items } = (await api.as(administrator).get('/api/set-up/hr-partners')).body;
    return items.find((s: { site: { id: string } }) => s.site.id === siteId).partners;
  };
  const set = (personId: string, insteadOfIds: string[], siteId = district.school.id) =>
    api.as(administrator).put(`/api/set-up/hr-partners/${siteId}`, { body: { personId, insteadOfIds } });

  test('is named by one and let see by another; the one before is it no longer and sees no more', async () => {
    const [pat, max] = [await aPerson(api.db, { name: 'Pat Partner' }), await aPerson(api.db, { name: 'Max Next' })];
    const { items } = (await api.as(administrator).get('/api/set-up/hr-partners')).body;
    expect(items[0].partners).toEqual([]);
    const named = await set(pat.id, []);
    expect(named.body.partners).toEqual([{ id: pat.id, name: 'Pat Partner', isForSite: true, maySee: false, isProposed: true, standIn: null }]);
    const hr = await api
      .as(teacher)
      .post('/api/work-orders', { body: { requestTypeId: district.types.hr.id, title: 'Leave', siteId: district.school.id } });
    expect((await api.as(pat).get(`/api/work-orders/${hr.body.id}`)).status).toBe(404);
    const { body: proposals } = await api.as(second).get(`/api/compartment-proposals?personId=${pat.id}`);
    await api.as(second).post(`/api/compartment-proposals/${proposals.items[0].id}/decisions`, { body: { decision: 'confirm' } });
    expect((await api.as(pat).get(`/api/work-orders/${hr.body.id}`)).status).toBe(200);
    const sub = await aPerson(api.db, { name: 'Sub Stitute' });
    await aDelegation(api.db, pat, sub);
    expect((await partnersOf(district.school.id))[0]).toMatchObject({ maySee: true, standIn: { name: 'Sub Stitute' } });

    // Seen as it was before: somebody else had named a partner meanwhile.
    const late = await set(max.id, []);
    expect([late.status, late.body.current]).toEqual([412, { partners: ['Pat Partner'] }]);
    expect((await set(max.id, [pat.id])).status).toBe(200);
    expect((await partnersOf(district.school.id)).map((p: { name: string }) => p.name)).toEqual(['Max Next']);
    expect((await api.as(pat).get(`/api/work-orders/${hr.body.id}`)).status).toBe(404);
    expect(await latestOf('hr_partner')).toMatchObject({
      subjectName: 'Alder School',
      before: { partners: ['Pat Partner'] },
      after: { partners: ['Max Next'] },
    });
    // The same acts as on a person's page: it is in their history too.
    const kinds = (await api.as(administrator).get(`/api/people/${pat.id}/events`)).body.items.map((e: { kind: string }) => e.kind);
    expect(kinds).toEqual(expect.arrayContaining(['role_granted', 'compartment_confirmed', 'role_ended', 'compartment_ended']));
  });

  test('is nobody who names themselves, and of no school that there is not; then nothing is written', async () => {
    const refused = await set(administrator.id, [], district.otherSchool.id);
    expect([refused.status, refused.body.code]).toEqual([422, 'people.not_for_yourself']);
    expect(await partnersOf(district.otherSchool.id)).toEqual([]);
    expect((await set(teacher.id, [], teacher.id)).status).toBe(404);
  });
});
