import { calendarRevisions, workOrderEvents, workOrders } from '@steward/db/schema';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { recountClocks } from './recount-clocks.ts';
import { warnOfBreaches } from './warn.ts';

// Now is Tuesday 24 November 2026, 09:00 in the district; Thursday and Friday are Thanksgiving.
let api: TestApi;
let district: District;
let teacher: Actor;
let dispatcher: Actor;
let plumber: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { name: 'Tess Teacher', siteId: district.school.id, grants: [{ role: 'requester' }] });
  dispatcher = await aPerson(api.db, { name: 'Dina Desk', grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
  plumber = await aPerson(api.db, { name: 'Pat Plumber', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
});
afterAll(() => api.close());
beforeEach(() => {
  api.clock.now = NOW;
});

const denver = (wall: string) => new Date(`${wall.replace(' ', 'T')}:00-07:00`);
const at = (wall: string) => {
  api.clock.now = denver(wall);
};
const get = async (id: string) => (await api.as(dispatcher).get(`/api/work-orders/${id}`)).body;
const clocks = async (id: string, who = teacher) => (await api.as(who).get(`/api/work-orders/${id}/clocks`)).body;
const move = async (who: Actor, id: string, body: Record<string, unknown>) => {
  const { version } = await get(id);
  const moved = await api.as(who).post(`/api/work-orders/${id}/transitions`, { body, ifMatch: version });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  return moved.body;
};
const take = async (id: string) =>
  api.as(plumber).post(`/api/work-orders/${id}/assignments`, { body: { personId: plumber.id }, ifMatch: (await get(id)).version });
const change = async (id: string, body: Record<string, unknown>) =>
  (await api.as(dispatcher).patch(`/api/work-orders/${id}`, { body, ifMatch: (await get(id)).version })).body;

/** An order with this priority from the start. */
async function anOrder(priority: 'P1' | 'P2' | 'P3' | 'P4' = 'P2') {
  const urgency = { P1: 'danger', P2: 'stops_teaching', P3: 'disrupts', P4: 'can_wait' }[priority];
  const impact = { P1: 'building', P2: 'room', P3: 'room', P4: 'person' }[priority];
  const type = district.types.plumbing;
  const { body } = await api
    .as(teacher)
    .post('/api/work-orders', { body: { requestTypeId: type.id, title: 'Drip', siteId: district.school.id, impact, urgency } });
  expect(body.priority).toBe(priority);
  return body as { id: string; number: string; promise: Record<string, unknown> };
}
const due = (order: { promise: Record<string, unknown> }) => order.promise['resolutionDueAt'];
const iso = (wall: string) => denver(wall).toISOString();

/** The calendar of a service says from now on that these days are closed. */
async function close(code: string, days: string[], why = 'Snow') {
  const [last] = await api.db
    .select()
    .from(calendarRevisions)
    .where(eq(calendarRevisions.calendarCode, code))
    .orderBy(sql`id desc`)
    .limit(1);
  const content = { ...last!.content, exceptions: [...last!.content.exceptions, ...days.map((day) => ({ day, windows: [], why }))] };
  await api.db.insert(calendarRevisions).values({ calendarCode: code, content, why, changedById: dispatcher.id, changedAt: api.clock.now });
}
const recount = () => recountClocks(api.db, () => api.clock.now);
const eventsOf = (id: string, kind: string) =>
  api.db
    .select()
    .from(workOrderEvents)
    .where(and(eq(workOrderEvents.workOrderId, id), eq(workOrderEvents.kind, kind)))
    .orderBy(asc(workOrderEvents.occurredAt), asc(workOrderEvents.id));

describe('what is promised', () => {
  test('follows from the priority and the calendar of the service, closed days left out', async () => {
    const order = await anOrder('P2');
    expect(order.promise).toMatchObject({
      responseDueAt: iso('2026-11-25 09:00'),
      resolutionDueAt: iso('2026-12-01 09:00'),
      isLate: false,
      left: null,
    });
    expect((await anOrder('P1')).promise).toMatchObject({ responseDueAt: iso('2026-11-24 10:00'), resolutionDueAt: iso('2026-11-25 09:00') });
    expect((await anOrder('P4')).promise['resolutionDueAt']).toBeNull();
  });

  test('a planned order is due at the end of its day', async () => {
    const { id } = await anOrder('P4');
    expect(due(await change(id, { plannedOn: '2026-12-03' }))).toBe(iso('2026-12-03 17:00'));
    expect(due(await change(id, { plannedOn: null }))).toBeNull();
  });

  test('the response clock stops with the first assignment to a person, or the first public word of the crew', async () => {
    const [one, other] = [await anOrder(), await anOrder()];
    at('2026-11-24 11:00');
    await take(one.id);
    await api.as(teacher).post(`/api/work-orders/${other.id}/comments`, { body: { body: 'Hello?' } });
    await api.as(plumber).post(`/api/work-orders/${other.id}/comments`, { body: { body: 'Among ourselves', isInternal: true } });
    expect((await get(other.id)).promise.respondedAt).toBeNull();
    at('2026-11-25 10:00');
    await api.as(plumber).post(`/api/work-orders/${other.id}/comments`, { body: { body: 'We come today.' } });
    expect((await get(one.id)).promise).toMatchObject({ respondedAt: iso('2026-11-24 11:00'), isAnsweredLate: false });
    expect((await get(other.id)).promise).toMatchObject({ respondedAt: iso('2026-11-25 10:00'), isAnsweredLate: true });
    expect((await clocks(other.id)).response).toMatchObject({ state: 'stopped', dueAt: null });
  });

  test('a hold stops the clock and keeps what is left; the response clock goes on', async () => {
    const { id } = await anOrder('P2');
    at('2026-11-24 14:00');
    const held = await move(dispatcher, id, { to: 'triaged' }).then(() =>
      move(dispatcher, id, { to: 'on_hold', holdReason: 'parts', note: 'On order' }),
    );
    expect(held.promise).toMatchObject({
      resolutionDueAt: null,
      left: { unit: 'working_days', amount: 2.5 },
      responseDueAt: iso('2026-11-25 09:00'),
    });
    at('2026-12-07 09:00');
    expect(due(await move(dispatcher, id, { to: 'triaged' }))).toBe(iso('2026-12-09 14:00'));
    const { resolution } = await clocks(id);
    expect(resolution.segments.map((s: { state: string; why: string; by: string; note: string | null }) => [s.state, s.why, s.by, s.note])).toEqual([
      ['running', 'start', 'Tess Teacher', null],
      ['paused', 'parts', 'Dina Desk', 'On order'],
      ['running', 'resume', 'Dina Desk', null],
    ]);
    expect(resolution.exceptions).toEqual([
      { day: '2026-11-26', why: 'Thanksgiving', isClosed: true },
      { day: '2026-11-27', why: 'Thanksgiving', isClosed: true },
    ]);
  });

  test('another priority sets another target and keeps what has gone by; the same order counts on when it is reopened', async () => {
    const { id } = await anOrder('P3');
    at('2026-11-24 14:00');
    expect(due(await change(id, { priority: 'P2', priorityReason: 'Water on the floor' }))).toBe(iso('2026-12-01 09:00'));
    await take(id);
    await move(plumber, id, { to: 'in_progress' });
    at('2026-11-25 09:00');
    const done = await move(plumber, id, { to: 'completed', resolutionNote: 'New seal.' });
    expect(done.promise).toMatchObject({ resolutionDueAt: iso('2026-12-01 09:00'), isLate: false });
    at('2026-12-02 09:00');
    expect(due(await move(teacher, id, { to: 'assigned', note: 'Drips again.' }))).toBe(iso('2026-12-04 09:00'));
    const { resolution } = await clocks(id);
    expect(resolution.segments.map((s: { why: string }) => s.why)).toEqual(['start', 'retarget', 'stop', 'reopen']);
  });

  test('what is late is late by the clock alone', async () => {
    const { id } = await anOrder('P2');
    at('2026-12-01 09:01');
    expect((await get(id)).promise.isLate).toBe(true);
    expect((await clocks(id)).resolution.remaining).toBeLessThan(0);
  });

  test('lists are sorted by what breaches next, found by when it is due, and paged without loss', async () => {
    const [late, soon] = [await anOrder('P2'), await anOrder('P1')];
    at('2026-12-01 10:00');
    const now = await anOrder('P1');
    const find = async (query: string) =>
      (await api.as(dispatcher).get(`/api/work-orders?limit=200&isOpen=true&${query}`)).body.items.map((one: { id: string }) => one.id) as string[];
    const sorted = await find('sort=due');
    expect(sorted.indexOf(soon.id)).toBeLessThan(sorted.indexOf(late.id));
    expect(sorted.indexOf(late.id)).toBeLessThan(sorted.indexOf(now.id));
    expect(await find('due=late')).toEqual(expect.arrayContaining([late.id, soon.id]));
    expect(await find('due=late')).not.toContain(now.id);
    expect(await find('due=week')).toContain(now.id);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await api.as(dispatcher).get(`/api/work-orders?limit=3&isOpen=true&sort=due${cursor}`);
      paged.push(...body.items.map((one: { id: string }) => one.id));
      if (!body.nextCursor) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(paged).toEqual(sorted);
    expect((await api.as(dispatcher).get('/api/work-orders/counts?due=late')).body.total).toBe((await find('due=late')).length);
  });
});

describe('a closure that becomes known', () => {
  test('moves what is still ahead, tells it in each history once, and goes on where it was cut off', async () => {
    await api.db.update(workOrders).set({ status: 'closed', holdReason: null });
    const [one, held, emergency] = [await anOrder('P2'), await anOrder('P2'), await anOrder('P1')];
    await move(dispatcher, held.id, { to: 'triaged' });
    await move(dispatcher, held.id, { to: 'on_hold', holdReason: 'vendor' });
    await recount();
    at('2026-11-24 18:00');
    await close('facilities', ['2026-11-25'], 'Snow day');
    // The first worker dies with its batch; nothing of it is kept.
    await expect(
      recountClocks(api.db, () => {
        throw new Error('died');
      }),
    ).rejects.toThrow('died');
    await Promise.all([recount(), recount()]);
    expect(due(await get(one.id))).toBe(iso('2026-12-02 09:00'));
    expect((await get(emergency.id)).promise.resolutionDueAt).toBe(iso('2026-11-25 09:00'));
    expect((await get(held.id)).promise.left).toEqual({ unit: 'working_days', amount: 3 });
    const [told, ...more] = await eventsOf(one.id, 'promise_moved');
    expect([told!.data, more, await eventsOf(emergency.id, 'promise_moved')]).toEqual([
      { why: 'Snow day', dueBefore: iso('2026-12-01 09:00'), dueAt: iso('2026-12-02 09:00') },
      [],
      [],
    ]);
    const { resolution } = await clocks(one.id);
    expect(resolution.segments.map((s: { why: string; by: string; note: string | null }) => [s.why, s.by, s.note])).toEqual([
      ['start', 'Tess Teacher', null],
      ['calendar_changed', 'Dina Desk', 'Snow day'],
    ]);
  });

  test('says nothing in the trace of an order that it does not concern', async () => {
    at('2026-11-24 18:30');
    const { id } = await anOrder('P2');
    at('2026-11-24 19:00');
    await close('facilities', ['2027-03-10'], 'Staff day');
    await recount();
    expect((await clocks(id)).resolution.segments.map((s: { why: string }) => s.why)).toEqual(['start']);
  });

  test('gives a promise to orders that never had one', async () => {
    const { id } = await anOrder('P2');
    await api.db
      .update(workOrders)
      .set({ policy: null, resolutionDueAt: null, responseDueAt: null, clocksRevision: null })
      .where(eq(workOrders.id, id));
    expect((await clocks(id)).resolution).toBeNull();
    at('2026-11-24 19:01');
    await close('facilities', ['2027-03-11'], 'Staff day');
    await recount();
    expect(due(await get(id))).toBe(iso('2026-12-02 09:00'));
    expect(await eventsOf(id, 'promise_moved')).toEqual([]);
  });
});

describe('warnings', () => {
  const warned = async (id: string) => (await eventsOf(id, 'warned')).map(({ data }) => `${String(data['clock'])} ${String(data['share'])}`);

  test('are written at three quarters and at the whole of each target, once each, also by two workers at once', async () => {
    await api.db.update(workOrders).set({ status: 'closed', holdReason: null, nextWarningAt: null });
    const { id } = await anOrder('P1');
    await warnOfBreaches(api.db, denver('2026-11-24 09:44'));
    expect(await warned(id)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => warnOfBreaches(api.db, denver('2026-11-24 09:45'))));
    expect(await warned(id)).toEqual(['response 0.75']);
    at('2026-11-24 09:50');
    await take(id);
    await warnOfBreaches(api.db, denver('2026-11-25 03:00'));
    await warnOfBreaches(api.db, denver('2026-11-25 03:01'));
    expect(await warned(id)).toEqual(['response 0.75', 'resolution 0.75']);
    await warnOfBreaches(api.db, denver('2026-11-25 09:00'));
    await warnOfBreaches(api.db, denver('2026-11-26 09:00'));
    expect(await warned(id)).toEqual(['response 0.75', 'resolution 0.75', 'resolution 1']);
  });

  test('wait while an order is on hold, and come when it goes on', async () => {
    const { id } = await anOrder('P2');
    await take(id);
    at('2026-11-24 14:00');
    await move(dispatcher, id, { to: 'on_hold', holdReason: 'parts' });
    await warnOfBreaches(api.db, denver('2027-01-15 09:00'));
    expect(await warned(id)).toEqual([]);
    at('2027-01-19 09:00');
    await move(dispatcher, id, { to: 'assigned' });
    await warnOfBreaches(api.db, denver('2027-01-25 09:00'));
    expect(await warned(id)).toEqual(['resolution 0.75', 'resolution 1']);
  });

  test('are for crews and desk: the requester’s history leaves them out', async () => {
    const { id } = await anOrder('P1');
    await warnOfBreaches(api.db, denver('2026-11-24 10:30'));
    const kinds = async (who: Actor) =>
      (await api.as(who).get(`/api/work-orders/${id}/events`)).body.items.map(({ kind }: { kind: string }) => kind) as string[];
    expect(await kinds(teacher)).not.toContain('warned');
    expect(await kinds(dispatcher)).toContain('warned');
  });
});
