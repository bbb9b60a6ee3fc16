import { sessions } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { connect } from '@steward/db';
import { buildApp } from '../../app.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { follow, type Follower } from './live.testing.ts';

let api: TestApi;
let district: District;
let teacher: Actor;
let dispatcher: Actor;
const followers: Follower[] = [];

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { siteId: district.school.id });
  dispatcher = await aPerson(api.db, { grants: [{ role: 'dispatcher' }] });
});
afterEach(() => {
  for (const one of followers.splice(0)) one.leave();
});
afterAll(() => api.close());

const followed = async (actor: Actor, given?: Parameters<typeof follow>[2], app = api.app) => {
  const one = await follow(app, await api.as(actor).cookie, given);
  followers.push(one);
  if (one.status === 200) await one.open();
  return one;
};
const write = (actor: Actor, orderId: string, isInternal = false) =>
  api.as(actor).post(`/api/work-orders/${orderId}/comments`, { body: { body: 'Hello', isInternal, attachmentIds: [] } });
/** An order of one’s own, changed after everything else: what was not told before it, is not told. */
const marker = async (actor: Actor, one: Follower) => {
  const { id } = await aWorkOrder(api.db, district, { requester: actor });
  await write(actor, id);
  await one.hears('change', id);
  return id;
};

test('what one does, another who may see it is told at once: the order and its version, and nothing else of it', async () => {
  const order = await aWorkOrder(api.db, district, { requester: teacher });
  const desk = await followed(dispatcher);
  const moved = await api.as(dispatcher).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'triaged' }, ifMatch: order.version });
  expect(moved.status).toBe(200);
  await desk.hears('change', order.id);
  expect(desk.told.filter(({ event }) => event === 'change')).toEqual([
    { event: 'change', data: { id: order.id, number: order.number, version: moved.body.version } },
  ]);
  expect(desk.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  expect(desk.headers['cache-control']).toMatch(/no-transform/);
});

describe('who is told of which order is who may read it', () => {
  test('whoever they are, of open and confidential orders, and of what crews write among themselves', async () => {
    const { areas, school, otherSchool, teams, types } = district;
    const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
    const everybody = await Promise.all([
      held({ siteId: school.id }),
      held({ grants: [{ role: 'technician' }], teamIds: [teams.plumbers] }),
      held({ grants: [{ role: 'technician' }], teamIds: [teams.hr] }),
      held({ grants: [{ role: 'dispatcher', areaId: areas.south }] }),
      held({ grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] }),
      held({ grants: [{ role: 'service_manager', serviceCode: 'hr' }] }),
      held({ grants: [{ role: 'site_administrator', siteId: school.id }] }),
      held({ grants: [{ role: 'site_administrator', siteId: otherSchool.id }] }),
      held({ grants: [{ role: 'hr_partner', siteId: school.id }], compartments: [{ compartment: 'hr', siteId: school.id }] }),
      held({ grants: [{ role: 'hr_partner' }], compartments: [{ compartment: 'hr', siteId: otherSchool.id }] }),
      held({ compartments: [{ compartment: 'student_health' }] }),
      held({ grants: [{ role: 'auditor' }] }),
      held({ grants: [{ role: 'administrator' }] }),
      held({ grants: [{ role: 'finance' }] }),
    ]);
    const all = [teacher, dispatcher, ...everybody];
    const partner = everybody[8];
    const orders = await Promise.all(
      [types.plumbing, types.it, types.hr, types.diet, types.security].map((type) => aWorkOrder(api.db, district, { requester: teacher, type })),
    );
    const internal = await aWorkOrder(api.db, district, { requester: teacher });
    const hr = orders[2];
    const following = await Promise.all(all.map((actor) => followed(actor)));

    for (const order of orders) expect((await write(teacher, order.id)).status).toBe(201);
    expect((await write(partner, hr!.id)).status).toBe(201);
    expect((await write(dispatcher, internal.id, true)).status).toBe(201);
    await Promise.all(all.map((actor, i) => marker(actor, following[i]!)));

    const mayRead = async (actor: Actor, id: string) => (await api.as(actor).get(`/api/work-orders/${id}`)).status === 200;
    for (const [i, actor] of all.entries()) {
      const readable = [];
      for (const { id } of orders) if (await mayRead(actor, id)) readable.push(id);
      const told = new Set(following[i]!.ids('change'));
      expect([i, orders.filter(({ id }) => told.has(id)).map(({ id }) => id)]).toEqual([i, readable]);
      expect([i, following[i]!.ids('gone'), following[i]!.ids('reset')]).toEqual([i, [], []]);
    }
    const toldOfInternal = all.filter((_actor, i) => following[i]!.ids('change').includes(internal.id));
    expect(toldOfInternal).toContain(dispatcher);
    expect(toldOfInternal).not.toContain(teacher);
    // Who may see nothing of HR is not told so much as that something happened: between two of their own orders there is nothing at all.
    const administrator = following[2 + 12]!;
    expect(administrator.told.filter(({ data }) => data.id === hr!.id)).toEqual([]);
  });

  test('who loses sight of an order by a change learns that it is gone, and nothing but the id', async () => {
    const { teams } = district;
    const [mine, theirs] = await Promise.all([
      aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [teams.plumbers] }),
      aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [teams.it] }),
    ]);
    const order = await aWorkOrder(api.db, district, {
      requester: teacher,
      set: { status: 'assigned', teamId: teams.plumbers, assigneeId: mine.id },
    });
    const [loser, winner, other] = [await followed(mine), await followed(theirs), await followed(await aPerson(api.db))];
    const moved = await api.as(dispatcher).post(`/api/work-orders/${order.id}/assignments`, { body: { teamId: teams.it }, ifMatch: order.version });
    expect(moved.status).toBe(200);
    await Promise.all([loser.hears('gone', order.id), winner.hears('change', order.id)]);
    expect(loser.told.filter(({ data }) => data.id === order.id)).toEqual([{ event: 'gone', data: { id: order.id } }]);
    await write(dispatcher, order.id);
    await marker(mine, loser);
    expect(loser.ids('change')).not.toContain(order.id);
    expect(other.told.filter(({ event }) => event !== 'here')).toEqual([]);
  });

  test('it holds for what happened while nobody was connected, too', async () => {
    const { teams } = district;
    const mine = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [teams.plumbers] });
    const order = await aWorkOrder(api.db, district, { requester: teacher, set: { status: 'assigned', teamId: teams.plumbers } });
    const hr = await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr });
    const before = await followed(mine);
    before.leave();
    await api.as(dispatcher).post(`/api/work-orders/${order.id}/assignments`, { body: { teamId: teams.it }, ifMatch: order.version });
    await write(teacher, hr.id);
    const after = await followed(mine, { lastEventId: before.lastId()! });
    expect(after.told).toEqual([
      { event: 'gone', data: { id: order.id } },
      { event: 'here', data: {} },
    ]);
  });
});

describe('access that ends', () => {
  test('a session that was ended ends its streams before anything more is told', async () => {
    const person = await aPerson(api.db, { grants: [{ role: 'dispatcher' }] });
    const one = await followed(person);
    const order = await aWorkOrder(api.db, district, { requester: teacher });
    await api.db.delete(sessions).where(eq(sessions.userId, person.id));
    await write(teacher, order.id);
    await one.ended();
    expect(one.ids('change')).not.toContain(order.id);
  });

  test('a role that was ended counts from the next change on, and the page is told to load anew', async () => {
    const person = await aPerson(api.db, { grants: [{ role: 'dispatcher' }] });
    const administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
    const one = await followed(person);
    const { body } = await api.as(administrator).get(`/api/people/${person.id}`);
    const ended = await api.as(administrator).post(`/api/people/${person.id}/role-grants/${body.roleGrants[0].id}/endings`);
    expect(ended.status).toBe(200);
    await one.hears('reset');
    const order = await aWorkOrder(api.db, district, { requester: teacher });
    await write(teacher, order.id);
    await marker(person, one);
    expect(one.ids('change')).not.toContain(order.id);
  });

  test('other people’s roles disturb nobody', async () => {
    const one = await followed(teacher);
    await aPerson(api.db, { grants: [{ role: 'dispatcher' }] });
    await marker(teacher, one);
    expect(one.ids('reset')).toEqual([]);
  });
});

describe('whoever comes back', () => {
  test('is told what happened since the page was asked for, before it was opened', async () => {
    const { body } = await api.as(teacher).get('/api/live/position');
    const order = await aWorkOrder(api.db, district, { requester: teacher });
    const one = await followed(teacher, { after: body.position });
    expect(one.ids('change')).toEqual([order.id]);
  });

  test('after too long, with a position of somebody else’s making, or after too much, loads anew', async () => {
    const { body } = await api.as(teacher).get('/api/live/position');
    const junk = await Promise.all(['x', 'AAAA'.repeat(20), `${body.position.slice(0, -4)}AAAA`].map((after) => followed(teacher, { after })));
    expect(junk.map(({ told }) => told[0]!.event)).toEqual(['reset', 'reset', 'reset']);

    const order = await aWorkOrder(api.db, district, { requester: teacher });
    await api.db.execute(sql`insert into work_order_events (id, work_order_id, kind, occurred_at)
      select gen_random_uuid(), ${order.id}::uuid, 'commented', ${NOW.toISOString()}::timestamptz from generate_series(1, 1001)`);
    expect((await followed(teacher, { after: body.position })).told[0]!.event).toBe('reset');

    const fresh = (await api.as(teacher).get('/api/live/position')).body.position;
    api.clock.now = new Date(NOW.getTime() + 61 * 60_000);
    const late = await followed(teacher, { after: fresh });
    api.clock.now = NOW;
    expect(late.told[0]!.event).toBe('reset');
  });
});

test('a change made by one process is told by another', async () => {
  const { db, close } = connect(api.config.databaseUrl, { poolSize: 3 });
  const second = await buildApp({ db, clock: () => NOW, config: api.config, areAnswersChecked: true });
  const one = await followed(dispatcher, {}, second);
  await marker(dispatcher, one);
  await second.close();
  await one.ended();
  await close();
});

test('when every connection to the database is lost, nothing is', async () => {
  const one = await followed(teacher);
  const order = await aWorkOrder(api.db, district, { requester: teacher });
  await one.hears('change', order.id);
  const { db, close } = connect(api.config.databaseUrl, { poolSize: 1, role: 'none' });
  const ended = await db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  expect(ended.length).toBeGreaterThan(1);
  // Written past the API, on a connection of its own: nobody announces it.
  await db.execute(
    sql`insert into work_order_events (id, work_order_id, kind, occurred_at) values (gen_random_uuid(), ${order.id}::uuid, 'commented', now())`,
  );
  await close();
  await one.hears('change', order.id, 2);
  await vi.waitFor(async () => expect((await api.as(teacher).get('/api/me')).status).toBe(200));
  await marker(teacher, one);
});

test('a person’s pages are counted; a program may not follow at all', async () => {
  const person = await aPerson(api.db);
  const all = await Promise.all(Array.from({ length: 24 }, () => followed(person)));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await followed(person)).status).toBe(429);
  expect((await follow(api.app, undefined)).status).toBe(401);
});
