import { fieldOperations, labourEntries, workOrderComments, workOrderEvents, workOrders } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, answersFor, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aForm } from '../files/files.testing.ts';
import { mayDispatch, standingsOn } from '../rules/access.ts';
import { aWorkOrder } from '../work-orders.testing.ts';

let api: TestApi;
let district: District;
let teacher: Actor;
let desk: Actor;
let plumber: Actor;
let mate: Actor;
let electrician: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { name: 'Tess Teacher', siteId: district.school.id, grants: [{ role: 'requester' }] });
  desk = await aPerson(api.db, { name: 'Dina Desk', grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
  plumber = await aPerson(api.db, { name: 'Pat Plumber', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  mate = await aPerson(api.db, { name: 'Max Mate', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  electrician = await aPerson(api.db, { name: 'El Electrician', grants: [{ role: 'technician' }], teamIds: [district.teams.facilities] });
});
afterAll(() => api.close());
beforeEach(() => {
  api.clock.now = NOW;
});

const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const YESTERDAY = hoursAgo(24);

/** An order that the plumber has had on their phone since yesterday, with the pass that came with it. */
async function anOrder(set: Partial<typeof workOrders.$inferInsert> = {}) {
  const order = await aWorkOrder(api.db, district, {
    requester: teacher,
    at: YESTERDAY,
    set: { status: 'assigned', assigneeId: plumber.id, teamId: district.teams.plumbers, statusChangedAt: YESTERDAY, ...set },
  });
  const { body } = await api.as(plumber).get('/api/field-day');
  const pass: string | undefined = body.orders.find((o: { id: string }) => o.id === order.id)?.pass;
  return { id: order.id, number: order.number, ...(pass ? { pass } : {}) };
}
type Phoned = Awaited<ReturnType<typeof anOrder>>;

type Meant = { kind: string; payload?: object; id?: string; at?: Date; more?: object };
const meant = (order: Phoned, { kind, payload = {}, id = crypto.randomUUID(), at = hoursAgo(2), more = {} }: Meant) => ({
  id,
  kind,
  orderId: order.id,
  ...(order.pass ? { pass: order.pass } : {}),
  deviceAt: at.toISOString(),
  payload,
  ...more,
});
const start = (order: Phoned, at = hoursAgo(3)) => meant(order, { kind: 'start', at });
const done = (order: Phoned, words = 'Valve replaced.', at = hoursAgo(1)) =>
  meant(order, { kind: 'complete', payload: { resolutionNote: words }, at });
const note = (order: Phoned, body = 'The valve is worn.') => meant(order, { kind: 'note', payload: { body } });
const labour = (order: Phoned, minutes = 45, at = hoursAgo(2)) => meant(order, { kind: 'labour', payload: { minutes }, at });

type Operation = ReturnType<typeof meant>;
const send = (who: Actor, operations: readonly unknown[], sentAt = api.clock.now) =>
  api.as(who).post('/api/field-operations', { body: { sentAt: sentAt.toISOString(), operations } });
const sent = async (who: Actor, ...operations: Operation[]) => (await send(who, operations)).body.results;

const rowOf = async (id: string) => (await api.db.select().from(workOrders).where(eq(workOrders.id, id)))[0]!;
const eventsOf = (id: string) =>
  api.db.select().from(workOrderEvents).where(eq(workOrderEvents.workOrderId, id)).orderBy(asc(workOrderEvents.occurredAt), asc(workOrderEvents.id));
const kindsOf = async (id: string) => (await eventsOf(id)).map((e) => e.kind);
const labourOf = (id: string) => api.db.select().from(labourEntries).where(eq(labourEntries.workOrderId, id));
const notesOf = async (id: string) =>
  (await api.db.select().from(workOrderComments).where(eq(workOrderComments.workOrderId, id)).orderBy(asc(workOrderComments.createdAt))).map(
    (c) => c.body,
  );
const inboxOf = async (who: Actor) => (await api.as(who).get('/api/field-operations?limit=200')).body.items;
const asideOn = async (order: Phoned) => (await inboxOf(desk)).filter((i: { order: { id: string } }) => i.order?.id === order.id);
const decide = (who: Actor, id: string, body: object) => api.as(who).post(`/api/field-operations/${id}/decisions`, { body });

describe('a morning in the basement', () => {
  test('is taken in afterwards, each thing when it happened', async () => {
    const order = await anOrder();
    const results = await sent(plumber, start(order), note(order), labour(order), done(order));
    expect(results.map((r: { outcome: string }) => r.outcome)).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect(results.at(-1).order).toEqual({ id: order.id, number: order.number, status: 'completed', version: 3 });
    expect(await rowOf(order.id)).toMatchObject({ status: 'completed', completedAt: hoursAgo(1), resolutionNote: 'Valve replaced.', updatedAt: NOW });
    expect((await eventsOf(order.id)).slice(1).map((e) => [e.kind, e.occurredAt, e.recordedAt])).toEqual([
      ['started', hoursAgo(3), NOW],
      ['commented', hoursAgo(2), NOW],
      ['labour_logged', hoursAgo(2), NOW],
      ['completed', hoursAgo(1), NOW],
    ]);
    const { body } = await api.as(plumber).get(`/api/work-orders/${order.id}/events`);
    expect(body.items.at(-1)).toMatchObject({ kind: 'completed', occurredAt: hoursAgo(1).toISOString(), recordedAt: NOW.toISOString() });
  });

  test('sent again, whole or from the middle, is answered the same and done once', async () => {
    const order = await anOrder();
    const all = [start(order), note(order), labour(order), done(order)];
    const first = await sent(plumber, ...all.slice(0, 3));
    const again = await sent(plumber, ...all);
    expect(again.slice(0, 3)).toEqual(first);
    expect([(await notesOf(order.id)).length, (await labourOf(order.id)).length]).toEqual([1, 1]);
    expect(await kindsOf(order.id)).toEqual(['submitted', 'started', 'commented', 'labour_logged', 'completed']);
  });

  test('sent by two tabs at the same moment is done once', async () => {
    const order = await anOrder();
    const all = [start(order), note(order), labour(order), done(order)];
    const answers = await Promise.all([send(plumber, all), send(plumber, all), send(plumber, all.toReversed())]);
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    expect([(await notesOf(order.id)).length, (await labourOf(order.id)).length]).toEqual([1, 1]);
    expect((await kindsOf(order.id)).filter((kind) => kind === 'commented' || kind === 'labour_logged').length).toBe(2);
    expect((await api.db.select().from(fieldOperations).where(eq(fieldOperations.workOrderId, order.id))).length).toBe(4);
  });

  test('a hold waits from when it was said, also when the day it waits for is over by now', async () => {
    const order = await anOrder({ status: 'in_progress' });
    const friday = new Date('2026-11-20T20:00:00Z');
    await api.db
      .update(workOrders)
      .set({ submittedAt: hoursAgo(200), statusChangedAt: hoursAgo(199) })
      .where(eq(workOrders.id, order.id));
    const hold = { kind: 'hold', payload: { holdReason: 'parts', holdUntilOn: '2026-11-21', note: 'Valve is on order.' }, at: friday };
    expect(await sent(plumber, meant(order, hold), meant(order, { kind: 'resume', at: hoursAgo(4) }))).toMatchObject([
      { outcome: 'applied', order: { status: 'on_hold' } },
      { outcome: 'applied', order: { status: 'in_progress' } },
    ]);
    expect((await eventsOf(order.id)).filter((e) => e.kind !== 'submitted').map((e) => [e.kind, e.occurredAt])).toEqual([
      ['held', friday],
      ['resumed', hoursAgo(4)],
    ]);
  });

  test('work where asbestos is noted begins only with the note read', async () => {
    const order = await aWorkOrder(api.db, district, {
      requester: teacher,
      type: district.types.drilling,
      roomId: district.school.asbestosRoomId,
      at: YESTERDAY,
      set: { status: 'assigned', assigneeId: plumber.id },
    });
    const [aside] = await sent(plumber, start(order));
    expect(aside).toMatchObject({ outcome: 'set_aside', code: 'work_order.hazard_unacknowledged' });
    expect((await asideOn(order))[0]).toMatchObject({ canApply: false });
    const [begun] = await sent(plumber, meant(order, { kind: 'start', payload: { acknowledgeHazard: true }, at: hoursAgo(3) }));
    expect(begun).toMatchObject({ outcome: 'applied', order: { status: 'in_progress' } });
    expect(await rowOf(order.id)).toMatchObject({ hazardAcknowledgedById: plumber.id, hazardAcknowledgedAt: hoursAgo(3) });
  });
});

describe('a phone whose clock is wrong', () => {
  const DAY = 24 * HOUR;
  test.each([
    ['a day behind', -DAY],
    ['a day ahead', DAY],
    ['years behind', -8_000 * DAY],
  ])('by being %s writes the right hour and the right day', async (_, wrong) => {
    const order = await anOrder({ status: 'in_progress' });
    const onPhone = (at: Date) => new Date(at.getTime() + wrong);
    await send(plumber, [labour(order, 30, onPhone(hoursAgo(2))), done(order, 'Done.', onPhone(hoursAgo(1)))], onPhone(NOW));
    expect((await rowOf(order.id)).completedAt).toEqual(hoursAgo(1));
    expect((await labourOf(order.id)).map((l) => l.workedOn)).toEqual(['2026-11-24']);
  });

  test('and that was set right before sending stays between the step before and now', async () => {
    const order = await anOrder({ status: 'in_progress', statusChangedAt: hoursAgo(5) });
    await sent(plumber, done(order, 'Done.', hoursAgo(29)));
    expect((await rowOf(order.id)).completedAt).toEqual(hoursAgo(5));
    const other = await anOrder({ status: 'in_progress', statusChangedAt: hoursAgo(5) });
    await sent(plumber, done(other, 'Done.', hoursAgo(-24)));
    expect((await rowOf(other.id)).completedAt).toEqual(NOW);
  });

  test('evening work counts for the district’s day, not for tomorrow’s by Greenwich', async () => {
    const order = await anOrder({ status: 'in_progress' });
    await api.db
      .update(workOrders)
      .set({ submittedAt: hoursAgo(72) })
      .where(eq(workOrders.id, order.id));
    await sent(plumber, labour(order, 30, new Date('2026-11-24T03:30:00Z')));
    expect((await labourOf(order.id)).map((l) => l.workedOn)).toEqual(['2026-11-23']);
  });
});

describe('two phones on one order', () => {
  const onPhones = async () => {
    const order = await anOrder({ status: 'in_progress' });
    return {
      order,
      mine: [note(order, 'From Pat.'), labour(order, 45), done(order, 'Replaced by Pat.')],
      theirs: [note(order, 'From Max.'), labour(order, 20), done(order, 'Replaced by Max.')],
    };
  };
  test.each([
    ['the first', false],
    ['the second', true],
  ])('lose and double nothing when %s finds its signal first', async (_, isOtherWay) => {
    const { order, mine, theirs } = await onPhones();
    const steps = [() => sent(plumber, ...mine), () => sent(mate, ...theirs)];
    const results = [];
    for (const step of isOtherWay ? steps.toReversed() : steps) results.push(...(await step()));
    expect(results.map((r) => r.outcome)).toEqual(Array.from({ length: 6 }, () => 'applied'));
    const row = await rowOf(order.id);
    expect(row).toMatchObject({ status: 'completed', resolutionNote: isOtherWay ? 'Replaced by Max.' : 'Replaced by Pat.' });
    expect((await notesOf(order.id)).toSorted()).toEqual(['From Max.', 'From Pat.', isOtherWay ? 'Replaced by Pat.' : 'Replaced by Max.'].toSorted());
    expect((await labourOf(order.id)).map((l) => l.minutes).toSorted((a, b) => a - b)).toEqual([20, 45]);
    expect((await kindsOf(order.id)).filter((kind) => kind === 'completed').length).toBe(1);
    expect(await asideOn(order)).toEqual([]);
  });

  test('at the same moment are taken one after the other', async () => {
    const { order, mine, theirs } = await onPhones();
    await Promise.all([send(plumber, mine), send(mate, theirs), send(plumber, mine), send(mate, theirs)]);
    expect((await labourOf(order.id)).map((l) => l.minutes).toSorted((a, b) => a - b)).toEqual([20, 45]);
    expect((await notesOf(order.id)).length).toBe(3);
    expect((await kindsOf(order.id)).filter((kind) => kind === 'completed').length).toBe(1);
  });
});

describe('a step that is no longer legal', () => {
  test.each<[string, Partial<typeof workOrders.$inferInsert>, (order: Phoned) => Operation, string]>([
    ['cancelled', { status: 'cancelled', cancelReason: 'No longer needed' }, done, 'work_order.not_a_move'],
    ['put on hold', { status: 'on_hold', holdReason: 'approval', heldFrom: 'in_progress' }, done, 'work_order.not_a_move'],
    ['finished by another', { status: 'completed', completedAt: hoursAgo(2) }, start, 'work_order.not_a_move'],
  ])('because the order was %s is kept for the desk with what was meant', async (_, set, act, code) => {
    const order = await anOrder({ status: 'in_progress' });
    await api.db.update(workOrders).set(set).where(eq(workOrders.id, order.id));
    const before = await rowOf(order.id);
    const operation = act(order);
    const [answer] = await sent(plumber, { ...operation, seen: { status: 'in_progress', version: 1 } } as Operation);
    expect(answer).toMatchObject({ id: operation.id, outcome: 'set_aside', code, order: { status: set.status } });
    expect(await rowOf(order.id)).toEqual(before);
    expect(await asideOn(order)).toMatchObject([
      { id: operation.id, kind: operation.kind, by: { name: 'Pat Plumber' }, seenStatus: 'in_progress', reason: code, order: { status: set.status } },
    ]);
    const event = (await eventsOf(order.id)).at(-1)!;
    expect(event).toMatchObject({ kind: 'field_set_aside', actorId: plumber.id, isInternal: true, recordedAt: NOW });
    expect((await sent(plumber, operation))[0]).toEqual(answer);
    expect((await asideOn(order)).length).toBe(1);
  });

  test('because the order went to others: what was worked, written and photographed is on it all the same', async () => {
    const order = await anOrder({ status: 'in_progress' });
    const photo = await aPhoto();
    await api.db.update(workOrders).set({ teamId: district.teams.facilities, assigneeId: electrician.id }).where(eq(workOrders.id, order.id));
    expect((await api.as(plumber).get(`/api/work-orders/${order.id}`)).status).toBe(404);
    const results = await sent(plumber, note(order), labour(order), meant(order, { kind: 'photo', payload: { attachmentId: photo } }), done(order));
    expect(results.map((r: { outcome: string }) => r.outcome)).toEqual(['applied', 'applied', 'applied', 'set_aside']);
    expect(results[3]).toMatchObject({ code: 'work_order.not_your_move' });
    expect([await notesOf(order.id), (await labourOf(order.id)).length]).toEqual([['The valve is worn.'], 1]);
    expect((await api.as(electrician).get(`/api/work-orders/${order.id}/attachments`)).body.items).toMatchObject([{ id: photo }]);
    expect(await asideOn(order)).toMatchObject([{ kind: 'complete', meant: { words: 'Valve replaced.' }, canApply: true }]);
    // Adding is all that it opens.
    expect((await api.as(plumber).get(`/api/work-orders/${order.id}`)).status).toBe(404);
  });

  test.each<[string, Partial<typeof workOrders.$inferInsert>]>([
    ['cancelled', { status: 'cancelled', cancelReason: 'No longer needed' }],
    ['closed', { status: 'closed', completedAt: hoursAgo(2), closedAt: hoursAgo(1) }],
  ])('what was worked on an order that was %s meanwhile is added', async (_, set) => {
    const order = await anOrder({ status: 'in_progress' });
    await api.db.update(workOrders).set(set).where(eq(workOrders.id, order.id));
    expect((await sent(plumber, note(order), labour(order))).map((r: { outcome: string }) => r.outcome)).toEqual(['applied', 'applied']);
    expect((await rowOf(order.id)).status).toBe(set.status);
  });
});

describe('who may send', () => {
  test('nobody about an order that was never theirs: it is as if there were none', async () => {
    const order = await anOrder();
    const { pass, ...bare } = order;
    for (const claimed of [bare, { ...bare, pass: pass! }, { ...bare, pass: `${NOW.getTime()}.made-up` }])
      expect((await sent(electrician, note(claimed)))[0]).toMatchObject({ outcome: 'refused', code: 'work_order.not_found', order: null });
    expect((await sent(teacher, note(order)))[0]).toMatchObject({ outcome: 'refused', code: 'field.not_crew' });
    expect((await sent(electrician, note({ ...order, id: crypto.randomUUID() })))[0]).toMatchObject({ code: 'work_order.not_found' });
    expect(await notesOf(order.id)).toEqual([]);
  });

  test('not with a pass that is older than a month', async () => {
    const order = await anOrder();
    await api.db.update(workOrders).set({ teamId: district.teams.facilities, assigneeId: electrician.id }).where(eq(workOrders.id, order.id));
    api.clock.now = new Date(NOW.getTime() + 31 * 24 * HOUR);
    expect((await sent(plumber, note(order)))[0]).toMatchObject({ outcome: 'refused', code: 'work_order.not_found' });
  });

  test('not under an id that another person’s phone used', async () => {
    const order = await anOrder();
    const mine = note(order);
    await sent(plumber, mine);
    expect((await sent(mate, { ...note(order, 'Mine now'), id: mine.id }))[0]).toMatchObject({ outcome: 'refused' });
    expect(await notesOf(order.id)).toEqual(['The valve is worn.']);
  });

  test('one refused operation does not hold up those after it', async () => {
    const order = await anOrder();
    const stale = meant(order, { kind: 'photo', payload: { attachmentId: crypto.randomUUID() } });
    const results = await sent(plumber, stale, note(order));
    expect(results).toMatchObject([{ outcome: 'refused', code: 'work_order.unknown_attachment' }, { outcome: 'applied' }]);
    // Uploaded anew, the same photo is taken in under its own id.
    const fresh = { ...stale, payload: { attachmentId: await aPhoto() } };
    expect((await sent(plumber, fresh))[0]).toMatchObject({ outcome: 'applied' });
    expect((await sent(plumber, stale))[0]).toMatchObject({ outcome: 'applied' });
  });
});

const aPhoto = async () => {
  const form = aForm({ fileName: 'note.txt', type: 'text/plain', content: 'a picture of words' });
  return (await api.as(plumber).post('/api/attachments', form)).body.id as string;
};

describe('a request made without signal', () => {
  const asked = (more: object = {}) => ({
    id: crypto.randomUUID(),
    kind: 'request',
    deviceAt: hoursAgo(40).toISOString(),
    payload: {
      requestTypeId: district.types.plumbing.id,
      title: 'Pipe sweats behind the boiler',
      siteId: district.school.id,
      answers: answersFor(district.types.plumbing),
      ...more,
    },
  });
  test('becomes one order, from when the district heard of it', async () => {
    const operation = asked();
    const [first] = (await send(plumber, [operation])).body.results;
    const [again] = (await send(plumber, [operation])).body.results;
    expect(again).toEqual(first);
    expect(first).toMatchObject({ outcome: 'applied', order: { status: 'submitted' } });
    const found = (await api.as(plumber).get(`/api/work-orders?requesterId=me&q=sweats`)).body.items;
    expect(found).toMatchObject([{ id: first.order.id, submittedAt: NOW.toISOString() }]);
    expect((await eventsOf(first.order.id))[0]!.data).toMatchObject({ writtenAt: hoursAgo(40).toISOString() });
  });

  test('that was already on its way as a form, whose answer was lost, is that order', async () => {
    const operation = asked({ title: 'Asked twice' });
    const { body } = await api.as(plumber).post('/api/work-orders', { body: operation.payload, key: operation.id });
    const [result] = (await send(plumber, [operation])).body.results;
    expect(result).toMatchObject({ outcome: 'applied', order: { id: body.id } });
    expect((await api.as(plumber).get('/api/work-orders?q=asked%20twice')).body.items.length).toBe(1);
  });

  test('that can no longer be taken in as it is goes to the desk of its place and kind', async () => {
    const operation = asked({ siteId: district.closedSchool.id });
    const [aside] = (await send(plumber, [operation])).body.results;
    expect(aside).toMatchObject({ outcome: 'set_aside', code: 'work_order.site_closed', order: null });
    const elsewhere = await aPerson(api.db, { grants: [{ role: 'dispatcher', serviceCode: 'it' }] });
    expect((await inboxOf(elsewhere)).map((i: { id: string }) => i.id)).not.toContain(operation.id);
    const item = (await inboxOf(desk)).find((i: { id: string }) => i.id === operation.id);
    expect(item).toMatchObject({ order: null, site: { name: 'Cedar School (closed)' }, meant: { words: 'Pipe sweats behind the boiler' } });
    expect((await decide(desk, operation.id, { decision: 'apply' })).status).toBe(422);
    expect((await decide(desk, operation.id, { decision: 'dismiss', note: 'Asked anew for Alder.' })).body).toMatchObject({ decision: 'dismissed' });
  });

  test('for a place that is not is refused, and the phone still has it', async () => {
    const [refused] = (await send(plumber, [asked({ siteId: crypto.randomUUID() })])).body.results;
    expect(refused).toMatchObject({ outcome: 'refused', code: 'work_order.unknown_site' });
  });
});

describe('the desk', () => {
  const aside = async (at = hoursAgo(1)) => {
    const order = await anOrder({ status: 'in_progress', statusChangedAt: hoursAgo(5) });
    await api.db
      .update(workOrders)
      .set({ status: 'on_hold', holdReason: 'approval', heldFrom: 'in_progress', statusChangedAt: hoursAgo(2) })
      .where(eq(workOrders.id, order.id));
    const operation = done(order, 'Valve replaced.', at);
    await sent(plumber, operation);
    return { order, id: operation.id };
  };
  const resume = async (order: Phoned) => {
    const { version } = await rowOf(order.id);
    await api.as(desk).post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'in_progress' }, ifMatch: version });
  };

  test('cannot enter a wait for a day that was past already when it was meant', async () => {
    const order = await anOrder();
    const at = hoursAgo(2);
    const untilOn = (day: string) => meant(order, { kind: 'hold', payload: { holdReason: 'parts', holdUntilOn: day }, at });
    await sent(plumber, untilOn('2020-01-01'));
    expect((await asideOn(order))[0]).toMatchObject({ kind: 'hold', canApply: false });
  });

  test('does what was meant once it is legal, as of when it was meant and for who meant it', async () => {
    const { order, id } = await aside();
    expect((await asideOn(order))[0]).toMatchObject({ canApply: false });
    expect((await decide(desk, id, { decision: 'apply' })).body).toMatchObject({ status: 422, code: 'work_order.not_a_move' });
    api.clock.now = new Date(NOW.getTime() + HOUR);
    await api.db.update(workOrders).set({ status: 'in_progress', holdReason: null, heldFrom: null }).where(eq(workOrders.id, order.id));
    expect((await asideOn(order))[0]).toMatchObject({ canApply: true });
    expect((await decide(desk, id, { decision: 'apply' })).body).toMatchObject({ decision: 'applied', order: { status: 'completed' } });
    expect(await rowOf(order.id)).toMatchObject({ status: 'completed', completedAt: hoursAgo(1), resolutionNote: 'Valve replaced.' });
    expect((await eventsOf(order.id)).find((e) => e.kind === 'completed')).toMatchObject({
      actorId: desk.id,
      occurredAt: hoursAgo(1),
      data: { meantBy: 'Pat Plumber' },
    });
    expect(await asideOn(order)).toEqual([]);
    expect((await decide(desk, id, { decision: 'apply' })).body).toMatchObject({ status: 422, code: 'field.decided' });
    // The phone is told what it was told.
    expect((await sent(plumber, { ...done(order), id }))[0]).toMatchObject({ outcome: 'set_aside' });
  });

  test('never before the last step on the order', async () => {
    const { order, id } = await aside(hoursAgo(3));
    await resume(order);
    await decide(desk, id, { decision: 'apply' });
    expect((await rowOf(order.id)).completedAt).toEqual(NOW);
  });

  test('lays it by with a word why, which stays in the history and reaches the phone', async () => {
    const { order, id } = await aside();
    expect((await decide(desk, id, { decision: 'dismiss' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/note' }] });
    expect((await decide(desk, id, { decision: 'dismiss', note: 'Wait for the inspector.' })).status).toBe(200);
    expect((await eventsOf(order.id)).find((e) => e.kind === 'field_dismissed')).toMatchObject({
      isInternal: true,
      data: { meantBy: 'Pat Plumber', note: 'Wait for the inspector.' },
    });
    const { setAside } = (await api.as(plumber).get('/api/field-day')).body;
    expect(setAside.find((i: { id: string }) => i.id === id)).toMatchObject({ decision: 'dismissed', decisionNote: 'Wait for the inspector.' });
  });

  test('two of its people at once decide once', async () => {
    const { id } = await aside();
    const both = await Promise.all([1, 2].map(() => decide(desk, id, { decision: 'dismiss', note: 'No.' })));
    expect(both.map((a) => a.status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });

  test('sees what its scope covers and nothing else, by the same rule as the orders', async () => {
    const hr = await aPerson(api.db, {
      grants: [{ role: 'hr_partner' }],
      compartments: [{ compartment: 'hr', siteId: district.school.id }],
    });
    const confidential = await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr, at: YESTERDAY });
    const operation = done(confidential);
    expect((await sent(hr, operation))[0]).toMatchObject({ outcome: 'set_aside' });
    const { id: openId } = await aside();
    const ids = [operation.id, openId];
    const subjects = [confidential, await rowOf((await asideOn({ id: (await findOrderOf(openId))!, number: '' }))[0].order.id)];
    const { areas, school, otherSchool } = district;
    const people = await Promise.all(
      [
        { grants: [{ role: 'dispatcher' as const }] },
        { grants: [{ role: 'dispatcher' as const, areaId: areas.south }] },
        { grants: [{ role: 'service_manager' as const, serviceCode: 'it' }] },
        { grants: [{ role: 'service_manager' as const, siteId: school.id }] },
        { grants: [{ role: 'administrator' as const }, { role: 'auditor' as const }] },
        { compartments: [{ compartment: 'hr' as const }] },
        { compartments: [{ compartment: 'hr' as const, siteId: otherSchool.id }] },
        { grants: [{ role: 'technician' as const }], teamIds: [district.teams.plumbers] },
      ].map((given) => aPerson(api.db, given)),
    );
    for (const person of [...people, desk, hr, teacher, plumber]) {
      const { items, total } = (await api.as(person).get('/api/field-operations?limit=200')).body;
      expect(total).toBe(items.length);
      const seen = ids.map((id) => items.some((i: { id: string }) => i.id === id));
      expect(seen).toEqual(subjects.map((order) => mayDispatch(standingsOn({ ...order, compartment: order.compartment as 'hr' | null }, person))));
      for (const [n, id] of ids.entries()) {
        if (!seen[n]) expect((await decide(person, id, { decision: 'dismiss', note: 'x' })).status).toBe(404);
      }
    }
  });
});

const findOrderOf = async (operationId: string) =>
  (await api.db.select().from(fieldOperations).where(eq(fieldOperations.id, operationId)))[0]!.workOrderId;

describe('the field day', () => {
  test('holds my open orders with notes, files and hazards, and my teams’ queue, and nothing confidential', async () => {
    const hand = await aPerson(api.db, {
      grants: [{ role: 'technician' }],
      teamIds: [district.teams.plumbers],
      compartments: [{ compartment: 'hr' }],
    });
    const order = await aWorkOrder(api.db, district, {
      requester: teacher,
      roomId: district.school.asbestosRoomId,
      set: { status: 'assigned', assigneeId: hand.id },
    });
    await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr, set: { status: 'assigned', assigneeId: hand.id } });
    const waiting = await aWorkOrder(api.db, district, { requester: teacher, title: 'Nobody’s yet' });
    await api.as(hand).post(`/api/work-orders/${order.id}/comments`, { body: { body: 'Shut-off is behind the door.', isInternal: true } });
    await api.as(hand).post(`/api/work-orders/${order.id}/attachments`, aForm({ fileName: 'plan.txt', content: 'a plan' }));
    const { body } = await api.as(hand).get('/api/field-day');
    expect(body.orders).toMatchObject([
      {
        number: order.number,
        description: 'It drips all day.',
        crew: { hazardNote: 'Asbestos in the floor tiles.', accessNote: 'Key 7 at the office.' },
        notes: [{ body: 'Shut-off is behind the door.' }],
        attachments: [{ fileName: 'plan.txt' }],
        allowedMoves: expect.arrayContaining([expect.objectContaining({ action: 'start' })]),
        movesWhen: { in_progress: [{ action: 'hold' }, { action: 'complete' }], on_hold: [{ action: 'resume', to: 'in_progress' }] },
      },
    ]);
    expect([body.mayBeKept, (await api.as(plumber).get('/api/field-day')).body.mayBeKept]).toEqual([false, true]);
    expect(body.queue.map((o: { number: string }) => o.number)).toContain(waiting.number);
  });
});
