import { idempotencyKeys, workOrderEvents, workOrders } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, answersFor, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aWorkOrder } from './work-orders.testing.ts';

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

const submission = (more: Record<string, unknown> = {}) => {
  const type = district.types.plumbing;
  return {
    requestTypeId: type.id,
    title: 'Faucet drips',
    siteId: district.school.id,
    roomId: district.school.roomId,
    answers: answersFor(type),
    ...more,
  };
};
const submit = async (more: Record<string, unknown> = {}, who = teacher) =>
  (await api.as(who).post('/api/work-orders', { body: submission(more) })).body;
const move = (who: Actor, order: { id: string; version: number }, body: Record<string, unknown>) =>
  api.as(who).post(`/api/work-orders/${order.id}/transitions`, { body, ifMatch: order.version });
const eventsOf = async (id: string) =>
  (
    await api.db
      .select()
      .from(workOrderEvents)
      .where(eq(workOrderEvents.workOrderId, id))
      .orderBy(asc(workOrderEvents.occurredAt), asc(workOrderEvents.id))
  ).map((e) => e.kind);

describe('asking', () => {
  test('gives a number, the crew of its trade, and the priority of the matrix', async () => {
    const order = await submit();
    expect(order).toMatchObject({
      status: 'submitted',
      team: { id: district.teams.plumbers },
      room: { number: '101' },
      requester: { name: 'Tess Teacher' },
      version: 1,
    });
    expect(order.number).toMatch(/^WO-2026-\d{6}$/);
    expect(await eventsOf(order.id)).toEqual(['submitted']);
    expect((await api.as(teacher).get('/api/me/rooms')).body.items[0]).toMatchObject({ number: '101', isMine: false });
  });

  test.each<[string, Record<string, unknown>, number, string, string]>([
    ['a closed school', {}, 422, 'work_order.site_closed', '/siteId'],
    ['a room of another school', {}, 422, 'work_order.unknown_place', '/roomId'],
    ['a school that is not', { siteId: '00000000-0000-4000-8000-000000000000', roomId: undefined }, 422, 'work_order.unknown_site', '/siteId'],
    ['a kind that is not', { requestTypeId: '00000000-0000-4000-8000-000000000000' }, 422, 'work_order.unknown_type', '/requestTypeId'],
    ['an answer to no question', { answers: { nonsense: 'x' } }, 422, 'catalog.answers', '/answers/nonsense'],
    ['somebody else’s upload', { attachmentIds: ['00000000-0000-4000-8000-000000000000'] }, 422, 'work_order.unknown_attachment', '/attachmentIds'],
    ['an unknown person', { requesterId: '00000000-0000-4000-8000-000000000000' }, 422, 'work_order.unknown_requester', '/requesterId'],
  ])('refuses %s, naming the field, and writes nothing', async (what, more, status, code, pointer) => {
    const place =
      what === 'a closed school'
        ? { siteId: district.closedSchool.id, roomId: undefined }
        : what.startsWith('a room')
          ? { roomId: district.otherSchool.roomId }
          : {};
    const before = (await api.db.select({ id: workOrders.id }).from(workOrders)).length;
    const refused = await api.as(teacher).post('/api/work-orders', { body: submission({ ...place, ...more }) });
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([status, code, pointer]);
    expect((await api.db.select({ id: workOrders.id }).from(workOrders)).length).toBe(before);
  });

  test('for another person: both see it; a confidential kind has to be asked for oneself', async () => {
    const colleague = await aPerson(api.db, { name: 'Colin Colleague' });
    const order = await submit({ requesterId: colleague.id });
    expect(order).toMatchObject({ requester: { name: 'Colin Colleague' }, submittedBy: { name: 'Tess Teacher' } });
    expect((await api.as(colleague).get(`/api/work-orders/${order.number}`)).status).toBe(200);
    const type = district.types.hr;
    const refused = await api
      .as(teacher)
      .post('/api/work-orders', { body: submission({ requestTypeId: type.id, answers: answersFor(type), requesterId: colleague.id }) });
    expect(refused.body.code).toBe('work_order.confidential_for_other');
  });
});

test('from asking to the rating: every step by who may, each with its event', async () => {
  let order = await submit();
  order = (await api.as(dispatcher).patch(`/api/work-orders/${order.id}`, { body: { urgency: 'stops_teaching' }, ifMatch: order.version })).body;
  order = (await api.as(dispatcher).post(`/api/work-orders/${order.id}/assignments`, { body: { personId: plumber.id }, ifMatch: order.version }))
    .body;
  expect(order).toMatchObject({ status: 'assigned', assignee: { name: 'Pat Plumber' } });
  order = (await move(plumber, order, { to: 'in_progress' })).body;
  order = (await move(plumber, order, { to: 'on_hold', holdReason: 'parts', holdUntilOn: '2026-12-01' })).body;
  expect(order).toMatchObject({ status: 'on_hold', hold: { reason: 'parts', untilOn: '2026-12-01' } });
  order = (await move(plumber, order, { to: 'in_progress' })).body;
  expect(order.hold).toBeNull();
  order = (await move(plumber, order, { to: 'completed', resolutionNote: 'New cartridge.' })).body;
  order = (await move(teacher, order, { to: 'assigned', note: 'Still drips.' })).body;
  expect(order).toMatchObject({ status: 'assigned', reopenCount: 1, assignee: { name: 'Pat Plumber' } });
  order = (await move(plumber, order, { to: 'in_progress' })).body;
  order = (await move(plumber, order, { to: 'completed', resolutionNote: 'New faucet.' })).body;
  order = (await move(teacher, order, { to: 'closed' })).body;
  order = (await api.as(teacher).post(`/api/work-orders/${order.id}/ratings`, { body: { rating: 5, comment: 'Thank you' } })).body;
  expect(order).toMatchObject({ status: 'closed', rating: 5, allowedMoves: expect.anything() });
  expect(await eventsOf(order.id)).toEqual([
    'submitted',
    'prioritised',
    'assigned',
    'started',
    'held',
    'resumed',
    'completed',
    'reopened',
    'started',
    'completed',
    'closed',
    'rated',
  ]);
});

describe('a move', () => {
  test('that is not legal is refused with the moves that are', async () => {
    const order = await submit();
    const refused = await move(dispatcher, order, { to: 'completed', resolutionNote: 'x' });
    expect([refused.status, refused.body.code]).toEqual([422, 'work_order.not_a_move']);
    expect(refused.body.allowedMoves.map((m: { to: string }) => m.to)).toEqual(expect.arrayContaining(['triaged', 'cancelled']));
  });
  test('that lacks something names it', async () => {
    const order = await submit();
    const refused = await move(dispatcher, { ...order }, { to: 'cancelled' });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/note']);
  });
  test('needs the version that was seen: 428 without, 412 with an old one, naming what differs', async () => {
    const order = await submit();
    expect((await api.as(dispatcher).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'triaged' } })).status).toBe(428);
    await api.as(dispatcher).patch(`/api/work-orders/${order.id}`, { body: { urgency: 'stops_teaching' }, ifMatch: 1 });
    const late = await move(dispatcher, order, { to: 'triaged' });
    expect(late.status).toBe(412);
    expect(late.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual(expect.arrayContaining(['/urgency']));
    expect(late.body.current).toMatchObject({ urgency: 'stops_teaching' });
    expect(late.headers['etag']).toBe('"2"');
  });
  test('made by two at once is made by one; the other learns what changed', async () => {
    const order = await submit();
    const both = await Promise.all([
      move(dispatcher, order, { to: 'triaged' }),
      api.as(dispatcher).post(`/api/work-orders/${order.id}/assignments`, { body: { teamId: district.teams.facilities }, ifMatch: 1 }),
    ]);
    expect(new Set(both.map((b) => b.status))).toEqual(new Set([200, 412]));
  });
});

test('“not fixed” within ten days reopens the order; later it opens a linked one', async () => {
  const order = await aWorkOrder(api.db, district, { requester: teacher, set: { status: 'completed', completedAt: NOW, assigneeId: plumber.id } });
  api.clock.now = new Date(NOW.getTime() + 11 * 86_400_000);
  const late = await move(teacher, { id: order.id, version: 1 }, { to: 'assigned', note: 'Again' });
  expect([late.status, late.body.code]).toEqual([422, 'work_order.reopen_too_late']);
  const next = await api.as(teacher).post(`/api/work-orders/${order.id}/follow-ups`, { body: { note: 'It drips again' } });
  expect([next.status, next.body.follows.number]).toEqual([201, order.number]);
  const once = { body: { note: 'And again' }, key: 'follow-up' };
  const made = await api.as(teacher).post(`/api/work-orders/${order.id}/follow-ups`, once);
  await api.db.update(idempotencyKeys).set({ responseStatus: null, responseBody: null }).where(eq(idempotencyKeys.key, 'follow-up'));
  api.clock.now = new Date(api.clock.now.getTime() + 120_000);
  const retried = await api.as(teacher).post(`/api/work-orders/${order.id}/follow-ups`, once);
  expect([retried.status, retried.body.id]).toEqual([201, made.body.id]);
});

test('a technician takes one from the crew’s queue, and gives back what is not theirs', async () => {
  const order = await submit();
  const taken = await api.as(plumber).post(`/api/work-orders/${order.id}/assignments`, { body: { personId: plumber.id }, ifMatch: 1 });
  expect(taken.body).toMatchObject({ status: 'assigned', assignee: { id: plumber.id } });
  const back = await move(plumber, taken.body, { to: 'triaged', note: 'This is electrical.' });
  expect(back.body).toMatchObject({ status: 'triaged', assignee: null, team: null });
});

test('an order of HR is worked by a partner of the school, and by nobody else', async () => {
  const compartments = [{ compartment: 'hr' as const, siteId: district.school.id }];
  const partner = await aPerson(api.db, { name: 'Hope Partner', grants: [{ role: 'hr_partner', siteId: district.school.id }], compartments });
  const order = await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr });
  const toPlumber = await api.as(partner).post(`/api/work-orders/${order.id}/assignments`, { body: { personId: plumber.id }, ifMatch: 1 });
  expect([toPlumber.status, toPlumber.body.code]).toEqual([422, 'work_order.not_in_compartment']);
  const taken = await api.as(partner).post(`/api/work-orders/${order.id}/assignments`, { body: { personId: partner.id }, ifMatch: 1 });
  expect(taken.body).toMatchObject({ status: 'assigned', assignee: { name: 'Hope Partner' } });
});

test('where asbestos is noted, work that may drill starts only after the note was read', async () => {
  const worker = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [district.teams.facilities] });
  const order = await aWorkOrder(api.db, district, {
    requester: teacher,
    type: district.types.drilling,
    roomId: district.school.asbestosRoomId,
    set: { status: 'assigned', assigneeId: worker.id },
  });
  const seen = (await api.as(worker).get(`/api/work-orders/${order.id}`)).body;
  expect(seen.crew).toMatchObject({ hasAsbestos: true, needsHazardAcknowledgement: true, hazardNote: 'Asbestos in the floor tiles.' });
  expect((await api.as(teacher).get(`/api/work-orders/${order.id}`)).body.crew).toBeNull();
  const refused = await move(worker, seen, { to: 'in_progress' });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/acknowledgeHazard']);
  expect((await move(worker, seen, { to: 'in_progress', acknowledgeHazard: true })).status).toBe(200);
});

test('a note for the crew is read by the crew alone, in comments and in the history', async () => {
  const order = await submit();
  await api.as(plumber).post(`/api/work-orders/${order.id}/comments`, { body: { body: 'Old pipes, bring two.', isInternal: true } });
  await api.as(teacher).post(`/api/work-orders/${order.id}/comments`, { body: { body: 'The room is free at 3.' } });
  const read = async (who: Actor) => (await api.as(who).get(`/api/work-orders/${order.id}/comments`)).body.items.length;
  expect([await read(teacher), await read(plumber), await read(dispatcher)]).toEqual([1, 2, 2]);
  const kinds = (await api.as(teacher).get(`/api/work-orders/${order.id}/events`)).body.items.map((e: { kind: string }) => e.kind);
  expect(kinds).toEqual(['submitted', 'commented']);
});

describe('the same key', () => {
  test('makes one order, however often and however fast it is sent', async () => {
    const body = submission({ title: 'Only once' });
    const who = api.as(teacher);
    const answers = await Promise.all([1, 2, 3].map(() => who.post('/api/work-orders', { body, key: 'once' })));
    expect(answers.filter((a) => a.status === 201).length).toBeGreaterThanOrEqual(1);
    expect(answers.every((a) => [201, 409].includes(a.status))).toBe(true);
    const again = await who.post('/api/work-orders', { body, key: 'once' });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect((await api.db.select().from(workOrders).where(eq(workOrders.title, 'Only once'))).length).toBe(1);
  });
  test('with another body is refused; after a refusal it may be used again', async () => {
    const who = api.as(teacher);
    await who.post('/api/work-orders', { body: submission({ title: 'First' }), key: 'two' });
    expect((await who.post('/api/work-orders', { body: submission({ title: 'Second' }), key: 'two' })).status).toBe(422);
    expect((await who.post('/api/work-orders', { body: submission({ title: '' }), key: 'three' })).status).toBe(400);
    expect((await who.post('/api/work-orders', { body: submission({ title: 'Good' }), key: 'three' })).status).toBe(201);
  });
  test('does not show again what one may no longer see', async () => {
    const order = await submit();
    const who = api.as(plumber);
    const answer = await who.post(`/api/work-orders/${order.id}/assignments`, { body: { personId: plumber.id }, ifMatch: 1, key: 'take' });
    expect(answer.status).toBe(200);
    await api.db.update(workOrders).set({ teamId: null, assigneeId: null, status: 'triaged' }).where(eq(workOrders.id, order.id));
    expect((await who.post(`/api/work-orders/${order.id}/assignments`, { body: { personId: plumber.id }, ifMatch: 1, key: 'take' })).status).toBe(
      404,
    );
  });
});

test('a request made by a process that died before it answered is not made again under the same key', async () => {
  const who = api.as(teacher);
  const body = submission({ title: 'Made once, answered later' });
  const made = await who.post('/api/work-orders', { body, key: 'crash' });
  await api.db.update(idempotencyKeys).set({ responseStatus: null, responseBody: null }).where(eq(idempotencyKeys.key, 'crash'));
  expect((await who.post('/api/work-orders', { body, key: 'crash' })).status).toBe(409);
  api.clock.now = new Date(NOW.getTime() + 120_000);
  const again = await who.post('/api/work-orders', { body, key: 'crash' });
  expect([again.status, again.body.id]).toEqual([201, made.body.id]);
  expect((await api.db.select().from(workOrders).where(eq(workOrders.title, 'Made once, answered later'))).length).toBe(1);
});

test('days to come are not over, and costs never sum to less than nothing', async () => {
  const order = await submit();
  const planned = await api.as(dispatcher).patch(`/api/work-orders/${order.id}`, { body: { plannedOn: '2026-11-23' }, ifMatch: 1 });
  expect([planned.status, planned.body.errors[0].pointer]).toEqual([422, '/plannedOn']);
  const taken = (await api.as(plumber).post(`/api/work-orders/${order.id}/assignments`, { body: { personId: plumber.id }, ifMatch: 1 })).body;
  const held = await move(plumber, taken, { to: 'on_hold', holdReason: 'parts', holdUntilOn: '2026-11-01' });
  expect([held.status, held.body.errors[0].pointer]).toEqual([422, '/holdUntilOn']);
  const cost = (amount: string) =>
    api
      .as(plumber)
      .post(`/api/work-orders/${order.id}/costs`, { body: { kind: 'material', description: 'Valve', amount, accountString: '10-0030-2620-0430' } });
  expect((await cost('-5.00')).status).toBe(422);
  expect([(await cost('5.00')).status, (await cost('-5.00')).status]).toEqual([201, 201]);
});

describe('the list', () => {
  test.each(['newest', 'oldest', 'updated', 'priority', 'planned'])('by %s gives every order once, page by page', async (sort) => {
    const who = api.as(dispatcher);
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await who.get(
        `/api/work-orders?sort=${sort}&limit=7${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      all.push(...page.body.items.map((i) => i.id));
      cursor = page.body.nextCursor;
    } while (cursor);
    const { total } = (await who.get('/api/work-orders/counts')).body;
    expect([all.length, new Set(all).size]).toEqual([total, total]);
  });
  test('finds by words, by number and by the beginning of a word, and nothing for nonsense', async () => {
    const order = await submit({ title: 'Purple gargoyle leaks' });
    const who = api.as(dispatcher);
    for (const q of ['gargoyle', 'PURPLE garg', order.number, order.number.slice(-6), order.number.slice(0, -1)]) {
      const found = (await who.get(`/api/work-orders?q=${encodeURIComponent(q)}`)).body.items.map((i: { id: string }) => i.id);
      expect(found, q).toContain(order.id);
    }
    expect((await who.get('/api/work-orders?q=%3C%3E%26%7C!')).body.items).toEqual([]);
  });
  test('takes a cursor only under the sort it was made for', async () => {
    const who = api.as(dispatcher);
    const { nextCursor } = (await who.get('/api/work-orders?sort=newest&limit=1')).body;
    expect((await who.get(`/api/work-orders?sort=updated&limit=1&cursor=${nextCursor}`)).status).toBe(400);
  });
  test('says where the next page is', async () => {
    const { headers } = await api.as(dispatcher).get('/api/work-orders?limit=1');
    expect(headers['link']).toMatch(/^<\/api\/work-orders\?limit=1&cursor=[^>]+>; rel="next"$/);
  });
});
