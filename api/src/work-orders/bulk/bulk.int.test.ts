import { bulkChangeOrders, workOrderEvents, workOrders, workOrderTags } from '@steward/db/schema';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { bulkWork, workOnBulk } from './work-bulks.ts';

let api: TestApi;
let district: District;
let requester: Actor;
let dispatcher: Actor;
let plumber: Actor;
let desk: ReturnType<TestApi['as']>;
type Order = Awaited<ReturnType<typeof aWorkOrder>>;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  requester = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] });
  dispatcher = await aPerson(api.db, { grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
  plumber = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  desk = api.as(dispatcher);
});
afterAll(() => api.close());
beforeEach(() => (api.clock.now = NOW));

const anOrder = (more: Partial<Parameters<typeof aWorkOrder>[2]> = {}) => aWorkOrder(api.db, district, { requester, ...more });
const several = async (n: number, more: Partial<Parameters<typeof aWorkOrder>[2]> = {}) => {
  const made: Order[] = [];
  for (let i = 0; i < n; i++) made.push(await anOrder(more));
  return made;
};
const chosen = (orders: readonly Order[]) => orders.map(({ number, version }) => ({ id: number, version }));
const untilDone = async () => {
  while (await workOnBulk(api.db, () => api.clock.now));
};
const begin = async (orders: readonly Order[], change: object, key?: string) => {
  const answer = await desk.post('/api/bulk-changes', { body: { orders: chosen(orders), change }, ...(key ? { key } : {}) });
  expect(answer.status, answer.text).toBe(202);
  return answer.body as { id: string };
};
const bulkOf = async (id: string) => (await desk.get(`/api/bulk-changes/${id}`)).body;
const asIs = async (orders: readonly Order[]) => {
  const rows = await api.db
    .select()
    .from(workOrders)
    .where(
      inArray(
        workOrders.id,
        orders.map(({ id }) => id),
      ),
    )
    .orderBy(asc(workOrders.number));
  return rows.map(({ version: _v, updatedAt: _u, ...rest }) => rest);
};
const eventsOf = (order: Order) =>
  api.db.select().from(workOrderEvents).where(eq(workOrderEvents.workOrderId, order.id)).orderBy(asc(workOrderEvents.id));

describe('a change of many orders', () => {
  test('fifty are given to a crew and put back exactly as they were, each change and each undoing in its history', async () => {
    const orders = await several(50);
    const before = await asIs(orders);
    const { id } = await begin(orders, { kind: 'assign', teamId: district.teams.facilities });
    expect(await bulkOf(id)).toMatchObject({ state: 'running', total: 50, counts: { waiting: 50 }, may: { undo: true } });
    await untilDone();
    expect(await bulkOf(id)).toMatchObject({ state: 'done', counts: { changed: 50, waiting: 0 }, by: { id: dispatcher.id } });
    expect((await asIs(orders)).map(({ status, teamId }) => [status, teamId])).toEqual(orders.map(() => ['assigned', district.teams.facilities]));

    api.clock.now = new Date(NOW.getTime() + 30_000);
    expect((await desk.post(`/api/bulk-changes/${id}/undos`)).status).toBe(202);
    await untilDone();
    expect(await bulkOf(id)).toMatchObject({ state: 'undone', counts: { undone: 50, changed: 0 }, may: { undo: false } });
    expect(await asIs(orders)).toEqual(before);
    const events = await eventsOf(orders[0]!);
    expect(events.map(({ kind, actorId, data }) => [kind, actorId, (data as { bulkId?: string }).bulkId])).toEqual([
      ['submitted', requester.id, undefined],
      ['assigned', dispatcher.id, id],
      ['undone', dispatcher.id, id],
    ]);
  });

  test.each([
    ['priority', { kind: 'priority', priority: 'P1', reason: 'Water runs.' }],
    ['move', { kind: 'move', to: 'triaged' }],
    ['move to the end', { kind: 'move', to: 'cancelled', note: 'Asked twice.' }],
    ['hold', { kind: 'hold', holdReason: 'parts', holdUntilOn: '2026-12-03' }],
    ['tag', { kind: 'tag', add: ['summer-work'] }],
    ['plan', { kind: 'plan', plannedOn: '2026-12-01' }],
    ['type', { kind: 'type', requestTypeId: 'drilling' }],
  ])('%s: what the preview says is what is done, and undone it is as it was, promise and all', async (_name, wanted) => {
    const change = 'requestTypeId' in wanted ? { ...wanted, requestTypeId: district.types.drilling.id } : wanted;
    const orders = [
      ...(await several(2)),
      await anOrder({ set: { status: 'triaged' } }),
      await anOrder({ set: { status: 'assigned', teamId: district.teams.plumbers, assigneeId: plumber.id } }),
      await anOrder({ set: { status: 'closed', completedAt: NOW, closedAt: NOW } }),
    ];
    const before = await asIs(orders);
    const clocks = async () => Promise.all(orders.map(async ({ id }) => (await desk.get(`/api/work-orders/${id}/clocks`)).body));
    const clocksBefore = await clocks();
    const preview = (await desk.post('/api/bulk-previews', { body: { orders: chosen(orders), change } })).body;
    expect(await asIs(orders)).toEqual(before);
    const { id } = await begin(orders, change);
    await untilDone();
    const done = await bulkOf(id);
    expect([done.counts.changed, done.counts.unchanged, done.counts.refused]).toEqual([preview.changes, preview.same, preview.refused]);
    expect(preview.changes).toBeGreaterThan(0);
    const refusedBy = (of: { items: { number: string; code: string | null }[] }) =>
      of.items
        .filter(({ code }) => code)
        .map(({ number, code }) => `${number} ${code}`)
        .toSorted();
    expect(refusedBy(done)).toEqual(refusedBy(preview));

    await desk.post(`/api/bulk-changes/${id}/undos`);
    await untilDone();
    expect((await bulkOf(id)).counts).toMatchObject({ undone: preview.changes, changed: 0, kept: 0 });
    expect(await asIs(orders)).toEqual(before);
    expect(
      await api.db
        .select()
        .from(workOrderTags)
        .where(
          inArray(
            workOrderTags.workOrderId,
            orders.map((order) => order.id),
          ),
        ),
    ).toEqual([]);
    expect(await clocks()).toEqual(clocksBefore);
  });

  test('leaves alone what somebody changed meanwhile, before and after', async () => {
    const [first, second, third] = (await several(3)) as [Order, Order, Order];
    await desk.patch(`/api/work-orders/${first.id}`, { body: { title: 'Other words' }, ifMatch: first.version });
    const { id } = await begin([first, second, third], { kind: 'plan', plannedOn: '2026-12-01' });
    await untilDone();
    const done = await bulkOf(id);
    expect(done.counts).toMatchObject({ changed: 2, refused: 1 });
    expect(done.items[0]).toMatchObject({ id: first.id, outcome: 'refused', code: 'work_order.changed' });
    await desk.patch(`/api/work-orders/${second.id}`, { body: { title: 'Theirs' }, ifMatch: second.version + 1 });
    await desk.post(`/api/bulk-changes/${id}/undos`);
    await untilDone();
    expect(await bulkOf(id)).toMatchObject({
      counts: { undone: 1, kept: 1 },
      items: expect.arrayContaining([expect.objectContaining({ id: second.id, outcome: 'kept' })]),
    });
    expect((await asIs([second]))[0]).toMatchObject({ title: 'Theirs', plannedOn: '2026-12-01' });
  });

  test('is begun once for one key, and each order is changed once though two workers are at it and one is killed', async () => {
    const orders = await several(30);
    const key = crypto.randomUUID();
    const [first, again] = [await begin(orders, { kind: 'tag', add: ['once'] }, key), await begin(orders, { kind: 'tag', add: ['once'] }, key)];
    expect(again.id).toBe(first.id);
    // A worker that dies within an order: its transaction is gone with it.
    await api.db
      .transaction(async (tx) => {
        await workOnBulk(tx, () => api.clock.now);
        throw new Error('killed');
      })
      .catch(() => {});
    expect((await bulkOf(first.id)).counts).toMatchObject({ waiting: 30, changed: 0 });
    await Promise.all([untilDone(), untilDone()]);
    await untilDone();
    expect(await bulkOf(first.id)).toMatchObject({ state: 'done', counts: { changed: 30 } });
    const tagged = await api.db
      .select()
      .from(workOrderEvents)
      .where(
        and(
          eq(workOrderEvents.kind, 'tagged'),
          inArray(
            workOrderEvents.workOrderId,
            orders.map(({ id }) => id),
          ),
        ),
      );
    expect(tagged).toHaveLength(30);
    expect(await bulkWork(api.db, () => NOW).hasWork()).toBe(false);
  });

  test('undone while it runs, the rest is left alone', async () => {
    const orders = await several(25);
    const { id } = await begin(orders, { kind: 'tag', add: ['half'] });
    await workOnBulk(api.db, () => api.clock.now);
    await desk.post(`/api/bulk-changes/${id}/undos`);
    await untilDone();
    expect(await bulkOf(id)).toMatchObject({ state: 'undone', counts: { undone: 20, skipped: 5, waiting: 0 } });
  });

  test('reaches all that a filter finds, and no order that the person may not change or know of', async () => {
    const orders = await several(3, { title: 'Walrus leak' });
    const hr = await anOrder({ type: district.types.hr, title: 'Walrus leave' });
    const change = { kind: 'tag', add: ['walrus'] };
    expect((await desk.post('/api/bulk-previews', { body: { query: 'q=walrus', change } })).body).toMatchObject({ total: 3, changes: 3, refused: 0 });
    const named = await desk.post('/api/bulk-previews', { body: { orders: [{ id: hr.id }, { id: orders[0]!.id }], change } });
    expect(named.body).toMatchObject({ total: 1, unknown: 1 });
    const twice = await desk.post('/api/bulk-previews', { body: { orders: [{ id: orders[0]!.id }, { id: orders[0]!.number }], change } });
    expect(twice.body).toMatchObject({ total: 1, unknown: 0 });
    expect(named.text).not.toContain(hr.number);
    const partner = api.as(
      await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'site_administrator' }], compartments: [{ compartment: 'hr' }] }),
    );
    const theirs = await partner.post('/api/bulk-previews', { body: { query: 'q=walrus', change } });
    expect(theirs.body).toMatchObject({ total: 4, changes: 1, refused: 3 });
    const begun = await partner.post('/api/bulk-changes', { body: { query: 'q=walrus', change } });
    await untilDone();
    expect((await partner.get(`/api/bulk-changes/${begun.body.id}`)).body.counts).toMatchObject({ changed: 1, refused: 3 });
    expect((await api.as(requester).post('/api/bulk-changes', { body: { query: 'q=walrus', change } })).status).toBe(403);
    const seen = await desk.get(`/api/bulk-changes/${begun.body.id}`);
    expect([seen.body.total, seen.text.includes(hr.number)]).toEqual([3, false]);
    expect((await api.as(plumber).get(`/api/bulk-changes/${begun.body.id}`)).status).toBe(404);
  });

  test('that changed nothing offers nothing to undo', async () => {
    const orders = await several(2);
    const { id } = await begin(orders, { kind: 'tag', add: ['late'] });
    for (const { id: orderId } of orders) await api.db.update(workOrders).set({ version: 9 }).where(eq(workOrders.id, orderId));
    await untilDone();
    expect(await bulkOf(id)).toMatchObject({ state: 'done', counts: { changed: 0, refused: 2 }, may: { undo: false } });
  });

  test('uses a macro on each, puts back one that writes nothing, and says beforehand that words stay', async () => {
    const admin = api.as(await aPerson(api.db, { grants: [{ role: 'administrator' }] }));
    const aMacro = async (acts: object) =>
      (await admin.post('/api/set-up/macros', { body: { name: `Many ${crypto.randomUUID()}`, serviceCode: 'facilities', isActive: true, acts } }))
        .body.id as string;
    const orders = [...(await several(2)), await anOrder({ set: { status: 'closed', completedAt: NOW, closedAt: NOW } })];
    const before = await asIs(orders);
    const silent = { kind: 'macro', macroId: await aMacro({ assign: { teamId: district.teams.facilities }, tags: ['many'] }) };
    const preview = (await desk.post('/api/bulk-previews', { body: { orders: chosen(orders), change: silent } })).body;
    expect(preview).toMatchObject({ changes: 2, refused: 1, mayBeUndone: true });
    expect(await asIs(orders)).toEqual(before);
    const { id } = await begin(orders, silent);
    await untilDone();
    expect((await bulkOf(id)).counts).toMatchObject({ changed: 2, refused: 1 });
    await desk.post(`/api/bulk-changes/${id}/undos`);
    await untilDone();
    expect((await bulkOf(id)).counts).toMatchObject({ undone: 2, kept: 0 });
    expect(await asIs(orders)).toEqual(before);

    const spoken = { kind: 'macro', macroId: await aMacro({ reply: { isInternal: false, en: 'Hello', es: 'Hola' } }) };
    const [order] = (await several(1)) as [Order];
    expect((await desk.post('/api/bulk-previews', { body: { orders: chosen([order]), change: spoken } })).body).toMatchObject({
      changes: 1,
      mayBeUndone: false,
    });
    const begun = await begin([order], spoken);
    await untilDone();
    expect(await bulkOf(begun.id)).toMatchObject({ state: 'done', counts: { changed: 1 }, undoUntil: null, may: { undo: false }, change: spoken });
    expect((await desk.post(`/api/bulk-changes/${begun.id}/undos`)).body.code).toBe('bulk.stays');
    const unknown = await desk.post('/api/bulk-changes', {
      body: { orders: chosen([order]), change: { kind: 'macro', macroId: crypto.randomUUID() } },
    });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'macro.not_found']);
  });

  test('refuses by name what cannot be, and an undoing that comes too late or from another', async () => {
    const [order] = (await several(1)) as [Order];
    const change = { kind: 'tag', add: ['late'] };
    const refusals: [object, string][] = [
      [{ orders: chosen([order]), change: { kind: 'assign', teamId: crypto.randomUUID() } }, 'work_order.unknown_team'],
      [{ orders: chosen([order]), change: { kind: 'assign', personId: crypto.randomUUID() } }, 'work_order.unknown_assignee'],
      [{ orders: chosen([order]), change: { kind: 'type', requestTypeId: crypto.randomUUID() } }, 'work_order.unknown_type'],
      [{ orders: chosen([order]), change: { kind: 'plan', plannedOn: '2026-01-01' } }, 'work_order.day_past'],
      [{ orders: [{ id: 'WO-2026-999999' }], change }, 'bulk.nothing'],
      [{ query: 'status=melted', change }, 'view.query_wrong'],
    ];
    for (const [body, code] of refusals) {
      const answer = await desk.post('/api/bulk-changes', { body });
      expect([code, answer.status, answer.body.code]).toEqual([code, 422, code]);
    }
    for (const body of [
      { change },
      { orders: chosen([order]), query: '', change },
      { orders: [], change },
      { orders: chosen([order]), change: { kind: 'delete' } },
    ])
      expect((await desk.post('/api/bulk-changes', { body })).status).toBe(400);
    const { id } = await begin([order], change);
    await untilDone();
    expect((await api.as(plumber).post(`/api/bulk-changes/${id}/undos`)).status).toBe(404);
    api.clock.now = new Date(NOW.getTime() + 31_000);
    expect((await desk.post(`/api/bulk-changes/${id}/undos`)).body.code).toBe('bulk.too_late');
    expect((await desk.get('/api/bulk-changes')).body.items[0]).toMatchObject({ id, state: 'done' });
    expect(await api.db.select().from(bulkChangeOrders).where(eq(bulkChangeOrders.bulkChangeId, id))).toHaveLength(1);
  });
});
