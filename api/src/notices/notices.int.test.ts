import { connect } from '@steward/db';
import { mails, noticeOutbox, notices, people, workOrders } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { answersFor, aDistrict, type District } from '../district.testing.ts';
import { aDelegation, aPerson } from '../people/people.testing.ts';
import { aWorkOrder } from '../work-orders/work-orders.testing.ts';
import { notify } from './index.ts';
import { tellAll } from './notices.testing.ts';
import { NEWS } from './rules/news.ts';
import { tellNext } from './tell-news.ts';

let api: TestApi;
/** May do what the running processes may not. */
let owner: ReturnType<typeof connect>;
let district: District;
let teacher: Actor;
let secretary: Actor;
let plumber: Actor;
let lead: Actor;
let dispatcher: Actor;
let manager: Actor;
let partner: Actor;

beforeAll(async () => {
  api = await startApi();
  owner = connect(api.config.databaseUrl, { poolSize: 1, role: 'none' });
  district = await aDistrict(api.db);
  const { school, teams } = district;
  const held = (name: string, given: Parameters<typeof aPerson>[1]) => aPerson(api.db, { name, ...given });
  teacher = await held('Tess Teacher', { siteId: school.id });
  secretary = await held('Sam Secretary', { siteId: school.id });
  plumber = await held('Pat Plumber', { grants: [{ role: 'technician' }], teamIds: [teams.plumbers] });
  lead = await held('Lee Lead', { grants: [{ role: 'dispatcher', serviceCode: 'facilities' }], teamIds: [teams.plumbers] });
  await api.db.execute(sql`update team_members set is_lead = true where person_id = ${lead.id}::uuid`);
  dispatcher = await held('Dana Dispatcher', { grants: [{ role: 'dispatcher' }] });
  manager = await held('Max Manager', { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  partner = await held('Hana Partner', {
    grants: [{ role: 'hr_partner' }],
    compartments: [{ compartment: 'hr', siteId: school.id }],
    teamIds: [teams.hr],
  });
});
afterAll(async () => {
  await owner.close();
  await api.close();
});
beforeEach(async () => {
  await tellAll(api);
  await owner.db.delete(mails);
  await owner.db.delete(notices);
});

const anOrder = (set?: Partial<typeof workOrders.$inferInsert>) => aWorkOrder(api.db, district, { requester: teacher, ...(set ? { set } : {}) });
const withPlumber = (status: string) => ({ status, assigneeId: plumber.id, teamId: district.teams.plumbers });
const move = (who: Actor, order: { id: string; version: number }, body: object) =>
  api.as(who).post(`/api/work-orders/${order.id}/transitions`, { ifMatch: order.version, body });
const say = (who: Actor, order: { id: string }, body: string, isInternal = false) =>
  api.as(who).post(`/api/work-orders/${order.id}/comments`, { body: { body, isInternal } });

const told = async (who: Actor) => {
  await tellAll(api);
  return (await api.as(who).get('/api/notices')).body.items as {
    id: string;
    kind: string;
    headlineEn: string;
    headlineEs: string;
    detail: string | null;
    order: { number: string; title: string | null };
    path: string;
    readAt: string | null;
  }[];
};
const kinds = async (who: Actor) => (await told(who)).map(({ kind }) => kind);

describe('people are told of their orders', () => {
  test('who asked hears that the work is done, in which words, and who did it does not', async () => {
    const order = await anOrder(withPlumber('in_progress'));
    expect((await move(plumber, order, { to: 'completed', resolutionNote: 'New washer.' })).status).toBe(200);
    expect(await told(teacher)).toMatchObject([
      {
        kind: 'completed',
        headlineEn: 'The work is done',
        headlineEs: 'El trabajo está hecho',
        detail: 'New washer.',
        order: { number: order.number, title: 'Faucet drips' },
        path: `/requests/${order.number}`,
        readAt: null,
      },
    ]);
    expect(await kinds(plumber)).toEqual([]);
  });

  test('who is given an order hears of it, who asked hears who comes, and the desk that gave it hears nothing', async () => {
    const order = await anOrder();
    const given = await api
      .as(dispatcher)
      .post(`/api/work-orders/${order.id}/assignments`, { ifMatch: order.version, body: { personId: plumber.id, teamId: district.teams.plumbers } });
    expect(given.status).toBe(200);
    expect(await kinds(plumber)).toEqual(['given_to_you']);
    expect(await told(teacher)).toMatchObject([{ kind: 'someone_comes', headlineEn: 'Pat Plumber will take care of it' }]);
    expect(await kinds(dispatcher)).toEqual([]);
  });

  test('two assignments before anybody is told: each person hears of their own', async () => {
    const other = await aPerson(api.db, { name: 'Olli Other', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
    const order = await anOrder();
    const first = await api
      .as(dispatcher)
      .post(`/api/work-orders/${order.id}/assignments`, { ifMatch: order.version, body: { personId: plumber.id, teamId: district.teams.plumbers } });
    await api.as(dispatcher).post(`/api/work-orders/${order.id}/assignments`, { ifMatch: first.body.version, body: { personId: other.id } });
    // Who has it no more sees it still, as one of the crew.
    expect([await kinds(plumber), await kinds(other)]).toEqual([['given_to_you'], ['given_to_you']]);
  });

  test('a hold says why and until when; going on is told too', async () => {
    const order = await anOrder(withPlumber('in_progress'));
    const held = await move(plumber, order, { to: 'on_hold', holdReason: 'parts', holdUntilOn: '2026-11-30', note: 'Valve is on order.' });
    await move(plumber, held.body, { to: 'in_progress' });
    expect(await told(teacher)).toMatchObject([
      { kind: 'resumed' },
      {
        kind: 'held',
        headlineEn: 'Waiting for a part, until Monday, November 30',
        headlineEs: 'En espera de una pieza, hasta el lunes, 30 de noviembre',
        detail: 'Valve is on order.',
      },
    ]);
  });

  test('a request for somebody else is told to them, and both hear how it goes on', async () => {
    const { plumbing } = district.types;
    const asked = await api.as(secretary).post('/api/work-orders', {
      body: { requestTypeId: plumbing.id, title: 'Sink', answers: answersFor(plumbing), siteId: district.school.id, requesterId: teacher.id },
    });
    expect(asked.status).toBe(201);
    expect(await told(teacher)).toMatchObject([{ kind: 'asked_for_you', headlineEn: 'Sam Secretary asked for help for you' }]);
    await move(dispatcher, asked.body, { to: 'cancelled', note: 'Asked twice.' });
    expect([await kinds(teacher), await kinds(secretary)]).toEqual([['cancelled', 'asked_for_you'], ['cancelled']]);
  });

  test('what crews write to each other is not told to who asked, nor are its words to anybody', async () => {
    const order = await anOrder(withPlumber('assigned'));
    await say(dispatcher, order, 'Key 7 is at the office.', true);
    expect(await kinds(teacher)).toEqual([]);
    expect(await told(plumber)).toMatchObject([{ kind: 'wrote', headlineEn: 'Dana Dispatcher wrote a note for the crew', detail: null }]);
  });

  test('an order given back, and a question about one that nobody has, reach who leads the crew', async () => {
    const back = await anOrder(withPlumber('assigned'));
    expect((await move(plumber, back, { to: 'triaged', note: 'Not ours.' })).status).toBe(200);
    await say(teacher, await anOrder({ teamId: district.teams.plumbers }), 'When?');
    expect((await kinds(lead)).toSorted()).toEqual(['given_back', 'wrote']);
    expect(await kinds(teacher)).toEqual([]);
  });

  test('a warning reaches who runs the service there, and who stands in for them', async () => {
    const standIn = await aPerson(api.db, { name: 'Stan Stand-in' });
    await aDelegation(api.db, manager, standIn);
    const order = await anOrder(withPlumber('assigned'));
    await api.db.execute(sql`insert into work_order_events (id, work_order_id, kind, is_internal, data, occurred_at)
      values (${uuidv7()}, ${order.id}, 'warned', true, '{"clock":"resolution","share":1}', ${NOW.toISOString()})`);
    for (const who of [plumber, lead, manager, standIn])
      expect(await told(who), who.name).toMatchObject([{ kind: 'warned', headlineEn: 'The time to finish is over' }]);
    for (const who of [teacher, dispatcher]) expect(await kinds(who), who.name).toEqual([]);
  });

  test('whose promise moved reads until when now, instead of when, and why; early warnings reach who does the work', async () => {
    const order = await anOrder(withPlumber('assigned'));
    const happens = (kind: string, isInternal: boolean, data: object) =>
      api.db.execute(sql`insert into work_order_events (id, work_order_id, kind, is_internal, data, occurred_at)
        values (${uuidv7()}, ${order.id}, ${kind}, ${isInternal}, ${JSON.stringify(data)}::jsonb, ${NOW.toISOString()})`);
    await happens('promise_moved', false, { why: 'Snow day', dueBefore: '2026-12-01T16:00:00Z', dueAt: '2026-12-02T16:00:00Z' });
    await happens('warned', true, { clock: 'response', share: 0.75 });
    const [moved] = await told(teacher);
    expect(moved!.headlineEn).toMatch(/^It will be done by Wednesday, December 2.* 9:00\sAM instead of Tuesday, December 1.* 9:00\sAM: Snow day$/);
    expect(moved!.headlineEs).toMatch(/^Estará hecho a más tardar el miércoles, 2 de diciembre.* en vez del martes, 1 de diciembre.*: Snow day$/);
    expect(await told(plumber)).toMatchObject([{ kind: 'warned', headlineEn: '75% of the time to respond has passed' }]);
    for (const who of [lead, manager]) expect(await kinds(who), who.name).toEqual([]);
  });

  test('who has left is told nothing, and who wants no mail gets none', async () => {
    const gone = await aPerson(api.db, { name: 'Gail Gone', siteId: district.school.id });
    await api.db.update(people).set({ isActive: false }).where(eq(people.id, gone.id));
    const me = await api.as(secretary).get('/api/me');
    expect((await api.as(secretary).patch('/api/me', { ifMatch: me.body.version, body: { isMailed: false } })).body).toMatchObject({
      isMailed: false,
      locale: 'en',
    });
    for (const requester of [gone, secretary, teacher]) {
      const order = await aWorkOrder(api.db, district, { requester, set: withPlumber('in_progress') });
      await move(plumber, order, { to: 'completed', resolutionNote: 'Done.' });
    }
    await tellAll(api);
    expect((await api.db.select().from(notices)).map((n) => n.personId).toSorted()).toEqual([secretary.id, teacher.id].toSorted());
    expect((await api.db.select().from(mails)).map((mail) => mail.personId)).toEqual([teacher.id]);
  });
});

describe('a confidential order', () => {
  test('is told to who asked and to holders, by its number alone', async () => {
    const order = await aWorkOrder(api.db, district, {
      requester: teacher,
      type: district.types.hr,
      title: 'My leave',
      set: { teamId: district.teams.hr },
    });
    await api.as(partner).post(`/api/work-orders/${order.id}/assignments`, { ifMatch: order.version, body: { personId: partner.id } });
    await say(partner, order, 'Your leave is approved.');
    await say(teacher, order, 'Thank you.');
    for (const who of [teacher, partner]) {
      const found = await told(who);
      expect(found.length, who.name).toBeGreaterThan(0);
      for (const notice of found)
        expect(notice).toMatchObject({
          kind: 'news',
          headlineEn: 'There is news. Open it to read.',
          detail: null,
          order: { number: order.number, title: null },
        });
    }
    const rows = await api.db.select().from(notices).where(eq(notices.workOrderId, order.id));
    expect(new Set(rows.map((row) => row.personId))).toEqual(new Set([teacher.id, partner.id]));
    for (const row of rows) expect(row.facts).toEqual({});
  });
});

describe('my notices', () => {
  const anUnread = async () => {
    const order = await anOrder(withPlumber('in_progress'));
    await move(plumber, order, { to: 'completed', resolutionNote: 'Done.' });
    await tellAll(api);
    return order;
  };
  const unread = async (who: Actor) => (await api.as(who).get('/api/notices/unread')).body.unread as number;

  test('one is read, then all up to the newest that was seen; what comes meanwhile stays unread', async () => {
    for (let i = 0; i < 3; i += 1) await anUnread();
    const [newest, , oldest] = await told(teacher);
    expect(await unread(teacher)).toBe(3);
    const read = await api.as(teacher).post(`/api/notices/${oldest!.id}/readings`);
    expect(read.body).toMatchObject({ id: oldest!.id, readAt: NOW.toISOString() });
    expect(await unread(teacher)).toBe(2);
    api.clock.now = new Date(NOW.getTime() + 60_000);
    await anUnread();
    expect((await api.as(teacher).post('/api/notice-readings', { body: { upToId: newest!.id } })).body).toEqual({ unread: 1 });
    api.clock.now = NOW;
  });

  test('others’ are none of mine', async () => {
    await anUnread();
    const [notice] = await told(teacher);
    for (const path of [`/api/notices/${notice!.id}/readings`, '/api/notice-readings'])
      expect((await api.as(secretary).post(path, path.endsWith('notice-readings') ? { body: { upToId: notice!.id } } : {})).status, path).toBe(404);
    expect(await unread(secretary)).toBe(0);
  });

  test('of an order that I may no longer see nothing is listed and nothing counted', async () => {
    const order = await anUnread();
    await api.db.update(workOrders).set({ requesterId: secretary.id, submittedById: secretary.id }).where(eq(workOrders.id, order.id));
    expect([await told(teacher), await unread(teacher)]).toEqual([[], 0]);
  });

  test('come page by page', async () => {
    for (let i = 0; i < 3; i += 1) await anUnread();
    const first = await api.as(teacher).get('/api/notices?limit=2');
    const second = await api.as(teacher).get(`/api/notices?limit=2&cursor=${first.body.nextCursor}`);
    const found = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(found).toEqual((await told(teacher)).map(({ id }) => id));
    expect(second.body.nextCursor).toBeNull();
  });
});

describe('the outbox', () => {
  const waiting = async () => (await api.db.select().from(noticeOutbox)).length;

  test('a change that is not written leaves nothing in it', async () => {
    const order = await anOrder(withPlumber('in_progress'));
    await move(plumber, order, { to: 'completed', resolutionNote: 'Done.' });
    const before = await waiting();
    expect((await move(plumber, order, { to: 'on_hold', holdReason: 'parts' })).status).toBe(412);
    expect([before, await waiting()]).toEqual([1, 1]);
  });

  test('a request for oneself, triage, start and labour cost it nothing', async () => {
    const order = await anOrder();
    await move(dispatcher, order, { to: 'triaged' });
    await api.as(lead).post(`/api/work-orders/${order.id}/labour`, { body: { minutes: 10, workedOn: '2026-11-24' } });
    expect(await waiting()).toBe(0);
  });

  test('every event that somebody is told of comes into it', async () => {
    const order = await anOrder();
    for (const kind of new Set(NEWS.flatMap(({ of }): readonly string[] => of)))
      await api.db.execute(sql`insert into work_order_events (id, work_order_id, kind, data, occurred_at)
        values (${uuidv7()}, ${order.id}, ${kind}, '{"forAnother":true}', ${NOW.toISOString()})`);
    expect(await waiting()).toBe(new Set(NEWS.flatMap(({ of }): readonly string[] => of)).size);
  });

  test('who loads orders may say that nobody is to be told', async () => {
    const order = await anOrder();
    await api.db.transaction(async (tx) => {
      await tx.execute(sql`set local steward.tells_nobody = 'yes'`);
      await tx.execute(
        sql`insert into work_order_events (id, work_order_id, kind, occurred_at) values (${uuidv7()}, ${order.id}, 'completed', now())`,
      );
    });
    expect(await waiting()).toBe(0);
  });

  test('two workers at once tell each person once', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => anOrder(withPlumber('in_progress'))));
    for (const order of orders) await move(plumber, order, { to: 'completed', resolutionNote: 'Done.' });
    await Promise.all([tellAll(api), tellAll(api), tellAll(api)]);
    expect((await api.db.select().from(notices)).length).toBe(8);
    expect(await waiting()).toBe(0);
  });

  test('what cannot be told waits a minute and lets the others pass', async () => {
    const [bad, good] = [await anOrder(withPlumber('in_progress')), await anOrder(withPlumber('in_progress'))];
    for (const order of [bad, good]) await move(plumber, order, { to: 'completed', resolutionNote: 'Done.' });
    const heard: unknown[] = [];
    const tell = (now: Date) => tellNext(api.db, { jitter: 0, onError: (error) => heard.push(error) }, now);
    await owner.db.execute(sql`create function refuse_notice() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`);
    await owner.db.execute(
      sql.raw(`create trigger refuse before insert on notices for each row when (new.work_order_id = '${bad.id}') execute function refuse_notice()`),
    );
    while (await tell(NOW));
    expect((await api.db.select().from(notices)).map((n) => n.workOrderId)).toEqual([good.id]);
    expect(heard).toHaveLength(1);
    await owner.db.execute(sql`drop trigger refuse on notices`);
    expect(await tell(new Date(NOW.getTime() + 59_000))).toBe(false);
    expect(await tell(new Date(NOW.getTime() + 60_000))).toBe(true);
    expect((await api.db.select().from(notices)).length).toBe(2);
  });
});

test('a use case tells people itself, in its own transaction, and only those who may know', async () => {
  const order = await anOrder();
  const tell = (tx: TestApi['db']) =>
    notify(tx, { kind: 'promise_moved', personIds: [teacher.id, secretary.id], about: { workOrderId: order.id } }, NOW);
  await expect(
    api.db.transaction(async (tx) => {
      await tell(tx);
      throw new Error('the change failed');
    }),
  ).rejects.toThrow('the change failed');
  expect(await kinds(teacher)).toEqual([]);
  await api.db.transaction(tell);
  expect([await kinds(teacher), await kinds(secretary)]).toEqual([['promise_moved'], []]);
});
