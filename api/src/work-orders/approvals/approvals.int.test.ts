import { absences, approvalDecisions, approvalPolicies, delegations, roleGrants, workOrderEvents } from '@steward/db/schema';
import { and, asc, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { readVersionOf } from '#platform/kept.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aDelegation, aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { anApprovalPolicy, stepsOf } from './approvals.testing.ts';
import { makeApprovalLink, waitsFor } from './links.ts';
import { remindOfApprovals } from './remind.ts';

let api: TestApi;
let district: District;
let teacher: Actor;
let principal: Actor;
let manager: Actor;
let administrator: Actor;
let technician: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school, teams } = district;
  teacher = await aPerson(api.db, { name: 'Tess Teacher', siteId: school.id });
  principal = await aPerson(api.db, { name: 'Pat Principal', grants: [{ role: 'site_administrator', siteId: school.id }] });
  manager = await aPerson(api.db, { name: 'Max Manager', grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  administrator = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
  technician = await aPerson(api.db, { name: 'Tom Technician', grants: [{ role: 'technician' }], teamIds: [teams.plumbers] });
});
beforeEach(async () => {
  api.clock.now = NOW;
  await api.db.update(approvalPolicies).set({ isActive: false });
  await api.db.update(absences).set({ endedAt: NOW });
  await api.db.update(delegations).set({ endedAt: NOW });
  await api.db
    .update(roleGrants)
    .set({ endedAt: NOW })
    .where(and(eq(roleGrants.role, 'site_administrator'), ne(roleGrants.personId, principal.id)));
});
afterAll(() => api.close());

type Policy = Parameters<typeof anApprovalPolicy>[1];
const policy = async (given: Partial<Policy> = {}) => {
  await anApprovalPolicy(api.db, { serviceCode: 'facilities', requestTypeId: district.types.plumbing.id, ...given });
  await readVersionOf(api.db, 'catalogue');
};
const ask = (requester: Actor = teacher) => aWorkOrder(api.db, district, { requester, title: 'A new sink' });
const waiting = async (who: Actor) =>
  (await api.as(who).get('/api/approvals')).body.items as { id: string; version: number; order: { number: string } }[];
const waitingOf = async (who: Actor, order: { number: string }) => (await waiting(who)).find((one) => one.order.number === order.number);
const openOf = async (order: { id: string }) => (await stepsOf(api.db, order.id)).find(({ state }) => state === 'open')!;
const decide = (who: Actor, step: { id: string; version: number }, decision = 'approve', words = '') =>
  api.as(who).post(`/api/approvals/${step.id}/decisions`, { body: { decision, words }, ifMatch: step.version });
const statusOf = async (order: { id: string }) => (await api.as(administrator).get(`/api/work-orders/${order.id}`)).body;
const historyOf = (order: { id: string }) =>
  api.db
    .select()
    .from(workOrderEvents)
    .where(eq(workOrderEvents.workOrderId, order.id))
    .orderBy(asc(workOrderEvents.occurredAt), asc(workOrderEvents.id));
const isAway = (who: Actor, startsOn = '2026-11-24', lastOn = '2026-11-30') => api.as(who).post('/api/absences', { body: { startsOn, lastOn } });

describe('a request that needs an approval', () => {
  test('waits, with its clocks not begun, and goes on to triage once it is given', async () => {
    await policy();
    const order = await ask();
    expect([order.status, order.responseDueAt, order.resolutionDueAt]).toEqual(['awaiting_approval', null, null]);
    const clocks = () => api.as(teacher).get(`/api/work-orders/${order.id}/clocks`);
    expect((await clocks()).body).toEqual({ response: null, resolution: null });
    const step = await waitingOf(principal, order);
    expect(step).toMatchObject({ state: 'open', step: 1, of: 1, may: { decide: true, onBehalfOf: null }, order: { title: 'A new sink' } });
    api.clock.now = new Date('2026-11-25T17:00:00Z');
    expect((await decide(principal, step!)).status).toBe(200);
    const after = await statusOf(order);
    expect([after.status, after.promise.resolutionDueAt > '2026-11-25T17:00:00Z']).toEqual(['submitted', true]);
    expect((await clocks()).body.resolution.segments[0]).toMatchObject({
      from: '2026-11-25T17:00:00.000Z',
      why: 'approved',
      by: 'Pat Principal',
    });
    expect(await waitingOf(principal, order)).toBeUndefined();
    const { items } = (await api.as(principal).get('/api/approvals?state=decided')).body;
    expect(items[0]).toMatchObject({ state: 'approved', decision: { decision: 'approve', person: { name: 'Pat Principal' }, via: 'portal' } });
  });
  test('ends with the reason when it is declined, which cannot be left out', async () => {
    await policy();
    const order = await ask();
    const step = await openOf(order);
    expect((await decide(principal, step, 'decline')).body).toMatchObject({ code: 'approval.say_why', errors: [{ pointer: '/words' }] });
    expect((await decide(principal, step, 'decline', 'No budget this year.')).status).toBe(200);
    expect(await statusOf(order)).toMatchObject({ status: 'cancelled', cancelReason: 'No budget this year.' });
  });
  test('of another kind does not wait', async () => {
    await policy({ requestTypeId: district.types.drilling.id });
    expect((await ask()).status).toBe('submitted');
  });
  test('is asked step by step', async () => {
    await policy({ steps: [{ roles: ['site_administrator'] }, { roles: ['service_manager'] }] });
    const order = await ask();
    expect(await waitingOf(manager, order)).toBeUndefined();
    const [, later] = await stepsOf(api.db, order.id);
    expect((await decide(manager, later!)).body.code).toBe('approval.decided');
    await decide(principal, await openOf(order));
    expect((await statusOf(order)).status).toBe('awaiting_approval');
    expect((await decide(manager, (await waitingOf(manager, order))!)).status).toBe(200);
    expect((await statusOf(order)).status).toBe('submitted');
    expect((await historyOf(order)).map(({ kind }) => kind)).toEqual([
      'submitted',
      'approval_requested',
      'step_approved',
      'approval_requested',
      'approved',
    ]);
  });
  test('that was cancelled need not be decided any more', async () => {
    await policy();
    const order = await ask();
    const step = await openOf(order);
    await api
      .as(teacher)
      .post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'cancelled', note: 'Bought one.' }, ifMatch: order.version });
    expect(await waitingOf(principal, order)).toBeUndefined();
    expect((await decide(principal, step)).status).toBe(409);
  });
  test('cannot be moved past it by anybody', async () => {
    await policy();
    const order = await ask();
    const moved = await api.as(manager).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'triaged' }, ifMatch: order.version });
    expect(moved.status).toBe(422);
  });
});

describe('who decides', () => {
  test('the stand-in, for whom they stand in, and the history says so', async () => {
    await policy();
    const pat = await aPerson(api.db, { name: 'Pia Principal', grants: [{ role: 'site_administrator', siteId: district.otherSchool.id }] });
    const dan = await aPerson(api.db, { name: 'Dan Deputy' });
    await aDelegation(api.db, pat, dan);
    await isAway(pat);
    const order = await aWorkOrder(api.db, district, { requester: teacher, siteId: district.otherSchool.id });
    const step = await waitingOf(dan, order);
    expect(step).toMatchObject({ may: { decide: true, onBehalfOf: { name: 'Pia Principal' } } });
    expect((await decide(dan, step!)).body.decision).toMatchObject({ person: { name: 'Dan Deputy' }, onBehalfOf: { name: 'Pia Principal' } });
    const [decided] = await api.db.select().from(approvalDecisions).where(eq(approvalDecisions.approvalId, step!.id));
    expect([decided?.personId, decided?.onBehalfOfId]).toEqual([dan.id, pat.id]);
    expect((await historyOf(order)).at(-1)).toMatchObject({ kind: 'approved', actorId: dan.id, onBehalfOfId: pat.id });
  });
  test('never who asked, nor who stands in for them: it goes one higher, and the history says to whom', async () => {
    await policy();
    const deputy = await aPerson(api.db, { name: 'Deputy' });
    await aDelegation(api.db, principal, deputy);
    const order = await ask(principal);
    const step = await openOf(order);
    const own = await decide(principal, step);
    expect([own.status, own.body.code]).toEqual([422, 'approval.own']);
    expect((await decide(deputy, step)).status).toBe(404);
    const [, asked] = await historyOf(order);
    expect(asked).toMatchObject({ kind: 'approval_requested', data: { askedOf: 'Max Manager', widenedTo: 'service_manager' } });
    expect((await decide(manager, step)).status).toBe(200);
  });
  test('the next higher role where the principal is away with nobody for them, and the principal all the same', async () => {
    await policy();
    await isAway(principal);
    const order = await ask();
    expect((await historyOf(order))[1]?.data).toMatchObject({ askedOf: 'Max Manager', widenedTo: 'service_manager' });
    expect(await waitingOf(manager, order)).toBeDefined();
    expect(await waitingOf(principal, order)).toBeDefined();
  });
  test('whoever is named, also without a role that sees the order', async () => {
    const finance = await aPerson(api.db, { name: 'Fay Finance', grants: [{ role: 'finance' }] });
    await policy({ steps: [{ personIds: [finance.id] }] });
    const order = await ask();
    expect(await waitingOf(finance, order)).toMatchObject({ order: { title: 'A new sink', canOpen: false } });
    expect((await decide(finance, await openOf(order))).status).toBe(200);
  });
  test('nobody whose role has ended; and to strangers there is no such approval', async () => {
    await policy();
    const other = await aPerson(api.db, { grants: [{ role: 'site_administrator', siteId: district.school.id }] });
    const order = await ask();
    const step = await openOf(order);
    await api.db.update(roleGrants).set({ endedAt: NOW }).where(eq(roleGrants.personId, other.id));
    for (const who of [other, technician, await aPerson(api.db, { grants: [{ role: 'site_administrator', siteId: district.otherSchool.id }] })])
      expect([(await decide(who, step)).status, (await api.as(who).get(`/api/approvals/${step.id}`)).status]).toEqual([404, 404]);
  });
  test('one of two at once; the other is told so, and a double click is one decision', async () => {
    await policy();
    const second = await aPerson(api.db, { grants: [{ role: 'site_administrator', siteId: district.school.id }] });
    const step = await openOf(await ask());
    const both = await Promise.all([decide(principal, step), decide(second, step, 'decline', 'No.')]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const next = await openOf(await ask());
    const press = () =>
      api.as(principal).post(`/api/approvals/${next.id}/decisions`, { body: { decision: 'approve' }, ifMatch: next.version, key: 'press' });
    expect([(await press()).status, (await press()).status]).toEqual([200, 200]);
    expect(await api.db.select().from(approvalDecisions).where(eq(approvalDecisions.approvalId, next.id))).toHaveLength(1);
    expect((await decide(principal, { ...(await openOf(await ask())), version: 9 })).status).toBe(412);
  });
  test('of a confidential order only who may see it', async () => {
    const { hr } = district.types;
    await policy({ serviceCode: 'hr', requestTypeId: hr.id });
    const partner = await aPerson(api.db, { compartments: [{ compartment: 'hr', siteId: district.school.id }] });
    const order = await aWorkOrder(api.db, district, { requester: teacher, type: hr });
    expect(order.status).toBe('awaiting_approval');
    for (const who of [principal, administrator]) expect(await waitingOf(who, order)).toBeUndefined();
    expect((await decide(partner, await openOf(order))).status).toBe(200);
  });
});

describe('by amount', () => {
  const cost = (order: { id: string }, amount: string) =>
    api
      .as(technician)
      .post(`/api/work-orders/${order.id}/costs`, { body: { kind: 'material', description: 'A pump', amount, accountString: '10-0030-2620-0430' } });

  test('costs that rise above the threshold put the order on hold, until somebody approves', async () => {
    await policy({ condition: 'amount', thresholdCents: 50_000 });
    const made = await ask();
    expect(made.status).toBe('submitted');
    const order = await aWorkOrder(api.db, district, { requester: teacher, set: { status: 'in_progress', teamId: district.teams.plumbers } });
    await cost(order, '499.99');
    expect((await statusOf(order)).status).toBe('in_progress');
    await cost(order, '0.01');
    const held = await statusOf(order);
    expect([held.status, held.hold.reason]).toEqual(['on_hold', 'approval']);
    const resumed = await api.as(technician).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'in_progress' }, ifMatch: held.version });
    expect(resumed.body.code).toBe('approval.pending');
    const step = await waitingOf(principal, order);
    expect(step).toMatchObject({ cause: 'cost', amount: '500.00' });
    expect((await api.as(teacher).get(`/api/work-orders/${order.id}/approvals`)).body.items).toEqual([]);
    await decide(principal, step!);
    expect((await statusOf(order)).status).toBe('in_progress');
    await cost(order, '10.00');
    expect((await statusOf(order)).status).toBe('in_progress');
  });
  test('what is declined stays on hold with the reason, for the desk to decide', async () => {
    await policy({ condition: 'amount', thresholdCents: 50_000 });
    const order = await aWorkOrder(api.db, district, { requester: teacher, set: { status: 'in_progress', teamId: district.teams.plumbers } });
    await cost(order, '900.00');
    await decide(principal, await openOf(order), 'decline', 'Find a cheaper one.');
    const held = await statusOf(order);
    expect([held.status, held.hold.note]).toEqual(['on_hold', 'Find a cheaper one.']);
    const resumed = await api.as(technician).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'in_progress' }, ifMatch: held.version });
    expect(resumed.status).toBe(200);
  });
});

describe('the link in a mail', () => {
  const linkFor = async (who: Actor, order: { id: string }) =>
    makeApprovalLink(api.db, { approvalId: (await openOf(order)).id, personId: who.id }, NOW);
  const look = (secret: string) => api.as(null).get(`/api/approval-links/${secret}`);
  const press = (secret: string, body: object = { decision: 'approve' }) => api.as(null).post(`/api/approval-links/${secret}/decisions`, { body });

  test('may be looked at by any scanner, as often as it likes, and nothing happens', async () => {
    await policy();
    const order = await ask();
    const secret = await linkFor(principal, order);
    for (let i = 0; i < 20; i += 1) expect((await look(secret)).status).toBe(200);
    const { body, headers } = await look(secret);
    expect(body).toMatchObject({ person: 'Pat Principal', onBehalfOf: null, order: { number: order.number } });
    expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['no-store', 'no-referrer']);
    expect(await waitingOf(principal, order)).toBeDefined();
  });
  test('decides once, as the person it was sent to', async () => {
    await policy();
    const order = await ask();
    const secret = await linkFor(principal, order);
    const twice = await Promise.all([press(secret), press(secret)]);
    expect(twice.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await press(secret)).status).toBe(410);
    expect((await look(secret)).body.code).toBe('approval.link_used');
    expect((await historyOf(order)).at(-1)).toMatchObject({ kind: 'approved', actorId: principal.id });
  });
  test('is nobody else’s who is signed in: a forwarded one lets nobody decide in another’s name, least of all who asked', async () => {
    await policy();
    const secret = await linkFor(principal, await ask());
    for (const other of [teacher, manager]) {
      const decided = await api.as(other).post(`/api/approval-links/${secret}/decisions`, { body: { decision: 'approve' } });
      expect([decided.status, decided.body.code]).toEqual([403, 'approval.link_of_another']);
      expect((await api.as(other).get(`/api/approval-links/${secret}`)).status).toBe(403);
    }
    expect((await api.as(principal).post(`/api/approval-links/${secret}/decisions`, { body: { decision: 'approve' } })).status).toBe(200);
  });
  test('expires, and ends with the decision, with the role and with the stand-in', async () => {
    await policy();
    const late = await linkFor(principal, await ask());
    api.clock.now = new Date('2026-12-01T16:00:00Z');
    expect((await press(late)).body.code).toBe('approval.link_expired');
    api.clock.now = NOW;
    const order = await ask();
    const over = await linkFor(principal, order);
    await decide(principal, await openOf(order));
    expect((await press(over)).status).toBe(409);
    const [pia, dan] = [await aPerson(api.db, { grants: [{ role: 'site_administrator', siteId: district.school.id }] }), await aPerson(api.db)];
    await aDelegation(api.db, pia, dan, { lastOn: '2026-11-24' });
    const ended = await linkFor(dan, await ask());
    expect((await look(ended)).status).toBe(200);
    api.clock.now = new Date('2026-11-25T16:00:00Z');
    expect((await press(ended)).body.code).toBe('approval.link_not_yours');
    expect((await press('A'.repeat(43))).body.code).toBe('approval.link_unknown');
  });
  test('is of no use for what is confidential, nor to who asked', async () => {
    const { hr } = district.types;
    await policy({ serviceCode: 'hr', requestTypeId: hr.id });
    const partner = await aPerson(api.db, { compartments: [{ compartment: 'hr', siteId: district.school.id }] });
    const order = await aWorkOrder(api.db, district, { requester: teacher, type: hr });
    const secret = await linkFor(partner, order);
    expect((await look(secret)).status).toBe(404);
    await policy();
    const own = await ask(principal);
    expect((await press(await linkFor(principal, own))).body.code).toBe('approval.own');
    expect(await waitsFor(api.db, (await openOf(own)).id, principal.id, NOW)).toBeUndefined();
  });
});

test('reminders go out after one and three working days and then every week, once each, to who can decide then', async () => {
  await policy();
  const order = await ask();
  const kinds = async () => (await historyOf(order)).filter(({ kind }) => kind === 'approval_reminder');
  await remindOfApprovals(api.db, new Date('2026-11-25T15:00:00Z'));
  expect(await kinds()).toHaveLength(0);
  await isAway(principal);
  for (let i = 0; i < 3; i += 1) await remindOfApprovals(api.db, new Date('2026-11-25T16:30:00Z'));
  expect((await kinds()).map(({ data }) => data['askedOf'])).toEqual(['Max Manager']);
  // Three fell due while nobody reminded: one comes.
  for (let i = 0; i < 3; i += 1) await remindOfApprovals(api.db, new Date('2026-12-20T16:30:00Z'));
  expect(await kinds()).toHaveLength(2);
  for (let i = 0; i < 3; i += 1) await remindOfApprovals(api.db, new Date('2027-01-20T16:30:00Z'));
  expect(await kinds()).toHaveLength(3);
  expect((await decide(principal, (await waitingOf(principal, order))!)).status).toBe(200);
});

test('a change that would need another approval is refused: it is asked anew', async () => {
  await policy({ requestTypeId: district.types.drilling.id });
  const order = await ask();
  const body = { requestTypeId: district.types.drilling.id };
  const changed = await api.as(manager).patch(`/api/work-orders/${order.id}`, { body, ifMatch: order.version });
  expect([changed.status, changed.body.code]).toEqual([422, 'approval.ask_anew']);
});
