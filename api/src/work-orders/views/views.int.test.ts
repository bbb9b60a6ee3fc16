import { personEvents, teamMembers, workOrderEvents, workOrders } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';

let api: TestApi;
let district: District;
let requester: Actor;
let dispatcher: Actor;
let elsewhere: Actor;
let partner: Actor;
let plumber: Actor;
let lead: Actor;
type Found = { id: string; number: string };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school, teams } = district;
  requester = await aPerson(api.db, { siteId: school.id, grants: [{ role: 'requester' }] });
  dispatcher = await aPerson(api.db, { grants: [{ role: 'dispatcher', serviceCode: 'facilities' }] });
  elsewhere = await aPerson(api.db, { grants: [{ role: 'dispatcher', serviceCode: 'it' }] });
  partner = await aPerson(api.db, { grants: [{ role: 'hr_partner' }], compartments: [{ compartment: 'hr', siteId: null }] });
  plumber = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [teams.plumbers] });
  lead = await aPerson(api.db, { grants: [{ role: 'technician' }], teamIds: [teams.plumbers] });
  await api.db
    .update(teamMembers)
    .set({ isLead: true })
    .where(and(eq(teamMembers.teamId, teams.plumbers), eq(teamMembers.personId, lead.id)));
});
afterAll(() => api.close());

const anOrder = (more: Partial<Parameters<typeof aWorkOrder>[2]> = {}) => aWorkOrder(api.db, district, { requester, ...more });
const found = async (who: Actor, query: string) => {
  const answer = await api.as(who).get(`/api/work-orders?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body.items as Found[]).map(({ id }) => id);
};
const tag = (who: Actor, id: string, body: object) => api.as(who).post(`/api/work-orders/${id}/tags`, { body });

describe('filters', () => {
  test('each narrows the list to what it says, and the counts with it', async () => {
    const held = await anOrder({
      set: { status: 'on_hold', heldFrom: 'triaged', holdReason: 'parts', impact: 'building', urgency: 'disrupts', roomId: district.school.roomId },
    });
    const done = await anOrder({
      at: new Date('2026-10-05T05:30:00Z'),
      set: { status: 'closed', completedAt: new Date('2026-10-10T16:00:00Z'), rating: 4, reopenCount: 1, buildingId: district.school.buildingId },
    });
    const expected: [string, Found][] = [
      ['holdReason=parts,vendor', held],
      [`impact=building&urgency=disrupts`, held],
      [`roomId=${district.school.roomId}`, held],
      [`buildingId=${district.school.buildingId}`, done],
      ['isRated=true', done],
      ['isReopened=true', done],
      // Half past eleven in the evening of the fourth, in the district.
      ['submittedFrom=2026-10-04&submittedTo=2026-10-04', done],
      ['updatedTo=2026-10-04', done],
      ['completedFrom=2026-10-10&completedTo=2026-10-10', done],
    ];
    for (const [query, order] of expected) {
      expect(await found(dispatcher, query), query).toEqual([order.id]);
      expect((await api.as(dispatcher).get(`/api/work-orders/counts?${query}`)).body.total, query).toBe(1);
      expect(await found(elsewhere, query), query).toEqual([]);
    }
    expect(await found(dispatcher, 'submittedFrom=2026-10-05&submittedTo=2026-10-06')).toEqual([]);
    for (const wrong of ['holdReason=boredom', 'isRated=maybe', 'submittedFrom=yesterday', 'tags=%3Cb%3E', 'tags=a,,b'])
      expect((await api.as(dispatcher).get(`/api/work-orders?${wrong}`)).status, wrong).toBe(400);
  });
});

describe('tags', () => {
  test('the desk adds and removes them as an event; crews see and find them, requesters neither', async () => {
    const order = await anOrder({ set: { teamId: district.teams.plumbers } });
    const tagged = await tag(dispatcher, order.id, { add: ['Summer Work', 'boiler'] });
    expect([tagged.status, tagged.body.crew.tags]).toEqual([200, ['boiler', 'summer-work']]);
    expect((await tag(dispatcher, order.id, { add: ['boiler'], remove: ['summer-work', 'never-there'] })).body.crew.tags).toEqual(['boiler']);
    const events = await api.db
      .select()
      .from(workOrderEvents)
      .where(and(eq(workOrderEvents.workOrderId, order.id), eq(workOrderEvents.kind, 'tagged')));
    expect(events.map(({ data, isInternal }) => [data, isInternal])).toEqual([
      [{ added: ['summer-work', 'boiler'], removed: [] }, true],
      [{ added: [], removed: ['summer-work'] }, true],
    ]);

    expect(await found(plumber, 'tags=boiler')).toEqual([order.id]);
    expect(await found(dispatcher, 'tags=boiler,summer-work')).toEqual([]);
    expect(await found(requester, 'tags=boiler')).toEqual([]);
    expect((await api.as(requester).get(`/api/work-orders/${order.id}`)).text).not.toContain('boiler');
    expect((await api.as(requester).get(`/api/work-orders/${order.id}/events`)).text).not.toContain('boiler');
    expect((await api.as(plumber).get('/api/work-orders/tags?q=boi')).body.items).toEqual([{ tag: 'boiler', orders: 1 }]);
    for (const who of [requester, elsewhere]) expect((await api.as(who).get('/api/work-orders/tags')).body.items).toEqual([]);
    expect((await tag(plumber, order.id, { add: ['mine'] })).status).toBe(403);
  });

  test('of a confidential order are for the holders of its compartment', async () => {
    const order = await anOrder({ type: district.types.hr });
    expect((await tag(partner, order.id, { add: ['leave'] })).status).toBe(200);
    expect(await found(partner, 'tags=leave')).toEqual([order.id]);
    for (const who of [dispatcher, requester]) {
      expect(await found(who, 'tags=leave')).toEqual([]);
      expect((await api.as(who).get('/api/work-orders/tags?q=lea')).body.items).toEqual([]);
    }
  });

  test('twenty at most, and none that is no tag', async () => {
    const order = await anOrder();
    expect((await tag(dispatcher, order.id, { add: Array.from({ length: 20 }, (_, i) => `tag-${i}`) })).status).toBe(200);
    const refused = await tag(dispatcher, order.id, { add: ['one-more'] });
    expect([refused.status, refused.body.code]).toEqual([422, 'work_order.too_many_tags']);
    for (const wrong of [{}, { add: ['=1+1'] }, { add: [''] }, { add: ['x'.repeat(41)] }])
      expect((await tag(dispatcher, order.id, wrong)).status).toBe(400);
  });
});

describe('the list as CSV', () => {
  test('holds exactly the orders of the list, in the reader’s language, formulas as text, and is noted', async () => {
    const [first, second] = [await anOrder({ title: '=HYPERLINK("http://x","y")' }), await anOrder({ title: 'Leak, "big" one' })];
    const hr = await anOrder({ type: district.types.hr, title: 'Zanzibar leave' });
    const query = `q=&siteId=${district.school.id}&sort=oldest&columns=number,title,status`;
    const answer = await api.as(dispatcher).get(`/api/work-orders/export?${query}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers['content-disposition']).toContain('attachment; filename="steward-2026-11-24.csv"');
    const lines = answer.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFFNumber,Request,Status');
    expect(lines).toContain(`${first.number},"'=HYPERLINK(""http://x"",""y"")",New`);
    expect(lines).toContain(`${second.number},"Leak, ""big"" one",New`);
    expect(lines).toHaveLength((await found(dispatcher, `siteId=${district.school.id}&limit=200`)).length + 1);
    expect(answer.text).not.toContain(hr.number);
    expect((await api.as(partner).get(`/api/work-orders/export?${query}`)).text).toContain('Zanzibar leave');

    const noted = await api.db
      .select()
      .from(personEvents)
      .where(and(eq(personEvents.personId, dispatcher.id), eq(personEvents.kind, 'orders_exported')));
    expect(noted.map(({ data }) => data)).toEqual([{ query, columns: ['number', 'title', 'status'] }]);

    const spanish = await aPerson(api.db, { grants: [{ role: 'dispatcher' }], locale: 'es' } as never);
    await api.as(spanish).patch('/api/me', { body: { locale: 'es' }, ifMatch: 1 });
    expect((await api.as(spanish).get(`/api/work-orders/export?${query}`)).text).toContain('Número,Solicitud,Estado');
  });

  test('goes on over pages, each order once', async () => {
    const { order } = { order: await anOrder({ title: 'Many' }) };
    const copies = Array.from({ length: 1_100 }, (_, i) => ({
      ...order,
      id: crypto.randomUUID(),
      number: `WO-2025-${String(i).padStart(6, '0')}`,
      title: 'One of many',
    }));
    await api.db.insert(workOrders).values(copies);
    const answer = await api.as(dispatcher).get('/api/work-orders/export?columns=number');
    const numbers = answer.text.split('\r\n').filter((line) => line.startsWith('WO-2025-'));
    expect([numbers.length, new Set(numbers).size]).toEqual([1_100, 1_100]);
    expect((await api.as(requester).get('/api/work-orders/export?columns=tags,number')).text).toContain(order.number);
  });
});

describe('saved views', () => {
  const save = (who: Actor, body: object) => api.as(who).post('/api/saved-views', { body: { name: 'A view', ...body } });
  const seenBy = async (who: Actor) => ((await api.as(who).get('/api/saved-views')).body.items as { name: string }[]).map(({ name }) => name);
  beforeEach(async () => {
    for (const { id, version } of (await api.as(dispatcher).get('/api/saved-views')).body.items)
      await api.as(dispatcher).delete(`/api/saved-views/${id}`, { ifMatch: version });
  });

  test('keep filters, columns and sort; what the list would not know is refused by name', async () => {
    const saved = await save(dispatcher, { query: 'status=on_hold&q=&holdReason=parts', columns: ['title', 'number'], sort: 'oldest' });
    expect([saved.status, saved.body]).toMatchObject([
      201,
      { query: 'status=on_hold&holdReason=parts', columns: ['number', 'title'], sort: 'oldest', may: { change: true } },
    ]);
    for (const [query, said] of [
      ['status=melted', 'status'],
      ['colour=red', 'colour'],
      ['priority=P1&priority=P2', 'Give priority once'],
    ]) {
      const refused = await save(dispatcher, { query });
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, 'view.query_wrong', '/query']);
      expect(refused.body.errors[0].detail).toContain(said);
    }
    const key = { body: { name: 'Once' }, key: crypto.randomUUID() };
    const twice = [await api.as(dispatcher).post('/api/saved-views', key), await api.as(dispatcher).post('/api/saved-views', key)];
    expect(twice[0]!.body.id).toBe(twice[1]!.body.id);
  });

  test('are seen and changed by whom they are for', async () => {
    const { plumbers, it } = district.teams;
    expect((await save(lead, { name: 'Of the plumbers', audience: 'team', teamId: plumbers })).status).toBe(201);
    const shared = await save(dispatcher, { name: 'For everybody', audience: 'shared' });
    await save(dispatcher, { name: 'Mine' });
    expect([await seenBy(dispatcher), await seenBy(plumber), await seenBy(requester)]).toEqual([
      ['Mine', 'Of the plumbers', 'For everybody'],
      ['Of the plumbers', 'For everybody'],
      ['For everybody'],
    ]);
    expect((await save(plumber, { audience: 'team', teamId: plumbers })).body.code).toBe('view.audience_not_yours');
    expect((await save(dispatcher, { audience: 'team', teamId: it })).body.code).toBe('view.audience_not_yours');
    expect((await save(lead, { audience: 'shared' })).body.code).toBe('view.audience_not_yours');
    expect((await save(lead, { audience: 'team' })).status).toBe(400);
    const path = `/api/saved-views/${shared.body.id}`;
    expect((await api.as(plumber).patch(path, { body: { name: 'No' }, ifMatch: 1 })).body.code).toBe('view.not_yours');
    expect((await api.as(elsewhere).patch(path, { body: { name: 'For all' }, ifMatch: 1 })).body).toMatchObject({ name: 'For all', version: 2 });
    const late = await api.as(dispatcher).patch(path, { body: { name: 'Late' }, ifMatch: 1 });
    expect([late.status, late.body.code, late.body.current.name]).toEqual([412, 'view.changed', 'For all']);
    expect((await api.as(dispatcher).patch(path, { body: { audience: 'private' }, ifMatch: 2 })).body).toMatchObject({
      audience: 'private',
      owner: { id: dispatcher.id },
    });
    expect((await api.as(elsewhere).get(path)).status).toBe(404);
    expect((await api.as(dispatcher).delete(path, { ifMatch: 1 })).status).toBe(412);
    expect((await api.as(dispatcher).delete(path, { ifMatch: 3 })).status).toBe(200);
    const events = await api.db.select().from(personEvents).where(eq(personEvents.personId, elsewhere.id));
    expect(events.map(({ kind }) => kind)).toEqual(['view_changed']);
  });

  test('one is the default: one’s own before one’s team’s before everybody’s', async () => {
    const opensWith = async (who: Actor) => (await api.as(who).get('/api/saved-views')).body.defaultId;
    const shared = await save(dispatcher, { audience: 'shared', isDefault: true });
    const team = await save(lead, { audience: 'team', teamId: district.teams.plumbers, isDefault: true });
    expect([await opensWith(requester), await opensWith(plumber), await opensWith(dispatcher)]).toEqual([
      shared.body.id,
      team.body.id,
      shared.body.id,
    ]);
    const [first, second] = [await save(plumber, { isDefault: true }), await save(plumber, { isDefault: true })];
    expect(await opensWith(plumber)).toBe(second.body.id);
    expect((await api.as(plumber).get(`/api/saved-views/${first.body.id}`)).body.isDefault).toBe(false);
    expect(await opensWith(requester)).toBe(shared.body.id);
  });
});
