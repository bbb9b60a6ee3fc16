import { attachments, costEntries, idempotencyKeys, labourEntries, workOrderComments, workOrderEvents } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aForm } from './files/files.testing.ts';
import { aWorkOrder } from './work-orders.testing.ts';

let api: TestApi;
let district: District;
let plumber: Actor;
let order: { id: string };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  plumber = await aPerson(api.db, { name: 'Plumber', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.now = NOW;
  order = await aWorkOrder(api.db, district, { requester: await aPerson(api.db), set: { teamId: district.teams.plumbers } });
});

const file = (content: string, fileName = 'note.txt') => aForm({ fileName, type: 'text/plain', content });
const post = (what: string, more: object) => api.as(plumber).post(`/api/work-orders/${order.id}/${what}`, more);
const eventsOf = async (kind: string) =>
  (
    await api.db
      .select()
      .from(workOrderEvents)
      .where(and(eq(workOrderEvents.workOrderId, order.id), eq(workOrderEvents.kind, kind)))
  ).length;
/** The process died after the work was kept and before its answer was; a minute later the sender tries again. */
async function dieBeforeAnswering() {
  await api.db.update(idempotencyKeys).set({ responseStatus: null, responseBody: null, responseHeaders: null });
  api.clock.now = new Date(NOW.getTime() + 61_000);
}

describe('a retry after the process died', () => {
  test.each([
    ['comments', 'commented', workOrderComments, { body: 'The valve is open.' }],
    ['labour', 'labour_logged', labourEntries, { minutes: 1_000, workedOn: '2026-11-24' }],
    ['costs', 'cost_logged', costEntries, { kind: 'material', description: 'Valve', amount: '12.50', accountString: '10-0030-2620-0430' }],
  ] as const)('%s are written once', async (what, kind, table, body) => {
    const first = await post(what, { body, key: 'died' });
    expect(first.status).toBe(201);
    await dieBeforeAnswering();
    const again = await post(what, { body, key: 'died' });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect([(await api.db.select().from(table).where(eq(table.workOrderId, order.id))).length, await eventsOf(kind)]).toEqual([1, 1]);
  });

  test('a file is kept once', async () => {
    const first = await post('attachments', { ...file('Room 101'), key: 'died' });
    await dieBeforeAnswering();
    const again = await post('attachments', { ...file('Room 101'), key: 'died' });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect([(await api.db.select().from(attachments).where(eq(attachments.workOrderId, order.id))).length, await eventsOf('attached')]).toEqual([
      1, 1,
    ]);
  });

  test('a file that was cut off half-way is kept anew', async () => {
    const first = await post('attachments', { ...file('Room 101'), key: 'half' });
    await dieBeforeAnswering();
    await api.db.update(attachments).set({ storageKey: '', workOrderId: null }).where(eq(attachments.id, first.body.id));
    const again = await post('attachments', { ...file('Room 101'), key: 'half' });
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect((await api.as(plumber).get(`/api/attachments/${again.body.id}/file`)).text).toBe('Room 101');
  });

  test('with other bytes is no retry', async () => {
    await post('attachments', { ...file('Room 101'), key: 'died' });
    await dieBeforeAnswering();
    const other = await post('attachments', { ...file('Room 102'), key: 'died' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key_reused']);
    expect((await post('attachments', { ...file('Room 101'), key: 'died' })).status).toBe(409);
  });
});

describe('a key of a form stands for what the form holds', () => {
  test('the same again is answered again, whatever stands between the parts', async () => {
    const first = await post('attachments', { ...file('Room 101'), key: 'same' });
    const { body, headers } = file('Room 101');
    const [bare, other] = ['----steward-test', 'another-boundary'];
    const again = await post('attachments', {
      body: body.toString('latin1').replaceAll(bare, other),
      headers: { 'content-type': headers['content-type'].replace(bare, other) },
      key: 'same',
    });
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
  });
  test.each([
    ['other bytes of the same length', file('Room 102')],
    ['another name of the same length', file('Room 101', 'nota.txt')],
    ['another field', aForm({ name: 'isInternal', content: 'true' }, { fileName: 'note.txt', type: 'text/plain', content: 'Room 101' })],
  ])('%s are refused', async (_what, form) => {
    expect((await post('attachments', { ...file('Room 101'), key: 'reused' })).status).toBe(201);
    const other = await post('attachments', { ...form, key: 'reused' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key_reused']);
  });
});

describe('a rating', () => {
  const rate = (who: Actor, rating: number, comment?: string) =>
    api.as(who).post(`/api/work-orders/${order.id}/ratings`, { body: { rating, ...(comment ? { comment } : {}) } });
  test('may be put right for a day, then it stands; the same again changes nothing', async () => {
    const teacher = await aPerson(api.db);
    order = await aWorkOrder(api.db, district, { requester: teacher, set: { status: 'closed', completedAt: NOW, closedAt: NOW } });
    const first = await rate(teacher, 2);
    expect([first.status, first.body.may.rate]).toEqual([200, true]);
    expect((await rate(teacher, 2)).body.version).toBe(first.body.version);
    api.clock.now = new Date(NOW.getTime() + 23 * 3_600_000);
    expect((await rate(teacher, 4, 'It holds.')).body).toMatchObject({ rating: 4, version: first.body.version + 1 });
    api.clock.now = new Date(NOW.getTime() + 25 * 3_600_000);
    const late = await rate(teacher, 1);
    expect([late.status, late.body.code]).toEqual([422, 'work_order.rating_stands']);
    expect((await api.as(teacher).get(`/api/work-orders/${order.id}`)).body).toMatchObject({ rating: 4, may: { rate: false } });
    expect(await eventsOf('rated')).toBe(2);
  });
});
