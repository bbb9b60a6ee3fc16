import {
  attachments,
  components,
  conditionEvents,
  deficiencies,
  sites,
  structureConditions,
  structures,
  workOrderEvents,
  workOrders,
} from '@steward/db/schema';
import { and, asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { workOnBulk } from '../../work-orders/bulk/work-bulks.ts';
import { aForm, aPhonePhoto } from '../../work-orders/files/files.testing.ts';
import { removeStaleUploads } from '../../work-orders/index.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { changeStructure, measureStructure } from '../keep-condition.ts';
import { findStructure } from '../queries.ts';
import { proposeFindings } from './propose-findings.ts';

let api: TestApi;
let district: District;
let planner: Actor;
let plumber: Actor;
let desk: Actor;
let teacher: Actor;
let portfolioId: string;
let school: { id: string; componentIds: string[] };
/** Schools at which nothing was ever asked for. */
const unused = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  await api.db.insert(sites).values(unused.map((id) => ({ id, code: id, name: 'Elm School', status: 'active' })));
  planner = await aPerson(api.db, { grants: [{ role: 'planner' }] });
  plumber = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  desk = await aPerson(api.db, { grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
  teacher = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] });
  portfolioId = await aCostBasis(api.db);
});
afterAll(() => api.close());

const count = (id: string) =>
  api.db.transaction((tx) => changeStructure(tx, id, { kind: 'inventory_loaded', cause: 'correction', actorId: null }, async () => {}, NOW));

beforeEach(async () => {
  api.clock.now = NOW;
  // A boiler past its thirty years: two at $50,000.
  school = await aStructure(api.db, portfolioId, {
    siteId: district.school.id,
    parts: [{ systemCode: 'D3020', quantity: 2, yearInstalled: 1990 }],
  });
  await count(school.id);
});

const LEAK = { systemCode: 'D2020', priority: 2, scope: 'Pipes corroded', cost: '30000.00', source: 'inspection' };
const look = async (who = planner) => (await api.as(who).get(`/api/structures/${school.id}`)).body;
const find = async (body: object = LEAK): Promise<{ id: string; version: number }> => {
  const before = (await look()).deficiencies.map(({ id }: { id: string }) => id);
  const { body: after } = await api.as(planner).post(`/api/structures/${school.id}/deficiencies`, { body });
  return after.deficiencies.find(({ id }: { id: string }) => !before.includes(id));
};
const anOrder = (more: Partial<Parameters<typeof aWorkOrder>[2]> = {}) =>
  aWorkOrder(api.db, district, {
    requester: teacher,
    set: { status: 'in_progress', assigneeId: plumber.id, teamId: district.teams.plumbers },
    ...more,
  });
const link = (deficiency: { id: string; version: number }, order: { number: string }, more: object = {}) =>
  api.as(planner).post(`/api/deficiencies/${deficiency.id}/work-orders`, { body: { workOrder: order.number, ...more }, ifMatch: deficiency.version });
const versionOf = async (order: { id: string }) => (await api.db.select().from(workOrders).where(eq(workOrders.id, order.id)))[0]!.version;
const move = async (order: { id: string }, who: Actor, body: object) =>
  api.as(who).post(`/api/work-orders/${order.id}/transitions`, { body, ifMatch: await versionOf(order) });
const complete = (order: { id: string }) => move(order, plumber, { to: 'completed', resolutionNote: 'New pipes' });
const notFixed = (order: { id: string }) => move(order, teacher, { to: 'assigned', note: 'It drips again' });
const charge = (order: { id: string }, amount: string) =>
  api.as(plumber).post(`/api/work-orders/${order.id}/costs`, {
    body: { kind: 'material', description: 'Pipe', amount, accountString: '10-0030-2620-0430' },
  });
const kindsOf = async (id: string) =>
  (await api.db.select().from(conditionEvents).where(eq(conditionEvents.deficiencyId, id)).orderBy(asc(conditionEvents.id))).map(
    ({ kind, cause, dmDeltaCents }) => [kind, cause, dmDeltaCents],
  );
const states = async () => (await look()).deficiencies.map(({ id, status }: { id: string; status: string }) => [id, status]);

describe('what a finding costs', () => {
  const note = (body: object) => api.as(planner).post(`/api/structures/${school.id}/deficiencies`, { body: { ...LEAK, ...body } });
  const refusal = ({ status, body }: { status: number; body: { code: string; most: string; of: string; errors: { pointer: string }[] } }) => [
    status,
    body.code,
    body.of,
    body.most,
    body.errors[0]!.pointer,
  ];
  const DEARER = (of: string, most: string, pointer = '/cost') => [422, 'condition.dearer_than_replacing', of, most, pointer];

  test('is no more than replacing the building, or the component that it is on: more is a slip, and the refusal says the figure', async () => {
    await api.db.update(structures).set({ replacementCents: 5_000_000_000n }).where(eq(structures.id, school.id));
    await count(school.id);
    const slip = await note({ cost: '999999999.99' });
    expect(refusal(slip)).toEqual(DEARER('building', '50000000.00'));
    expect(slip.body.errors[0].detail).toBe('Replacing the whole building costs $50,000,000.00. Write that or less.');
    const [componentId] = school.componentIds;
    const boiler = { systemCode: 'D3020', componentId };
    expect(refusal(await note({ ...boiler, cost: '100000.01' }))).toEqual(DEARER('component', '100000.00'));
    expect((await note({ ...boiler, cost: '100000.00' })).status).toBe(201);
    const { id, version } = await find({ ...LEAK, cost: '200000.00' });
    const change = (body: object) => api.as(planner).patch(`/api/deficiencies/${id}`, { body, ifMatch: version });
    expect(refusal(await change({ cost: '50000000.01' }))).toEqual(DEARER('building', '50000000.00'));
    expect(refusal(await change({ componentId }))).toEqual(DEARER('component', '100000.00', '/componentId'));
    expect((await change({ cost: '50000000.00' })).status).toBe(200);
  });

  test('is whatever a planner says where nobody knows what the building is worth', async () => {
    await api.db.update(components).set({ systemCode: 'C3020' }).where(eq(components.structureId, school.id));
    await count(school.id);
    expect((await note({ cost: '999999999.99' })).status).toBe(201);
  });
});

describe('the loop is closed', () => {
  test('done, an order puts right what is linked, for its share of the cost, and the index falls with it; reopened, all is as it was', async () => {
    const [one, two] = [await find(), await find({ ...LEAK, cost: '10000.00' })];
    const order = await anOrder();
    expect([(await link(one, order)).status, (await link(two, order)).status]).toEqual([200, 200]);
    const inWork = await look();
    expect([inWork.deferred, new Set((await states()).map(([, status]: string[]) => status))]).toEqual(['140000.00', new Set(['in_work'])]);
    expect(inWork.deficiencies[0].workOrder).toMatchObject({ number: order.number, status: 'in_progress' });

    await charge(order, '100.01');
    expect((await complete(order)).status).toBe(200);
    const done = await look();
    expect([done.deferred, done.deficiencies]).toEqual(['100000.00', []]);
    expect(done.ended.map(({ id, how, actualCost, isByOrder }: Record<string, unknown>) => [id, how, actualCost, isByOrder])).toEqual(
      expect.arrayContaining([
        [one.id, 'corrected', '75.01', true],
        [two.id, 'corrected', '25.00', true],
      ]),
    );
    // The bill came later: what it cost follows, and stays what somebody says by hand.
    const { version } = done.ended.find(({ id }: { id: string }) => id === two.id);
    await api.as(planner).patch(`/api/deficiencies/${two.id}`, { body: { actualCost: '27.00' }, ifMatch: version });
    await charge(order, '40.00');
    expect((await look()).ended.map(({ actualCost }: { actualCost: string }) => actualCost).toSorted()).toEqual(['105.01', '27.00']);

    expect((await notFixed(order)).status).toBe(200);
    const back = await look();
    expect([back.deferred, new Set((await states()).map(([, status]: string[]) => status)), back.ended]).toEqual([
      '140000.00',
      new Set(['in_work']),
      [],
    ]);
    expect(await kindsOf(one.id)).toEqual([
      ['deficiency_found', 'findings', 3_000_000n],
      ['deficiency_in_work', 'work', 0n],
      ['deficiency_corrected', 'work', -3_000_000n],
      ['deficiency_changed', 'work', 0n],
      ['deficiency_back', 'work', 3_000_000n],
    ]);
    expect((await look(desk)).events[0]).toMatchObject({ cause: 'work', workOrder: order.number });
    expect((await look(teacher)).events.every(({ workOrder }: { workOrder: string | null }) => [null, order.number].includes(workOrder))).toBe(true);
  });

  test('hours count at the rate of their day: told as they are while nobody says what they cost, priced once somebody does', async () => {
    const found = await find();
    const order = await anOrder();
    await link(found, order);
    const work = (minutes: number) => api.as(plumber).post(`/api/work-orders/${order.id}/labour`, { body: { minutes, workedOn: '2026-11-20' } });
    expect((await work(210)).status).toBe(201);
    await complete(order);
    const cost = async () => {
      const [{ actualCost, charged }] = (await look()).ended;
      return { actualCost, charged };
    };
    const hours = (minutes: number, hourly: string | null, parts: string | null) => ({ labour: [{ minutes, hourly }], parts, putRight: 1 });
    expect(await cost()).toEqual({ actualCost: null, charged: hours(210, null, null) });
    await charge(order, '120.00');
    expect(await cost()).toEqual({ actualCost: '120.00', charged: hours(210, null, '120.00') });
    const rate = (effectiveOn: string, hourly: string, teamId: string | null) =>
      api.as(planner).post('/api/labour-rates', { body: { serviceCode: 'facilities', teamId, effectiveOn, hourly } });
    expect((await rate('2026-11-21', '99.00', null)).status).toBe(201);
    expect((await cost()).actualCost).toBe('120.00');
    await rate('2026-01-01', '50.00', null);
    await rate('2026-01-01', '62.00', district.teams.plumbers);
    expect(await cost()).toEqual({ actualCost: '337.00', charged: hours(210, '62.00', '120.00') });
    await work(30);
    expect(await cost()).toEqual({ actualCost: '368.00', charged: hours(240, '62.00', '120.00') });
    const { version } = (await look()).ended[0];
    await api.as(planner).patch(`/api/deficiencies/${found.id}`, { body: { actualCost: '400.00' }, ifMatch: version });
    expect(await cost()).toEqual({ actualCost: '400.00', charged: null });
  });

  test('cancelled, it is open again; a cancellation by a bulk change that is undone takes it up anew', async () => {
    const found = await find();
    const order = await anOrder();
    await link(found, order);
    const change = { kind: 'move', to: 'cancelled', note: 'Twice asked' };
    const bulk = await api.as(desk).post('/api/bulk-changes', { body: { orders: [{ id: order.number, version: await versionOf(order) }], change } });
    expect(bulk.status, bulk.text).toBe(202);
    while (await workOnBulk(api.db, () => NOW));
    expect(await states()).toEqual([[found.id, 'open']]);
    const undone = await api.as(desk).post(`/api/bulk-changes/${bulk.body.id}/undos`);
    expect(undone.status, undone.text).toBeLessThan(300);
    while (await workOnBulk(api.db, () => NOW));
    expect(await states()).toEqual([[found.id, 'in_work']]);
    await complete(order);
    expect(await states()).toEqual([]);
  });

  test('an order that replaces the component makes it new, and reopened it is as old as it was', async () => {
    const found = await find({ ...LEAK, systemCode: 'D3020', componentId: school.componentIds[0], cost: '90000.00' });
    const order = await anOrder();
    await link(found, order, { renewsComponent: true });
    await complete(order);
    const done = await look();
    expect([done.deferred, done.components[0].yearInstalled]).toEqual(['0.00', 2026]);
    expect(done.events[0].data).toMatchObject({ before: { yearInstalled: 1990 }, after: { yearInstalled: 2026 } });
    await notFixed(order);
    const back = await look();
    expect([back.deferred, back.components[0].yearInstalled]).toEqual(['90000.00', 1990]);
  });

  test('a planner who ends it by hand says that its component is new; no order brings that back', async () => {
    const found = await find({ ...LEAK, systemCode: 'D3020', componentId: school.componentIds[0] });
    const order = await anOrder();
    const linked = (await link(found, order)).body.deficiencies[0];
    const ended = await api.as(planner).post(`/api/deficiencies/${found.id}/endings`, {
      body: { how: 'corrected', actualCost: '88000', note: 'By a contractor', isRenewed: true },
      ifMatch: linked.version,
    });
    expect([ended.body.deferred, ended.body.ended[0]]).toEqual([
      '0.00',
      expect.objectContaining({ note: 'By a contractor', actualCost: '88000.00', endedBy: expect.objectContaining({ id: planner.id }) }),
    ]);
    await complete(order);
    await notFixed(order);
    expect((await look()).deferred).toBe('0.00');
  });

  test('not fixed after the days for reopening: it is back, in work on the order that follows', async () => {
    const found = await find();
    const order = await anOrder();
    await link(found, order);
    await complete(order);
    api.clock.now = new Date('2026-12-20T16:00:00Z');
    const next = await api.as(teacher).post(`/api/work-orders/${order.id}/follow-ups`, { body: { note: 'It drips again' } });
    expect(next.status, next.text).toBe(201);
    const [back] = (await look()).deficiencies;
    expect([back.id, back.status, back.workOrder.number]).toEqual([found.id, 'in_work', next.body.number]);
  });

  test('a new order is asked for from the deficiency, and taken off again it is open', async () => {
    const found = await find();
    const asked = await api.as(planner).post(`/api/deficiencies/${found.id}/requests`, {
      body: { requestTypeId: district.types.plumbing.id, title: 'New pipes', description: 'Pipes corroded' },
      key: crypto.randomUUID(),
    });
    expect(asked.status, asked.text).toBe(201);
    expect(await states()).toEqual([[found.id, 'in_work']]);
    expect((await api.as(planner).delete(`/api/deficiencies/${found.id}/work-orders/${asked.body.id}`)).status).toBe(200);
    expect(await states()).toEqual([[found.id, 'open']]);
    expect((await api.as(planner).delete(`/api/deficiencies/${found.id}/work-orders/${asked.body.id}`)).body.code).toBe('condition.not_in_work_on');
    const told = await api.db.select().from(workOrderEvents).where(eq(workOrderEvents.workOrderId, asked.body.id)).orderBy(asc(workOrderEvents.id));
    expect(told.map(({ kind, isInternal }) => [kind, isInternal])).toEqual(
      expect.arrayContaining([
        ['building_linked', true],
        ['building_unlinked', true],
      ]),
    );
  });

  test('a completion that was decided on before the link is refused rather than passing it by', async () => {
    const found = await find();
    const order = await anOrder();
    await link(found, order);
    const stale = await api.as(plumber).post(`/api/work-orders/${order.id}/transitions`, {
      body: { to: 'completed', resolutionNote: 'Done' },
      ifMatch: order.version,
    });
    expect(stale.status).toBe(412);
  });

  test('links that may not be are refused', async () => {
    const found = await find();
    const over = await anOrder({ set: { status: 'completed', completedAt: NOW, assigneeId: plumber.id } });
    const elsewhere = await anOrder({ siteId: district.otherSchool.id });
    const hr = await aWorkOrder(api.db, district, { requester: planner, type: district.types.hr });
    const codes = [];
    for (const order of [over, elsewhere, hr, { number: 'WO-2026-999999' }]) codes.push((await link(found, order)).body.code);
    expect(codes).toEqual(['condition.order_over', 'condition.order_elsewhere', 'condition.order_not_for_buildings', 'condition.order_unknown']);
    expect((await link(found, await anOrder(), { renewsComponent: true })).body.code).toBe('condition.nothing_to_renew');
    const order = await anOrder();
    const linked = (await link(found, order)).body.deficiencies[0];
    expect((await link(linked, await anOrder())).body.code).toBe('condition.in_work_elsewhere');
  });
});

describe('what is said of a deficiency', () => {
  test('is put right, and the event says what it was', async () => {
    const { id, version } = await find();
    const changed = await api.as(planner).patch(`/api/deficiencies/${id}`, { body: { priority: 1, cost: '45000' }, ifMatch: version });
    expect([changed.body.deferred, changed.body.events[0]]).toEqual([
      '145000.00',
      expect.objectContaining({
        kind: 'deficiency_changed',
        cause: 'correction',
        data: expect.objectContaining({ before: { priority: 2, cost: '30000.00' }, after: { priority: 1, cost: '45000.00' } }),
      }),
    ]);
    expect((await api.as(planner).patch(`/api/deficiencies/${id}`, { body: { priority: 1 }, ifMatch: version })).status).toBe(412);
    expect((await api.as(planner).patch(`/api/deficiencies/${id}`, { body: { actualCost: '1' }, ifMatch: version + 1 })).body.code).toBe(
      'condition.deficiency_ended',
    );
  });

  test('photos come with it, made anew, seen by all who read the building; taken off, nobody sees them and the file goes', async () => {
    const uploaded = async (who: Actor) =>
      (await api.as(who).post('/api/attachments', aForm({ fileName: 'IMG.jpg', type: 'image/jpeg', content: await aPhonePhoto() }))).body.id;
    const photo = await uploaded(planner);
    const found = await find({ ...LEAK, attachmentIds: [photo] });
    const [deficiency] = (await look(teacher)).deficiencies;
    expect([found.id, deficiency.photos.map(({ id }: { id: string }) => id)]).toEqual([deficiency.id, [photo]]);
    const seen = await api.as(teacher).get(`/api/deficiency-photos/${photo}/thumbnail`);
    expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/webp']);
    expect((await api.as(teacher).get(`/api/deficiency-photos/${photo}/file`)).text).not.toContain('GPS');
    // It waits for no order any more: not removed as stale, not adopted by one, not served as an upload.
    await removeStaleUploads(api.db, api.app.files, new Date('2026-12-24T00:00:00Z'));
    expect((await api.as(planner).get(`/api/attachments/${photo}/file`)).status).toBe(404);
    expect((await api.as(teacher).get(`/api/deficiency-photos/${photo}/file`)).status).toBe(200);

    const more = await api.as(planner).post(`/api/deficiencies/${found.id}/photos`, { body: { attachmentIds: [await uploaded(planner)] } });
    expect([more.status, more.body.deficiencies[0].photos.length]).toEqual([201, 2]);
    const stolen = await api.as(planner).post(`/api/deficiencies/${found.id}/photos`, { body: { attachmentIds: [await uploaded(teacher)] } });
    expect(stolen.body.code).toBe('work_order.unknown_attachment');
    const off = await api.as(planner).delete(`/api/deficiencies/${found.id}/photos/${photo}`);
    expect([off.body.deficiencies[0].photos.length, off.body.events[0].kind]).toEqual([1, 'photo_removed']);
    expect((await api.as(teacher).get(`/api/deficiency-photos/${photo}/file`)).status).toBe(404);
    await removeStaleUploads(api.db, api.app.files, NOW);
    expect(await api.db.select().from(attachments).where(eq(attachments.id, photo))).toEqual([]);
  });
});

describe('a building problem', () => {
  const report = (order: { id: string }, who = plumber, body: object = {}) =>
    api.as(who).post(`/api/work-orders/${order.id}/building-problems`, {
      body: { structureId: school.id, systemCode: 'D3020', scope: 'The boiler is cracked', ...body },
    });
  const waiting = async (who = planner) => (await api.as(who).get('/api/candidates')).body;

  test('that a technician reports waits for a planner, counts when taken up, and the order says what became of it', async () => {
    const order = await anOrder();
    expect((await report(order)).status).toBe(201);
    expect((await look()).deferred).toBe('100000.00');
    const [candidate] = (await waiting()).items;
    expect(candidate).toMatchObject({ scope: 'The boiler is cracked', isProposed: false, reportedBy: { id: plumber.id }, ordersInAll: 1 });
    expect(candidate.orders[0].number).toBe(order.number);
    expect([(await look()).candidates, (await look(teacher)).candidates]).toEqual([1, 0]);

    const taken = await api.as(planner).post(`/api/deficiencies/${candidate.id}/acceptances`, {
      body: { priority: 1, cost: '60000', componentId: school.componentIds[0] },
      ifMatch: candidate.version,
    });
    expect([taken.status, taken.body.deferred, taken.body.events[0].kind]).toEqual([200, '60000.00', 'candidate_accepted']);
    const again = { body: { priority: 1, cost: '1' }, ifMatch: candidate.version + 1 };
    expect((await api.as(planner).post(`/api/deficiencies/${candidate.id}/acceptances`, again)).body.code).toBe('condition.not_a_candidate');
    const { body } = await api.as(plumber).get(`/api/work-orders/${order.id}/building-problems`);
    expect(body.items).toEqual([expect.objectContaining({ kind: 'reported', status: 'open', wasAccepted: true })]);
    expect((await api.as(teacher).get(`/api/work-orders/${order.id}/building-problems`)).body).toEqual({
      may: { report: false },
      structures: [],
      items: [],
    });
  });

  test('is dismissed with the reason, which the order shows; it never counted', async () => {
    const order = await anOrder();
    await report(order);
    const [{ id, version }] = (await waiting()).items;
    const end = (body: object) => api.as(planner).post(`/api/deficiencies/${id}/endings`, { body, ifMatch: version });
    expect((await end({ how: 'corrected', actualCost: '1', note: 'x' })).body.code).toBe('condition.candidate_only');
    const dismissed = await end({ how: 'withdrawn', note: 'The boiler was replaced in May' });
    expect(dismissed.body.ended[0]).toMatchObject({ how: 'dismissed', note: 'The boiler was replaced in May' });
    expect(await kindsOf(id)).toEqual([
      ['candidate_reported', 'findings', 0n],
      ['candidate_dismissed', 'correction', 0n],
    ]);
    const { items } = (await api.as(plumber).get(`/api/work-orders/${order.id}/building-problems`)).body;
    expect(items[0]).toMatchObject({ status: 'withdrawn', endNote: 'The boiler was replaced in May' });
    expect((await api.as(planner).get('/api/candidates?state=decided')).body.items[0].id).toBe(id);
  });

  test('is reported once while it waits, however often it is sent; of another component or system, or decided, it may be reported again', async () => {
    const order = await anOrder();
    const sent = await Promise.all(Array.from({ length: 8 }, () => report(order)));
    expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
    expect(sent.find(({ status }) => status === 409)!.body.code).toBe('condition.reported_already');
    const boiler = { componentId: school.componentIds[0] };
    const others = [
      await report(order, plumber, boiler),
      await report(order, plumber, boiler),
      await report(order, plumber, { systemCode: 'D2020' }),
    ];
    expect(others.map(({ status }) => status)).toEqual([201, 409, 201]);
    expect((await report(await anOrder())).status).toBe(201);
    const mine = (await waiting()).items.find(
      (one: { orders: { id: string }[]; component: object | null; system: { code: string } }) =>
        one.orders[0]?.id === order.id && one.component === null && one.system.code === 'D3020',
    );
    await api.as(planner).post(`/api/deficiencies/${mine.id}/endings`, { body: { how: 'withdrawn', note: 'Not so' }, ifMatch: mine.version });
    expect((await report(order)).status).toBe(201);
  });

  test('is reported by who works on an ordinary order of the school only', async () => {
    const order = await anOrder();
    expect((await report(order, teacher)).body.code).toBe('condition.not_a_building_matter');
    const other = await aStructure(api.db, portfolioId, { siteId: district.otherSchool.id });
    expect((await report(order, plumber, { structureId: other.id })).body.code).toBe('condition.structure_elsewhere');
    const partner = await aPerson(api.db, { compartments: [{ compartment: 'hr' }] });
    const hr = await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr });
    expect((await report(hr, partner)).body.code).toBe('condition.not_a_building_matter');
    expect((await api.as(teacher).get('/api/candidates')).status).toBe(403);
    const elsewhere = await aPerson(api.db, { grants: [{ role: 'planner', siteId: district.otherSchool.id }] });
    await report(order);
    expect((await waiting(elsewhere)).total).toBe(0);
  });
});

describe('five orders alike within a year', () => {
  const DAY = 86_400_000;
  const ofSchool = () =>
    api.db
      .select()
      .from(deficiencies)
      .where(and(eq(deficiencies.structureId, school.id), eq(deficiencies.isProposed, true)))
      .orderBy(asc(deficiencies.id));
  const carpet = () => district.types.all.find(({ code }) => code === 'floor_carpet')!;
  const some = async (n: number, ago = 10, more: Partial<Parameters<typeof aWorkOrder>[2]> = {}) => {
    for (let i = 0; i < n; i++)
      await aWorkOrder(api.db, district, {
        requester: teacher,
        type: carpet(),
        at: new Date(NOW.getTime() - ago * DAY + i),
        siteId: site,
        ...more,
      });
  };
  let site: string;

  beforeEach(async () => {
    // A school of its own: what others asked for does not count here.
    site = unused.pop()!;
    school = await aStructure(api.db, portfolioId, { siteId: site, parts: [{ systemCode: 'C3020', quantity: 1, yearInstalled: 2020 }] });
    await count(school.id);
  });

  test('propose one by themselves, once, with the orders; cancelled and confidential ones and those of years ago do not count', async () => {
    await some(4);
    await some(1, 400);
    await some(1, 10, { set: { status: 'cancelled' } });
    await some(1, 10, { set: { compartment: 'hr' } });
    await some(1, 10, { type: district.types.hr });
    await proposeFindings(api.db, NOW);
    expect(await ofSchool()).toEqual([]);
    await some(1);
    expect(await proposeFindings(api.db, NOW)).toBe(1);
    expect(await proposeFindings(api.db, NOW)).toBe(0);
    const [proposed] = await ofSchool();
    expect(proposed).toMatchObject({ status: 'candidate', systemCode: 'C3020', componentId: school.componentIds[0], foundById: null });
    const { items } = (await api.as(planner).get('/api/candidates')).body;
    const shown = items.find(({ id }: { id: string }) => id === proposed!.id);
    expect([shown.isProposed, shown.ordersInAll, shown.orders.length]).toEqual([true, 5, 5]);
    expect((await look()).deferred).toBe('0.00');

    // While it waits no second one, however many come; dismissed, five new ones are needed.
    await some(6);
    expect(await proposeFindings(api.db, NOW)).toBe(0);
    await api.as(planner).post(`/api/deficiencies/${proposed!.id}/endings`, { body: { how: 'withdrawn', note: 'Wear' }, ifMatch: proposed!.version });
    expect(await proposeFindings(api.db, NOW)).toBe(0);
    const later = new Date(NOW.getTime() + DAY);
    await some(4, -1);
    expect(await proposeFindings(api.db, later)).toBe(0);
    await some(1, -1);
    expect(await proposeFindings(api.db, later)).toBe(1);
    expect((await ofSchool()).map(({ status }) => status)).toEqual(['withdrawn', 'candidate']);
  });

  test('are of one kind of request: others that speak of the same system are no more of the same', async () => {
    const kind = (wanted: string) => district.types.all.find(({ code }) => code === wanted)!;
    await some(3, 10, { type: kind('sink_faucet_drain') });
    await some(4, 10, { type: kind('drinking_fountain') });
    expect(await proposeFindings(api.db, NOW)).toBe(0);
    await some(2, 10, { type: kind('sink_faucet_drain') });
    expect(await proposeFindings(api.db, NOW)).toBe(1);
    const [proposed] = await ofSchool();
    expect([proposed!.systemCode, proposed!.scope]).toEqual(['D2010', `5 similar requests within a year: ${kind('sink_faucet_drain').nameEn}`]);
  });

  test('not where a planner knows of it already; two workers at once propose it once', async () => {
    await some(5);
    const known = await find({ ...LEAK, systemCode: 'C3020' });
    expect(await proposeFindings(api.db, NOW)).toBe(0);
    await api.as(planner).post(`/api/deficiencies/${known.id}/endings`, { body: { how: 'withdrawn', note: 'No' }, ifMatch: known.version });
    const both = await Promise.all([proposeFindings(api.db, NOW), proposeFindings(api.db, NOW)]);
    expect(both.toSorted((a, b) => a - b)).toEqual([0, 1]);
  });
});

test('what is kept is what counting anew gives, whatever planners and crews do in whatever order', async () => {
  const act = fc.record({
    what: fc.constantFrom('find', 'link', 'complete', 'reopen', 'cancel', 'unlink', 'end', 'renew', 'age', 'cost'),
    pick: fc.nat(9),
    cents: fc.nat(9_999_999),
    isOnBoiler: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 8 }), async (acts) => {
      const orders = [await anOrder(), await anOrder()];
      for (const { what, pick, cents, isOnBoiler } of acts) {
        const { deficiencies: open, components: parts } = await look();
        const [one, order] = [open[pick % Math.max(1, open.length)], orders[pick % 2]!];
        const boiler = parts[0];
        if (what === 'find')
          await find({
            ...LEAK,
            cost: (cents / 100).toFixed(2),
            ...(isOnBoiler ? { systemCode: 'D3020', componentId: school.componentIds[0] } : {}),
          });
        else if (what === 'complete') {
          await move(order, plumber, { to: 'in_progress' });
          await complete(order);
        } else if (what === 'reopen') await notFixed(order);
        else if (what === 'cancel') await move(order, desk, { to: 'cancelled', note: 'No' });
        else if (what === 'age')
          await api.as(planner).patch(`/api/components/${boiler.id}`, { body: { yearInstalled: 1985 + pick * 3 }, ifMatch: boiler.version });
        else if (what === 'renew')
          await api.as(planner).post(`/api/components/${boiler.id}/renewals`, { body: { year: 2020 }, ifMatch: boiler.version });
        else if (!one) continue;
        else if (what === 'link') await link(one, order, { renewsComponent: one.componentId !== null && isOnBoiler });
        else if (what === 'unlink' && one.workOrder) await api.as(planner).delete(`/api/deficiencies/${one.id}/work-orders/${one.workOrder.id}`);
        else if (what === 'cost')
          await api.as(planner).patch(`/api/deficiencies/${one.id}`, { body: { cost: (cents / 100).toFixed(2) }, ifMatch: one.version });
        else await api.as(planner).post(`/api/deficiencies/${one.id}/endings`, { body: { how: 'withdrawn', note: 'None' }, ifMatch: one.version });
      }
      const kept = (await findStructure(api.db, school.id))!;
      const { measured } = await measureStructure(api.db, kept, '2026-11-24');
      expect([kept.dmCents, kept.crvCents]).toEqual([measured.dmCents, measured.crvCents]);
      const systems = await api.db.select().from(structureConditions).where(eq(structureConditions.structureId, school.id));
      expect(new Map(systems.map(({ systemCode, dmCents, crvCents }) => [systemCode, { dmCents, crvCents }]))).toEqual(measured.bySystem);
      const events = await api.db.select().from(conditionEvents).where(eq(conditionEvents.structureId, school.id));
      expect(events.reduce((sum, { dmDeltaCents }) => sum + dmDeltaCents, 0n)).toBe(kept.dmCents);
      expect(events.reduce((sum, { crvDeltaCents }) => sum + crvDeltaCents, 0n)).toBe(kept.crvCents);
      // No deficiency is in work on an order that is over, none open that an open order is to put right.
      const rows = await api.db.select().from(deficiencies).where(eq(deficiencies.structureId, school.id));
      const now = await api.db.select().from(workOrders);
      for (const { status, workOrderId } of rows)
        if (status === 'in_work') expect(['assigned', 'in_progress']).toContain(now.find(({ id }) => id === workOrderId)?.status);
    }),
    { numRuns: 6 },
  );
}, 60_000);
