import { delegations, personEvents, roleGrants, workOrderEvents } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { dayAfter } from '#kernel/day.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';
import { aDelegation, aPerson } from '../people.testing.ts';
import { findActors } from '../queries.ts';
import { delegationState } from '../rules/delegations.ts';

let api: TestApi;
let district: District;
let asker: Actor;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  asker = await aPerson(api.db, { name: 'Asker' });
});
beforeEach(() => {
  api.clock.now = NOW;
});
afterAll(() => api.close());

const mayGive = async (who: Actor) => (await api.as(who).get('/api/delegations')).body.mayGive as { id: string; duty: string }[];
const give = async (from: Actor, to: Actor, more: Record<string, unknown> = {}) => {
  const own = await mayGive(from);
  const ids = (duty: string) => own.filter((held) => held.duty === duty).map(({ id }) => id);
  const body = { roleGrantIds: ids('role'), compartmentGrantIds: ids('compartment'), startsOn: '2026-11-24', lastOn: '2026-11-27', ...more };
  return api.as(from).post('/api/delegations', { body: { delegateId: to.id, ...body } });
};
const aDispatcher = (name: string) => aPerson(api.db, { name, grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
const anOrder = () => aWorkOrder(api.db, district, { requester: asker });
const triage = async (who: Actor, order: { id: string }) =>
  api.as(who).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'triaged' }, ifMatch: 1 });
const sees = async (who: Actor, order: { id: string }) => (await api.as(who).get(`/api/work-orders/${order.id}`)).status;
const eventsOf = async (who: Actor) => (await api.as(who).get(`/api/people/${who.id}/events`)).body.items as Record<string, unknown>[];

describe('a stand-in', () => {
  test('does what the other may, on the days agreed, and the history names both', async () => {
    const [ben, ana, order] = [await aDispatcher('Ben Cole'), await aPerson(api.db, { name: 'Ana Ruiz' }), await anOrder()];
    expect(await sees(ana, order)).toBe(404);
    const given = await give(ben, ana);
    expect([given.status, given.body.items[0].state]).toEqual([201, 'running']);
    expect((await triage(ana, order)).status).toBe(200);
    const { body } = await api.as(ben).get(`/api/work-orders/${order.id}/events`);
    expect(body.items.at(-1)).toMatchObject({ kind: 'triaged', actor: { name: 'Ana Ruiz' }, onBehalfOf: { name: 'Ben Cole' }, apiToken: null });
    expect((await api.as(ana).get('/api/me')).body).toMatchObject({
      pages: expect.arrayContaining(['triage']),
      roles: [{ role: 'dispatcher', serviceCode: 'facilities', onBehalfOf: { name: 'Ben Cole' } }],
    });
    api.clock.now = new Date('2026-11-28T06:59:59Z');
    expect(await sees(ana, order)).toBe(200);
    api.clock.now = new Date('2026-11-28T07:00:00Z');
    expect(await sees(ana, order)).toBe(404);
  });
  test('acts for themselves where their own standing suffices', async () => {
    const [ben, ana, order] = [await aDispatcher('Ben'), await aDispatcher('Ana'), await anOrder()];
    await give(ben, ana);
    await triage(ana, order);
    const [event] = await api.db
      .select()
      .from(workOrderEvents)
      .where(and(eq(workOrderEvents.workOrderId, order.id), eq(workOrderEvents.kind, 'triaged')));
    expect([event?.actorId, event?.onBehalfOfId]).toEqual([ana.id, null]);
  });
  test('cannot hand on what they stand in for', async () => {
    const [ben, ana, cara] = [await aDispatcher('Ben'), await aPerson(api.db), await aPerson(api.db)];
    const [grant] = await mayGive(ben);
    await give(ben, ana);
    expect(await mayGive(ana)).toEqual([]);
    const refused = await give(ana, cara, { roleGrantIds: [grant!.id] });
    expect([refused.status, refused.body.code]).toEqual([422, 'people.not_yours_to_delegate']);
  });
  test('may be assigned work as the other could', async () => {
    const [technician, ana, ben, order] = [
      await aPerson(api.db, { grants: [{ role: 'technician' }] }),
      await aPerson(api.db),
      await aDispatcher('Ben'),
      await anOrder(),
    ];
    const assign = () => api.as(ben).post(`/api/work-orders/${order.id}/assignments`, { body: { personId: ana.id }, ifMatch: 1 });
    expect((await assign()).body.code).toBe('work_order.not_a_worker');
    await give(technician, ana);
    expect((await assign()).status).toBe(200);
  });
});

describe('a delegation ends', () => {
  const running = async () => {
    const [ben, ana, order] = [await aDispatcher('Ben Cole'), await aPerson(api.db, { name: 'Ana Ruiz' }), await anOrder()];
    const { body } = await give(ben, ana);
    expect(await sees(ana, order)).toBe(200);
    return { ben, ana, order, id: body.items[0].id as string };
  };
  test.each(['ben', 'ana'] as const)('at once by either of the two: %s', async (who) => {
    const all = await running();
    const ended = await api.as(all[who]).post(`/api/delegations/${all.id}/endings`);
    expect(ended.body).toMatchObject({ state: 'ended', endedBy: { id: all[who].id }, mayEnd: false });
    expect(await sees(all.ana, all.order)).toBe(404);
    expect((await api.as(all[who]).post(`/api/delegations/${all.id}/endings`)).status).toBe(200);
    const { body } = await api.as(all.ben).get('/api/delegations');
    expect(body.given.map((d: { state: string }) => d.state)).toEqual(['ended']);
    for (const person of [all.ben, all.ana])
      expect((await eventsOf(person)).map(({ kind, actor }) => [kind, (actor as { id: string }).id])).toEqual([
        ['delegation_ended', all[who].id],
        ['delegated', all.ben.id],
      ]);
  });
  test('to a stranger there is none', async () => {
    const { id } = await running();
    expect((await api.as(await aPerson(api.db)).post(`/api/delegations/${id}/endings`)).body.code).toBe('people.delegation_not_found');
  });
  test('by itself with the role it is of, whoever ends that', async () => {
    const { ben, ana, order, id } = await running();
    const later = new Date('2026-11-25T16:00:00Z');
    await api.db.update(roleGrants).set({ endedAt: later }).where(eq(roleGrants.personId, ben.id));
    expect(await sees(ana, order)).toBe(404);
    const [row] = await api.db.select().from(delegations).where(eq(delegations.id, id));
    expect([row?.endedAt, row?.endedById]).toEqual([later, null]);
    expect((await eventsOf(ana))[0]).toMatchObject({
      kind: 'delegation_ended',
      actor: null,
      data: { role: 'dispatcher', serviceCode: 'facilities', fromName: 'Ben Cole', toName: 'Ana Ruiz' },
    });
  });
  test('by itself when the one or the other leaves, and does not come back with them', async () => {
    const administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    const { ben, ana, order } = await running();
    for (const isActive of [false, true]) {
      const { version } = (await api.as(administrator).get(`/api/people/${ben.id}`)).body;
      await api.as(administrator).patch(`/api/people/${ben.id}`, { body: { isActive }, ifMatch: version });
    }
    expect(await sees(ana, order)).toBe(404);
    expect((await api.as(ana).get('/api/delegations')).body.received[0]).toMatchObject({ state: 'ended', endedBy: null });
  });
});

describe('giving one is refused', () => {
  test('to oneself, to who has left, in the past, backwards, for more than a year, of nothing', async () => {
    const [ben, ana] = [await aDispatcher('Ben'), await aPerson(api.db)];
    const refusals = [
      await give(ben, ben),
      await give(ben, { ...ana, id: uuidv7() }),
      await give(ben, ana, { startsOn: '2026-11-23' }),
      await give(ben, ana, { startsOn: '2026-11-30', lastOn: '2026-11-29' }),
      await give(ben, ana, { lastOn: '2028-01-01' }),
      await give(ben, ana, { roleGrantIds: [] }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'people.delegate_yourself'],
      [422, 'people.has_left'],
      [422, 'people.delegation_day_past'],
      [422, 'people.delegation_backwards'],
      [422, 'people.delegation_too_long'],
      [400, 'request.invalid'],
    ]);
  });
  test('where the same person stands in on some of the days already; another person, or other days, are welcome', async () => {
    const [ben, ana, cara] = [await aDispatcher('Ben'), await aPerson(api.db), await aPerson(api.db)];
    const days = (startsOn: string, lastOn: string) => ({ startsOn, lastOn });
    expect((await give(ben, ana, days('2026-11-24', '2026-11-27'))).status).toBe(201);
    expect((await give(ben, ana, days('2026-11-27', '2026-11-30'))).body.code).toBe('people.delegated_already');
    expect((await give(ben, ana, days('2026-11-28', '2026-11-30'))).status).toBe(201);
    expect((await give(ben, cara, days('2026-11-24', '2026-11-27'))).status).toBe(201);
    const [twice, once] = await Promise.all([give(ben, cara, days('2026-12-01', '2026-12-02')), give(ben, cara, days('2026-12-02', '2026-12-03'))]);
    expect([twice.status, once.status].toSorted((a, b) => a - b)).toEqual([201, 422]);
  });
});

describe('who stands in for an administrator', () => {
  const standIn = async () => {
    const [admin, ana] = [await aPerson(api.db, { name: 'Admin', grants: [{ role: 'administrator' }] }), await aPerson(api.db, { name: 'Ana' })];
    await aDelegation(api.db, admin, ana);
    return { admin, ana };
  };
  const grant = async (who: Actor, to: { id: string }, role: string) => api.as(who).post(`/api/people/${to.id}/role-grants`, { body: { role } });

  test('gives roles for them, named as such', async () => {
    const { admin, ana } = await standIn();
    const person = await aPerson(api.db);
    expect((await grant(ana, person, 'technician')).status).toBe(201);
    const [event] = await api.db.select().from(personEvents).where(eq(personEvents.personId, person.id));
    expect([event?.actorId, event?.onBehalfOfId]).toEqual([ana.id, admin.id]);
  });
  test('cannot make it last: no role for themselves, no administrator for anybody, none taken away', async () => {
    const { admin, ana } = await standIn();
    const refused = [
      await grant(ana, ana, 'auditor'),
      await grant(ana, ana, 'administrator'),
      await grant(ana, await aPerson(api.db), 'administrator'),
    ];
    const [held] = (await api.as(admin).get(`/api/people/${admin.id}`)).body.roleGrants;
    refused.push(await api.as(ana).post(`/api/people/${admin.id}/role-grants/${held.id}/endings`));
    refused.push(await api.as(ana).patch(`/api/people/${admin.id}`, { body: { isActive: false }, ifMatch: 1 }));
    const wish = { body: { compartment: 'hr' } };
    refused.push(await api.as(ana).post(`/api/people/${(await aPerson(api.db)).id}/compartment-proposals`, wish));
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [403, 'people.own_right_only']));
    const makes = await api.as(ana).post('/api/api-tokens', { body: { name: 'Mine', scopes: ['orders:read'], expiresInDays: 365 } });
    expect([makes.status, makes.body.code]).toEqual([403, 'people.tokens_not_for_you']);
  });
  test('is not the second person for them or for anybody', async () => {
    const { admin, ana } = await standIn();
    const proposed = await api.as(admin).post(`/api/people/${(await aPerson(api.db)).id}/compartment-proposals`, { body: { compartment: 'hr' } });
    const tried = await api.as(ana).post(`/api/compartment-proposals/${proposed.body.id}/decisions`, { body: { decision: 'confirm' } });
    expect(tried.status).toBe(404);
  });
});

describe('a compartment', () => {
  test('handed over counts only once a second person has confirmed it, and for its days', async () => {
    const { hr } = district.types;
    const siteId = district.school.id;
    const partner = await aPerson(api.db, { name: 'Partner', compartments: [{ compartment: 'hr', siteId }] });
    const [ana, holder] = [await aPerson(api.db, { name: 'Ana' }), await aPerson(api.db, { compartments: [{ compartment: 'hr' }] })];
    const order = await aWorkOrder(api.db, district, { requester: asker, type: hr });
    const given = await give(partner, ana);
    expect(given.body.items[0]).toMatchObject({ duty: 'compartment', compartment: 'hr', state: 'waiting' });
    expect(await sees(ana, order)).toBe(404);

    const waiting = (await api.as(holder).get('/api/compartment-proposals')).body.items;
    const mine = waiting.find((p: { person: { id: string } }) => p.person.id === ana.id);
    expect(mine).toMatchObject({ days: { startsOn: '2026-11-24', lastOn: '2026-11-27' }, may: { confirm: true, decline: true } });
    const decide = (who: Actor, decision: string) => api.as(who).post(`/api/compartment-proposals/${mine.id}/decisions`, { body: { decision } });
    expect((await decide(partner, 'confirm')).body.code).toBe('people.second_person');
    expect((await decide(ana, 'confirm')).body.code).toBe('people.second_person');
    expect((await decide(holder, 'confirm')).body).toMatchObject({ outcome: 'confirmed', may: { confirm: false } });
    expect(await sees(ana, order)).toBe(200);
    const moved = await api.as(ana).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'triaged' }, ifMatch: 1 });
    expect(moved.status).toBe(200);
    const { body } = await api.as(ana).get(`/api/work-orders/${order.id}/events`);
    expect(body.items.at(-1)).toMatchObject({ actor: { name: 'Ana' }, onBehalfOf: { name: 'Partner' } });
    api.clock.now = new Date('2026-11-28T07:00:00Z');
    expect(await sees(ana, order)).toBe(404);
  });
  test('that nobody confirms in two weeks is asked no more, and may be handed over again', async () => {
    const partner = await aPerson(api.db, { compartments: [{ compartment: 'student_health' }] });
    const [ana, holder] = [await aPerson(api.db), await aPerson(api.db, { compartments: [{ compartment: 'student_health' }] })];
    const [given] = (await give(partner, ana, { lastOn: '2026-12-31' })).body.items;
    const [asked] = (await api.as(holder).get(`/api/compartment-proposals?personId=${ana.id}`)).body.items;
    api.clock.now = new Date('2026-12-08T16:00:00Z');
    expect((await api.as(holder).get(`/api/compartment-proposals?personId=${ana.id}`)).body.items).toEqual([]);
    const late = await api.as(holder).post(`/api/compartment-proposals/${asked.id}/decisions`, { body: { decision: 'confirm' } });
    expect([late.status, late.body.code]).toEqual([422, 'people.proposal_over']);
    const { body } = await api.as(partner).get('/api/delegations');
    expect(body.given[0]).toMatchObject({ id: given.id, state: 'lapsed', mayEnd: false });
    expect((await give(partner, ana, { startsOn: '2026-12-08', lastOn: '2026-12-31' })).status).toBe(201);
  });
});

test('what the database lets a stand-in do is what the rule calls running, whatever the days and the hour', async () => {
  const [ben, ana] = [await aDispatcher('Ben'), await aPerson(api.db)];
  const id = await aDelegation(api.db, ben, ana);
  const aCase = fc.record({
    starts: fc.integer({ min: -3, max: 3 }),
    days: fc.integer({ min: 1, max: 4 }),
    hours: fc.integer({ min: -120, max: 120 }),
    isEnded: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(aCase, async ({ starts, days, hours, isEnded }) => {
      const startsOn = dayAfter('2026-11-24', starts);
      const set = { startsOn, endsOn: dayAfter(startsOn, days), endedAt: isEnded ? NOW : null };
      await api.db.update(delegations).set(set).where(eq(delegations.id, id));
      const now = new Date(NOW.getTime() + hours * 3_600_000);
      const [actor] = await findActors(api.db, [ana.id], now);
      const isRunning = delegationState({ ...set, duty: 'role', createdAt: NOW, confirmedAt: null }, now) === 'running';
      expect(actor?.grants.map((g) => [g.role, g.forId])).toEqual(isRunning ? [['dispatcher', ben.id]] : []);
    }),
    { numRuns: 60 },
  );
});
