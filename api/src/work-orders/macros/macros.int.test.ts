import { checklistItems, people, workOrderComments, workOrderEvents, workOrders } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';

let api: TestApi;
let district: District;
let requester: Actor;
let dispatcher: Actor;
let plumber: Actor;
let partner: Actor;
let manager: Actor;
let desk: ReturnType<TestApi['as']>;
type Order = Awaited<ReturnType<typeof aWorkOrder>>;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  requester = await aPerson(api.db, { name: 'Ana Ruiz', siteId: district.school.id, grants: [{ role: 'requester' }] });
  await api.db.update(people).set({ locale: 'es' }).where(eq(people.id, requester.id));
  dispatcher = await aPerson(api.db, { grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
  plumber = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  partner = await aPerson(api.db, { grants: [{ role: 'hr_partner' }], compartments: [{ compartment: 'hr' }] });
  manager = await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  desk = api.as(dispatcher);
});
afterAll(() => api.close());

const ASSIGNED = { status: 'assigned' } as const;
const anOrder = (more: Partial<Parameters<typeof aWorkOrder>[2]> = {}) => aWorkOrder(api.db, district, { requester, ...more });
const assigned = () => anOrder({ set: { ...ASSIGNED, teamId: district.teams.plumbers, assigneeId: plumber.id } });
const PART_ORDERED = {
  reply: { isInternal: false, en: '{number}: a part is ordered.', es: '{requester}: pedimos una pieza para {place} ({number}).' },
  move: { to: 'on_hold', holdReason: 'parts', note: { en: 'Ordered', es: 'Pedida' } },
  tags: ['Parts', 'big job'],
  checklist: [
    { en: 'Part is here', es: 'Llegó la pieza' },
    { en: 'Fit it', es: 'Instalarla' },
  ],
};
/** Each has a name of its own, as those on the same orders must. */
let named = 0;
const bodyOf = (acts: object, more: object = {}) => ({ name: `Part ordered ${++named}`, serviceCode: 'facilities', isActive: true, acts, ...more });
const aMacro = async (acts: object = PART_ORDERED, more: object = {}) => {
  const admin = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
  const made = await api.as(admin).post('/api/set-up/macros', { body: bodyOf(acts, more) });
  expect(made.status, made.text).toBe(201);
  return made.body.id as string;
};
const use = (who: Actor, order: Order, macroId: string, more: { body?: object; key?: string; ifMatch?: number } = {}) =>
  api.as(who).post(`/api/work-orders/${order.id}/macros`, {
    body: { macroId, ...more.body },
    ifMatch: more.ifMatch ?? order.version,
    ...(more.key ? { key: more.key } : {}),
  });
const eventsOf = async (order: Order) =>
  api.db
    .select()
    .from(workOrderEvents)
    .where(eq(workOrderEvents.workOrderId, order.id))
    .orderBy(asc(workOrderEvents.occurredAt), asc(workOrderEvents.id));
const wordsOf = async (order: Order) =>
  (await api.db.select().from(workOrderComments).where(eq(workOrderComments.workOrderId, order.id))).map(({ body }) => body);
const asIs = async ({ id }: Order) => {
  const { version: _v, updatedAt: _u, id: _i, number: _n, ...row } = (await api.db.select().from(workOrders).where(eq(workOrders.id, id)))[0]!;
  return row;
};

describe('a macro used on an order', () => {
  test('does in one go what its acts do one by one, and says in the history that it was used', async () => {
    const [one, other] = [await assigned(), await assigned()];
    const macroId = await aMacro();
    const preview = await desk.post(`/api/work-orders/${one.id}/macro-previews`, { body: { macroId } });
    expect(preview.body).toMatchObject({
      refused: null,
      version: one.version,
      acts: [{ name: 'tags' }, { name: 'checklist' }, { name: 'reply' }, { name: 'move' }],
    });
    expect((await eventsOf(one)).map(({ kind }) => kind)).toEqual(['submitted']);

    const used = await use(dispatcher, one, macroId, { body: { macroVersion: 1, holdUntilOn: '2026-12-03' } });
    expect(used.status, used.text).toBe(200);
    expect(used.body).toMatchObject({
      status: 'on_hold',
      hold: { reason: 'parts', note: 'Pedida', untilOn: '2026-12-03' },
      crew: { tags: ['big-job', 'parts'] },
    });

    await desk.post(`/api/work-orders/${other.id}/tags`, { body: { add: ['parts', 'big job'] } });
    const place = 'Alder School';
    await desk.post(`/api/work-orders/${other.id}/comments`, { body: { body: `Ana Ruiz: pedimos una pieza para ${place} (${other.number}).` } });
    await desk.post(`/api/work-orders/${other.id}/transitions`, {
      body: { to: 'on_hold', holdReason: 'parts', note: 'Pedida', holdUntilOn: '2026-12-03' },
      ifMatch: other.version,
    });
    expect(await asIs(one)).toEqual(await asIs(other));
    expect((await wordsOf(one)).map((words) => words.replace(one.number, other.number))).toEqual(await wordsOf(other));
    const told = (await eventsOf(one)).map(({ kind, actorId, isInternal }) => [kind, actorId, isInternal]);
    expect(told).toEqual([
      ['submitted', requester.id, false],
      ['macro_used', dispatcher.id, true],
      ['tagged', dispatcher.id, true],
      ['items_added', dispatcher.id, true],
      ['commented', dispatcher.id, false],
      ['held', dispatcher.id, false],
    ]);
    expect((await eventsOf(one))[1]?.data).toMatchObject({ name: expect.stringContaining('Part ordered'), macroId });
    const seen = await api.as(requester).get(`/api/work-orders/${one.id}/events`);
    expect(seen.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['submitted', 'commented', 'held']);
  });

  test('says other words where whoever uses it changed them, and gives the order to them', async () => {
    const order = await anOrder();
    const macroId = await aMacro({
      reply: { isInternal: true, en: 'Seen', es: 'Visto' },
      assign: { toMe: true, teamId: district.teams.plumbers },
      priority: { to: 'P1', reason: 'Water runs' },
    });
    const used = await use(dispatcher, order, macroId, { body: { reply: 'Called the school.' } });
    expect(used.body, used.text).toMatchObject({
      priority: 'P1',
      assignee: { id: dispatcher.id },
      team: { id: district.teams.plumbers },
      status: 'assigned',
    });
    expect(await wordsOf(order)).toEqual(['Called the school.']);
  });

  test('does nothing where one of its acts is refused, and names which and why', async () => {
    const order = await anOrder();
    const macroId = await aMacro();
    const preview = await desk.post(`/api/work-orders/${order.id}/macro-previews`, { body: { macroId } });
    expect(preview.body.refused).toMatchObject({ act: 'move', code: 'work_order.not_a_move' });
    const refused = await use(dispatcher, order, macroId);
    expect([refused.status, refused.body.code, refused.body.act]).toEqual([422, 'work_order.not_a_move', 'move']);
    expect(refused.body.errors[0].pointer).toBe('/acts/move/to');
    // What only the desk does, crews do not do by a macro either.
    const ofCrew = await use(plumber, await assigned(), macroId);
    expect([ofCrew.status, ofCrew.body.act]).toEqual([403, 'tags']);
    const past = await use(dispatcher, await assigned(), macroId, { body: { holdUntilOn: '2026-01-01' } });
    expect([past.status, past.body.errors[0].pointer]).toEqual([422, '/holdUntilOn']);
    expect((await eventsOf(order)).map(({ kind }) => kind)).toEqual(['submitted']);
    expect([await wordsOf(order), (await asIs(order)).status]).toEqual([[], 'submitted']);
  });

  test('is done once for one key, by one of two at once, and as it was looked at', async () => {
    const order = await assigned();
    const macroId = await aMacro();
    const key = crypto.randomUUID();
    const both = await Promise.all([use(dispatcher, order, macroId, { key }), use(dispatcher, order, macroId, { key })]);
    expect(both.map(({ status }) => status).filter((status) => status !== 409)).toContain(200);
    expect((await use(dispatcher, order, macroId, { key })).status).toBe(200);
    expect(await wordsOf(order)).toHaveLength(1);

    const note = await aMacro({ reply: { isInternal: false, en: 'Hello', es: 'Hola' } });
    const raced = await assigned();
    const answers = await Promise.all([use(dispatcher, raced, note), use(manager, raced, note)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    expect(await wordsOf(raced)).toEqual(['Hola']);

    await api.as(manager).put(`/api/set-up/macros/${macroId}`, { body: bodyOf({ tags: ['other'] }), ifMatch: 1 });
    const stale = await use(dispatcher, await assigned(), macroId, { body: { macroVersion: 1 } });
    expect([stale.status, stale.body.code]).toEqual([412, 'macro.changed']);
  });

  test('is for those who work on the order, where the macro is offered', async () => {
    const order = await assigned();
    const [ofFacilities, ofNutrition, ofAll] = [
      await aMacro(),
      await aMacro({ tags: ['food'] }, { serviceCode: 'nutrition' }),
      await aMacro({ tags: ['any'] }, { serviceCode: null }),
    ];
    const outOfUse = await aMacro({ tags: ['old'] }, { isActive: false });
    const elsewhere = await aPerson(api.db, { grants: [{ role: 'dispatcher', areaId: district.areas.south }] });
    expect([(await use(requester, order, ofFacilities)).status, (await use(elsewhere, order, ofFacilities)).status]).toEqual([403, 404]);
    expect((await api.as(requester).get(`/api/work-orders/${order.id}/macros`)).status).toBe(403);
    const offered = (await api.as(plumber).get(`/api/work-orders/${order.id}/macros`)).body.items.map(({ id }: { id: string }) => id);
    expect(offered).toEqual(expect.arrayContaining([ofFacilities, ofAll]));
    for (const id of [ofNutrition, outOfUse, crypto.randomUUID()]) {
      expect(offered).not.toContain(id);
      expect((await use(dispatcher, order, id)).body.code).toBe('macro.not_found');
    }
  });

  test('on a confidential order it is for holders of the compartment, and tells nobody else', async () => {
    const order = await anOrder({ type: district.types.hr });
    const macroId = await aMacro({ reply: { isInternal: false, en: 'Seen', es: 'Visto' }, tags: ['leave'] }, { serviceCode: null });
    const admin = await aPerson(api.db, { grants: [{ role: 'administrator' }, { role: 'dispatcher' }] });
    expect([(await use(admin, order, macroId)).status, (await use(dispatcher, order, macroId)).status]).toEqual([404, 404]);
    expect((await api.as(admin).post(`/api/work-orders/${order.id}/macro-previews`, { body: { macroId } })).status).toBe(404);
    expect((await use(partner, order, macroId)).status).toBe(200);
    expect(await wordsOf(order)).toEqual(['Visto']);
  });
});

describe('the set-up of macros', () => {
  test('keeps each change with its reason, previewed, against what somebody else saved meanwhile', async () => {
    const as = api.as(manager);
    const made = await as.post('/api/set-up/macros', { body: bodyOf(PART_ORDERED, { why: 'Asked for by the crew' }) });
    const { id } = made.body;
    const then = { ...bodyOf({ assign: { teamId: district.teams.plumbers } }), isActive: false };
    const preview = await as.post('/api/set-up/macro-previews', { body: { ...then, id } });
    expect(preview.body).toMatchObject({
      before: { isActive: true, moveTo: 'on_hold', team: null },
      after: { isActive: false, moveTo: null, team: 'plumbers' },
    });
    expect((await as.put(`/api/set-up/macros/${id}`, { body: then, ifMatch: 1 })).body).toMatchObject({ version: 2, team: { name: 'plumbers' } });
    expect((await as.put(`/api/set-up/macros/${id}`, { body: bodyOf(PART_ORDERED), ifMatch: 1 })).status).toBe(412);
    const { items } = (await as.get(`/api/set-up/changes?subject=macro&subjectId=${id}`)).body;
    expect(items.map((change: { why: string | null; before: unknown }) => [change.why, change.before === null])).toEqual([
      [null, false],
      ['Asked for by the crew', true],
    ]);
    expect(await as.put(`/api/set-up/macros/${crypto.randomUUID()}`, { body: then, ifMatch: 1 })).toMatchObject({ status: 404 });
  });

  test.each<[string, object, string]>([
    ['does nothing', {}, '/acts'],
    ['cancels without a word', { move: { to: 'cancelled' } }, '/acts/move/note/en'],
    ['names what stands for nothing', { reply: { isInternal: false, en: 'Hi {you}', es: 'Hola' } }, '/acts/reply/en'],
    ['gives to a team that is not there', { assign: { teamId: '0197f5f0-0000-7000-8000-000000000000' } }, '/acts/assign/teamId'],
  ])('refuses one that %s', async (_what, acts, pointer) => {
    const refused = await api.as(manager).post('/api/set-up/macros', { body: bodyOf(acts) });
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, 'macro.refused', pointer]);
  });

  test('refuses a name that another has on the same requests, for as long as that one is in use', async () => {
    const admin = api.as(await aPerson(api.db, { grants: [{ role: 'administrator' }] }));
    const first = await admin.post('/api/set-up/macros', { body: bodyOf(PART_ORDERED, { name: 'Need a key' }) });
    const same = (serviceCode: string | null) =>
      admin.post('/api/set-up/macros', { body: bodyOf({ tags: ['key'] }, { name: 'need a KEY', serviceCode }) });
    for (const serviceCode of ['facilities', null]) {
      const { status, body } = await same(serviceCode);
      expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'macro.named_already', '/name']);
    }
    expect((await same('it')).status).toBe(201);
    const out = await admin.put(`/api/set-up/macros/${first.body.id}`, {
      body: bodyOf(PART_ORDERED, { name: 'Need a key', isActive: false }),
      ifMatch: 1,
    });
    expect(out.status).toBe(200);
    expect((await same('facilities')).status).toBe(201);
  });

  test('refuses a team of another service', async () => {
    const refused = await api.as(manager).post('/api/set-up/macros', { body: bodyOf({ assign: { teamId: district.teams.it } }) });
    expect(refused.body.errors[0].pointer).toBe('/acts/assign/teamId');
  });
});

describe('a checklist', () => {
  type Item = { id: string; textEn: string; textEs: string; doneAt: string | null; doneBy: { id: string } | null };
  const listOf = async (who: Actor, order: { id: string }) => (await api.as(who).get(`/api/work-orders/${order.id}/checklist-items`)).body;

  test('is kept by crew and desk, each step an event; the requester knows nothing of it', async () => {
    const order = await assigned();
    const path = `/api/work-orders/${order.id}/checklist-items`;
    const crew = api.as(plumber);
    const key = crypto.randomUUID();
    await crew.post(path, { body: { text: 'Shut the water off' }, key });
    const added = await crew.post(path, { body: { text: 'Shut the water off' }, key });
    await desk.post(path, { body: { text: 'Call the office' } });
    const [first, second] = (await listOf(dispatcher, order)).items as [Item, Item];
    expect([added.status, first.textEn, first.textEs, second.textEn]).toEqual([201, 'Shut the water off', 'Shut the water off', 'Call the office']);
    for (const isDone of [true, true]) await crew.put(`${path}/${first.id}`, { body: { isDone } });
    expect(await listOf(dispatcher, order)).toMatchObject({
      done: 1,
      items: [{ doneBy: { id: plumber.id }, doneAt: NOW.toISOString() }, { doneAt: null }],
      may: { change: true },
    });
    await desk.put(`${path}/${first.id}`, { body: { isDone: false } });
    expect((await desk.delete(`${path}/${second.id}`)).body.items).toHaveLength(1);
    expect((await desk.delete(`${path}/${second.id}`)).body.code).toBe('checklist.item_not_found');
    const kinds = (await eventsOf(order)).map(({ kind, isInternal }) => [kind, isInternal]);
    expect(kinds.slice(1)).toEqual(['items_added', 'items_added', 'item_ticked', 'item_unticked', 'item_removed'].map((kind) => [kind, true]));
    expect((await api.as(requester).get(path)).status).toBe(404);
    expect((await api.as(requester).post(path, { body: { text: 'Mine' } })).status).toBe(403);
    // An item is reached by its own order only.
    const other = await assigned();
    expect((await crew.put(`/api/work-orders/${other.id}/checklist-items/${first.id}`, { body: { isDone: true } })).status).toBe(404);
    expect((await api.as(requester).get(`/api/work-orders/${order.id}`)).text).not.toContain('Shut the water off');
  });

  test('of a kind of request comes with each new order of it, in both languages, and goes on when the kind changes', async () => {
    const admin = api.as(await aPerson(api.db, { grants: [{ role: 'administrator' }] }));
    const type = district.types.drilling;
    const { id: _i, code: _c, version, openOrders: _o, may: _m, ...kind } = (await admin.get(`/api/set-up/request-types/${type.id}`)).body;
    const checklist = [{ en: 'Test for asbestos', es: 'Analizar si hay asbesto' }];
    const changed = await admin.put(`/api/set-up/request-types/${type.id}`, { body: { ...kind, checklist }, ifMatch: version });
    expect([changed.status, changed.body.checklist]).toEqual([200, checklist]);
    const submitted = await api.as(requester).post('/api/work-orders', {
      body: { requestTypeId: type.id, siteId: district.school.id, title: 'Hang a shelf', answers: {} },
      key: crypto.randomUUID(),
    });
    expect(submitted.status, submitted.text).toBe(201);
    expect((await listOf(dispatcher, submitted.body)).items).toMatchObject([
      { textEn: 'Test for asbestos', textEs: 'Analizar si hay asbesto', doneAt: null },
    ]);
    expect((await eventsOf(submitted.body)).map((event) => [event.kind, event.actorId])).toContainEqual(['items_added', null]);
  });

  test('stands in nobody’s way, stays as it is when the order is over, and holds so many items', async () => {
    const order = await anOrder({ set: { status: 'in_progress', teamId: district.teams.plumbers, assigneeId: plumber.id } });
    const path = `/api/work-orders/${order.id}/checklist-items`;
    const { items } = (await desk.post(path, { body: { text: 'Sweep' } })).body as { items: [Item] };
    const done = await api
      .as(plumber)
      .post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'completed', resolutionNote: 'Done.' }, ifMatch: order.version });
    expect(done.status).toBe(200);
    expect((await api.as(plumber).put(`${path}/${items[0].id}`, { body: { isDone: true } })).status).toBe(200);
    const full = await aMacro({ checklist: Array.from({ length: 50 }, (_v, i) => ({ en: `Step ${i}`, es: `Paso ${i}` })) });
    const refused = await use(dispatcher, order, full, { ifMatch: done.body.version });
    expect([refused.body.code, refused.body.act]).toEqual(['checklist.too_many', 'checklist']);
    await desk.post(`/api/work-orders/${order.id}/transitions`, { body: { to: 'closed' }, ifMatch: done.body.version });
    expect((await desk.post(path, { body: { text: 'Later' } })).body.code).toBe('checklist.over');
    expect((await listOf(dispatcher, order)).may.change).toBe(false);
    expect(await api.db.select().from(checklistItems).where(eq(checklistItems.workOrderId, order.id))).toHaveLength(1);
  });
});
