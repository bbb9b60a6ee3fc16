import { collectionScans, deviceAssignments, deviceEvents, deviceRepairs, devices, workOrders } from '@steward/db/schema';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aDevice, aModel, anAssignedDevice, aPolicy, aStudent } from '../devices.testing.ts';

let api: TestApi;
let district: District;
let keeper: Actor;
let keeperElsewhere: Actor;
let modelId: string;
let student: { id: string; key: string };
let device: { id: string; assetTag: string };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  keeper = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
  keeperElsewhere = await aPerson(api.db, { grants: [{ role: 'technology_coordinator', siteId: district.otherSchool.id }] });
  modelId = await aModel(api.db);
  await aPolicy(api.db);
});
afterAll(() => api.close());

const give = async (to: string, tag: string) => api.as(keeper).post('/api/device-counter', { body: { scans: [to, tag] } });
/** A device that a student of this school has to keep. */
async function out(siteId = district.school.id, grade = 9) {
  const has = await aStudent(api.db, siteId, { grade });
  return { student: has, device: await anAssignedDevice(api.db, has, { homeSiteId: siteId, modelId }) };
}
beforeEach(async () => {
  api.clock.now = new Date('2026-11-24T18:00:00Z');
  ({ student, device } = await out());
});

const at = (siteId = district.school.id) => `/api/device-collections/${siteId}`;
const scanOf = (code: string, more: object = {}) => ({ id: crypto.randomUUID(), deviceAt: api.clock.now.toISOString(), code, ...more });
const undoing = (undoes: string) => ({ id: crypto.randomUUID(), deviceAt: api.clock.now.toISOString(), undoes });
type From = { as?: Actor; station?: string; sentAt?: string; siteId?: string };
const send = async (scans: object[], { as = keeper, station = 'Gym 1', sentAt = api.clock.now.toISOString(), siteId }: From = {}) =>
  api.as(as).post(`${at(siteId)}/scans`, { body: { station, sentAt, scans } });
const scan = async (code: string, more: object = {}, from: From = {}) => (await send([scanOf(code, more)], from)).body.results[0];
const statusOf = async (id: string) => (await api.db.select().from(devices).where(eq(devices.id, id)))[0]!.status;
const openOf = async (id: string) =>
  api.db
    .select()
    .from(deviceAssignments)
    .where(and(eq(deviceAssignments.deviceId, id), isNull(deviceAssignments.endedAt)));
const eventsOf = async (id: string) => api.db.select().from(deviceEvents).where(eq(deviceEvents.deviceId, id)).orderBy(deviceEvents.id);

describe('on a collection day', () => {
  test('whatever is out comes back, in whatever letters; the same once more is already back', async () => {
    expect(await scan(device.assetTag.toLowerCase())).toMatchObject({
      outcome: 'back',
      exceptions: [],
      device: { assetTag: device.assetTag },
      grade: 9,
    });
    expect([await statusOf(device.id), await openOf(device.id)]).toEqual(['in_stock', []]);
    expect(await scan(device.assetTag)).toMatchObject({ outcome: 'not_back', exceptions: ['already_back'] });
  });

  test('a clock that was put right before it was sent makes no scan old: it counts from when we hear of it', async () => {
    expect(await scan(device.assetTag, { deviceAt: '2026-08-01T14:00:00.000Z' })).toMatchObject({ outcome: 'back' });
    expect(await statusOf(device.id)).toBe('in_stock');
    const today = (await api.as(keeper).get(`${at()}/scans`)).body.items as { device: { assetTag: string } | null }[];
    expect(today.some((one) => one.device?.assetTag === device.assetTag)).toBe(true);
  });

  test('damage is mended and told of what was already back and of what was found, too', async () => {
    await scan(device.assetTag);
    const again = scanOf(device.assetTag, { damage: 'The hinge is broken' });
    expect((await send([again])).body.results[0]).toMatchObject({ outcome: 'not_back', exceptions: ['already_back', 'damaged'] });
    expect(await statusOf(device.id)).toBe('in_repair');
    expect((await send([undoing(again.id)])).body.results[0]).toMatchObject({ outcome: 'undone' });
    expect(await statusOf(device.id)).toBe('in_stock');
    const { device: lost } = await out();
    const { version } = (await api.as(keeper).get(`/api/devices/${lost.id}`)).body;
    expect((await api.as(keeper).post(`/api/devices/${lost.id}/moves`, { body: { kind: 'lose' }, ifMatch: version })).status).toBe(200);
    expect(await scan(lost.assetTag, { damage: 'The screen is cracked' })).toMatchObject({ exceptions: ['found', 'damaged'] });
    expect(await statusOf(lost.id)).toBe('in_repair');
  });

  test('what the IT desk was asked for by a scan taken back is cancelled, but not once somebody has begun', async () => {
    const orderOf = async (id: string) => {
      const of = await api.db
        .select({ id: workOrders.id, status: workOrders.status, reason: workOrders.cancelReason })
        .from(workOrders)
        .innerJoin(deviceRepairs, eq(deviceRepairs.workOrderId, workOrders.id))
        .where(eq(deviceRepairs.deviceId, id));
      return of[0]!;
    };
    const wrong = await scan(device.assetTag, { damage: 'The hinge is broken' });
    await send([undoing(wrong.id)]);
    expect(await orderOf(device.id)).toMatchObject({ status: 'cancelled', reason: expect.stringContaining('by mistake') });
    const { device: begun } = await out();
    const second = await scan(begun.assetTag, { damage: 'The hinge is broken' });
    await api.db
      .update(workOrders)
      .set({ status: 'in_progress' })
      .where(eq(workOrders.id, (await orderOf(begun.id)).id));
    expect((await send([undoing(second.id)])).body.results[0]).toMatchObject({ outcome: 'undone' });
    expect((await orderOf(begun.id)).status).toBe('in_progress');
  });

  test('a scan is taken back by its id in whatever letters', async () => {
    const one = await scan(device.assetTag);
    expect((await send([undoing(one.id.toUpperCase())])).body.results[0]).toMatchObject({ outcome: 'undone' });
    expect(await statusOf(device.id)).toBe('assigned');
  });

  test('a scan is taken back where it was scanned, not at the counter', async () => {
    const one = scanOf(device.assetTag);
    await send([one]);
    const refused = await api.as(keeper).post(`/api/device-counter/${one.id}/undoings`);
    expect([refused.status, await statusOf(device.id)]).toEqual([404, 'in_stock']);
  });

  test('what is told never says whose a device is', async () => {
    const { text } = await send([scanOf(device.assetTag)]);
    const list = await api.as(keeper).get(`${at()}/scans`);
    for (const said of [text, list.text])
      expect([said.includes(student.key), said.includes('Robin'), said.includes(student.id)]).toEqual([false, false, false]);
  });

  test.each<[string, () => Promise<string>, object]>([
    ['a code that nobody knows', async () => 'NOTHING-1', { outcome: 'not_back', exceptions: ['unknown'], device: null }],
    [
      'one that nobody had',
      async () => (await aDevice(api.db, { homeSiteId: district.school.id, modelId })).assetTag,
      { outcome: 'not_back', exceptions: ['not_out'] },
    ],
    ['one of another school', async () => (await out(district.otherSchool.id)).device.assetTag, { outcome: 'back', exceptions: ['other_site'] }],
    [
      'one that was lost',
      async () => {
        const lost = await out();
        await api.as(keeper).post(`/api/devices/${lost.device.id}/moves`, { body: { kind: 'lose' }, ifMatch: 2 });
        return lost.device.assetTag;
      },
      { outcome: 'back', exceptions: ['found'] },
    ],
    [
      'one that is in repair',
      async () => {
        await api.as(keeper).post(`/api/devices/${device.id}/moves`, { body: { kind: 'repair' }, ifMatch: 2 });
        return device.assetTag;
      },
      { outcome: 'not_back', exceptions: ['in_repair'] },
    ],
  ])('%s is told as an exception', async (_what, make, expected) => {
    const code = await make();
    const result = await scan(code);
    expect(result).toMatchObject(expected);
    const list = await api.as(keeper).get(`${at()}/scans?only=exceptions`);
    expect(list.body.items.find(({ id }: { id: string }) => id === result.id)).toMatchObject({ station: 'Gym 1', isUndone: false });
  });

  test('a student’s key first: what they bring is told where it is somebody else’s, and only of the next device', async () => {
    const other = await out();
    const [key, theirs, next] = (await send([scanOf(student.key), scanOf(other.device.assetTag), scanOf(device.assetTag)].map(later))).body.results;
    expect([key.outcome, theirs.exceptions, next.exceptions]).toEqual(['student', ['somebody_elses'], []]);
    const own = await out();
    const [, fine] = (await send([scanOf(own.student.key), scanOf(own.device.assetTag)].map(later))).body.results;
    expect(fine).toMatchObject({ outcome: 'back', exceptions: [] });
  });

  test('a damaged one comes back and goes to repair, with one order for the desk, and whose it was is known to the repair', async () => {
    expect(await scan(device.assetTag, { damage: 'The screen is cracked' })).toMatchObject({ outcome: 'back', exceptions: ['damaged'] });
    expect([await statusOf(device.id), await openOf(device.id)]).toEqual(['in_repair', []]);
    const [repair] = await api.db.select().from(deviceRepairs).where(eq(deviceRepairs.deviceId, device.id));
    const [held] = await api.db.select().from(deviceAssignments).where(eq(deviceAssignments.id, repair!.assignmentId!));
    expect([repair!.problem, repair!.workOrderId !== null, held!.studentId]).toEqual(['The screen is cracked', true, student.id]);
  });

  test('a scan that is sent again is the same, and done once', async () => {
    const scans = [scanOf(device.assetTag), scanOf('NOTHING-2')];
    const [first, second] = [await send(scans), await send(scans)];
    expect(second.body).toEqual(first.body);
    expect((await eventsOf(device.id)).filter(({ kind }) => kind === 'return')).toHaveLength(1);
  });

  test('eight stations scan one device at once, each sends twice: it comes back once', async () => {
    const scans = Array.from({ length: 8 }, () => scanOf(device.assetTag));
    const sent = await Promise.all(scans.flatMap((one, i) => [1, 2].map(() => send([one], { station: `Gym ${i}` }))));
    const results = sent.map(({ body }) => body.results[0]);
    const back = new Set(results.filter(({ outcome }) => outcome === 'back').map(({ id }) => id));
    expect([back.size, new Set(results.map(({ id }) => id)).size]).toEqual([1, 8]);
    expect((await eventsOf(device.id)).filter(({ kind }) => kind === 'return')).toHaveLength(1);
  });

  test('a station without signal: it came back when it was scanned, and what was given out since stays out', async () => {
    const early = '2026-11-24T17:10:00.000Z';
    const given = { device: await aDevice(api.db, { homeSiteId: district.school.id, modelId }) };
    await give((await aStudent(api.db, district.school.id)).key, given.device.assetTag);
    expect((await send([{ ...scanOf(device.assetTag), deviceAt: early }])).body.results[0].outcome).toBe('back');
    const last = (await eventsOf(device.id)).at(-1)!;
    expect([last.occurredAt.toISOString(), last.recordedAt?.toISOString()]).toEqual([early, api.clock.now.toISOString()]);
    expect((await send([{ ...scanOf(given.device.assetTag), deviceAt: early }])).body.results[0]).toMatchObject({
      outcome: 'not_back',
      exceptions: ['already_back'],
    });
    expect(await statusOf(given.device.id)).toBe('assigned');
  });

  test('a station whose clock is wrong by days: how long ago it was scanned is right all the same', async () => {
    const [deviceAt, sentAt] = ['2026-12-24T17:00:00Z', '2026-12-24T17:30:00Z'];
    await send([{ ...scanOf(device.assetTag), deviceAt }], { sentAt });
    expect((await eventsOf(device.id)).at(-1)!.occurredAt.toISOString()).toBe('2026-11-24T17:30:00.000Z');
  });

  test.each<[string, object, string]>([
    ['a return', {}, 'return'],
    ['a damaged one', { damage: 'The hinge is broken' }, 'repair'],
  ])('the last scan is taken back: %s', async (_what, more, kind) => {
    const done = await scan(device.assetTag, more);
    expect((await eventsOf(device.id)).at(-1)!.kind).toBe(kind);
    const back = undoing(done.id);
    expect((await send([back, back])).body.results).toMatchObject([{ outcome: 'undone' }, { outcome: 'undone' }]);
    expect([await statusOf(device.id), (await openOf(device.id))[0]?.studentId]).toEqual(['assigned', student.id]);
    expect((await send([undoing(done.id)])).body.results[0]).toMatchObject({ outcome: 'refused', code: 'devices.undone_late' });
    const list = await api.as(keeper).get(`${at()}/scans?only=mine`);
    expect(list.body.items.find(({ id }: { id: string }) => id === done.id).isUndone).toBe(true);
    expect(await scan(device.assetTag)).toMatchObject({ outcome: 'back' });
  });

  test('what happened to a device since is not undone', async () => {
    const done = await scan(device.assetTag);
    await give((await aStudent(api.db, district.school.id)).key, device.assetTag);
    expect((await send([undoing(done.id)])).body.results[0]).toMatchObject({ outcome: 'refused', code: 'devices.undone_late' });
    expect(await statusOf(device.id)).toBe('assigned');
  });

  test('an exception is looked at no more once it was taken back, or the device came back after all', async () => {
    const list = async () => (await api.as(keeper).get(`${at()}/scans?only=exceptions`)).body.items.map(({ id }: { id: string }) => id);
    const wrong = await scan('NOTHING-3');
    expect(await list()).toContain(wrong.id);
    await send([undoing(wrong.id)]);
    expect(await list()).not.toContain(wrong.id);

    const spare = await aDevice(api.db, { homeSiteId: district.school.id, modelId });
    const early = await scan(spare.assetTag);
    expect(await list()).toContain(early.id);
    await give((await aStudent(api.db, district.school.id)).key, spare.assetTag);
    api.clock.now = new Date('2026-11-24T19:00:00Z');
    expect(await scan(spare.assetTag)).toMatchObject({ outcome: 'back' });
    expect(await list()).not.toContain(early.id);
  });
});

/** Each a second after the one before. */
const later = <T extends { deviceAt: string }>(one: T, i: number): T => ({
  ...one,
  deviceAt: new Date(Date.parse(one.deviceAt) - 60_000 + i * 1_000).toISOString(),
});

describe('how a collection goes', () => {
  test('by grade: what was out, and how much of it is back; taken back is out again', async () => {
    const read = async () => (await api.as(keeper).get(at())).body;
    const grades = async () => (await read()).grades.find(({ grade }: { grade: number }) => grade === 7) ?? { out: 0, back: 0 };
    const [first, second] = [await out(district.school.id, 7), await out(district.school.id, 7)];
    expect(await grades()).toMatchObject({ out: 2, back: 0 });
    const done = await scan(first.device.assetTag, {}, { station: 'Library' });
    await scan(second.device.assetTag, {}, { station: 'Library' });
    expect(await grades()).toMatchObject({ out: 2, back: 2 });
    await send([undoing(done.id)]);
    expect(await grades()).toMatchObject({ out: 2, back: 1 });
    expect((await read()).stations.find(({ station }: { station: string }) => station === 'Library')).toMatchObject({ scans: 2, back: 1 });
    expect((await api.as(keeper).get(`${at()}?since=2026-11-25`)).body.grades.find(({ grade }: { grade: number }) => grade === 7)).toMatchObject({
      out: 1,
      back: 0,
    });
  });

  test('each collects at the own schools only, and what is elsewhere is unknown there', async () => {
    const mine = await api.as(keeperElsewhere).get('/api/device-collections');
    expect(mine.body.items.every(({ id }: { id: string }) => id === district.otherSchool.id)).toBe(true);
    const all = await api.as(keeper).get('/api/device-collections');
    expect(all.body.items.find(({ id }: { id: string }) => id === district.school.id).out).toBeGreaterThan(0);
    expect((await send([scanOf(device.assetTag)], { as: keeperElsewhere })).status).toBe(403);
    expect(await scan(device.assetTag, {}, { as: keeperElsewhere, siteId: district.otherSchool.id })).toMatchObject({ exceptions: ['unknown'] });
    expect(await statusOf(device.id)).toBe('assigned');
  });

  test('one does not answer for another’s scan', async () => {
    const mine = scanOf(device.assetTag);
    await send([mine]);
    const theirs = await send([mine], { as: keeperElsewhere, siteId: district.otherSchool.id });
    expect(theirs.body.results[0]).toMatchObject({ outcome: 'refused', code: 'devices.no_act', device: null });
  });
});

test('twenty stations at once, each answer lost half of the time and sent again: nothing is lost or doubled', async () => {
  const [STATIONS, EACH, AT_ONCE] = [20, 10, 5];
  const site = district.otherSchool.id;
  const held: string[] = [];
  for (let i = 0; i < 100; i += 1) held.push((await out(site)).device.assetTag);
  // Half of all is scanned at two stations, and every tenth label is of nobody.
  const codeOf = (station: number, i: number) => (i % 10 === 9 ? `NOBODY-${station}` : held[(station * EACH + i) % held.length]!);
  const scans = Array.from({ length: STATIONS }, (_, station) => Array.from({ length: EACH }, (_s, i) => scanOf(codeOf(station, i))));
  const answers = new Map<string, string>();
  await Promise.all(
    scans.map(async (all, station) => {
      for (let i = 0; i < EACH; i += AT_ONCE) {
        const some = all.slice(i, i + AT_ONCE);
        const tries = i % 2 === 0 ? [some, some] : [some, [...all.slice(Math.max(0, i - 2), i), ...some]];
        for (const { body } of await Promise.all(tries.map((one) => send(one, { station: `Table ${station}`, siteId: site }))))
          for (const { id, outcome } of body.results) {
            expect(answers.get(id) ?? outcome).toBe(outcome);
            answers.set(id, outcome);
          }
      }
    }),
  );
  const kept = await api.db.select().from(collectionScans).where(eq(collectionScans.siteId, site));
  const mine = kept.filter(({ station }) => station.startsWith('Table '));
  expect(new Set(mine.map(({ id }) => id))).toEqual(new Set(scans.flat().map(({ id }) => id)));
  expect(mine).toHaveLength(STATIONS * EACH);
  const codes = new Set(
    scans
      .flat()
      .map(({ code }) => code)
      .filter((code) => !code.startsWith('NOBODY')),
  );
  const back = mine.filter(({ isBack }) => isBack);
  expect([back.length, new Set(back.map(({ deviceId }) => deviceId)).size]).toEqual([codes.size, codes.size]);
  const returns = await api.db.select({ actId: deviceEvents.actId }).from(deviceEvents).where(eq(deviceEvents.kind, 'return'));
  const ids = new Set(mine.map(({ id }) => id));
  expect(returns.filter(({ actId }) => ids.has(actId))).toHaveLength(codes.size);
}, 60_000);
