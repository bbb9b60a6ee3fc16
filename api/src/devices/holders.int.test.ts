import { deviceEvents, harvestedParts, rooms, studentLinkViews } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aDevice, aModel, aPolicy, aStudent } from './devices.testing.ts';

let api: TestApi;
let district: District;
let who: Record<'keeper' | 'principal' | 'teacher', Actor>;
let modelId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school } = district;
  const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
  who = {
    keeper: await held({ grants: [{ role: 'technology_coordinator' }] }),
    principal: await held({ siteId: school.id, grants: [{ role: 'site_administrator', siteId: school.id }] }),
    teacher: await held({ siteId: school.id, grants: [{ role: 'requester' }] }),
  };
  modelId = await aModel(api.db);
  await aPolicy(api.db);
});
afterAll(() => api.close());

const read = async (id: string, as = who.keeper) => (await api.as(as).get(`/api/devices/${id}`)).body;
const move = async (id: string, body: object) => api.as(who.keeper).post(`/api/devices/${id}/moves`, { body, ifMatch: (await read(id)).version });
const inStock = (more: object = {}) => aDevice(api.db, { homeSiteId: district.school.id, modelId, ...more });

describe('a device is given', () => {
  test('to a member of staff, by their address; who leaves or never was gets none', async () => {
    const { id } = await inStock();
    expect((await move(id, { kind: 'assign', staff: 'nobody@example.org' })).body).toMatchObject({
      code: 'devices.unknown_staff',
      errors: [{ pointer: '/staff' }],
    });
    const given = await move(id, { kind: 'assign', staff: who.teacher.email.toUpperCase() });
    expect(given.body).toMatchObject({ status: 'assigned', heldBy: { kind: 'primary', student: null, other: who.teacher.name } });
    expect((await move(id, { kind: 'return' })).body).toMatchObject({ status: 'in_stock', heldBy: null });
  });

  test('to a room of its school, and of no other', async () => {
    const { id } = await inStock();
    const [room] = await api.db.select().from(rooms).where(eq(rooms.siteId, district.school.id)).limit(1);
    expect((await move(id, { kind: 'lend', roomId: uuidv7(), dueOn: '2026-12-18' })).body).toMatchObject({
      code: 'devices.unknown_room',
      errors: [{ pointer: '/roomId' }],
    });
    const lent = await move(id, { kind: 'lend', roomId: room!.id, dueOn: '2026-12-18' });
    expect(lent.body).toMatchObject({ status: 'on_loan', heldBy: { dueOn: '2026-12-18', other: `${room!.number} ${room!.name}`.trim() } });
  });

  test('into a cart, which is made once, whatever letters it is written in', async () => {
    const [one, other] = [await inStock(), await inStock()];
    expect((await move(one.id, { kind: 'assign', cart: 'Cart 7' })).body).toMatchObject({ heldBy: { other: 'Cart 7' } });
    expect((await move(other.id, { kind: 'assign', cart: 'cart 7' })).body).toMatchObject({ heldBy: { other: 'Cart 7' }, carts: ['Cart 7'] });
  });

  test('to one at a time', async () => {
    const { id } = await inStock();
    const { key } = await aStudent(api.db, district.school.id);
    expect((await move(id, { kind: 'assign', student: key, cart: 'Cart 8' })).body.code).toBe('devices.one_holder');
    expect((await read(id)).status).toBe('in_stock');
  });
});

test('its serial and model are put right, and the school’s head sees no carts and no parts', async () => {
  const { id } = await inStock();
  const other = await aModel(api.db);
  const changed = await api.as(who.keeper).patch(`/api/devices/${id}`, { body: { serial: 'RIGHT-1', modelId: other }, ifMatch: 1 });
  expect(changed.body).toMatchObject({ serial: 'RIGHT-1', model: { id: other }, version: 2 });
  expect((await api.as(who.keeper).patch(`/api/devices/${id}`, { body: { modelId: uuidv7() }, ifMatch: 2 })).body.code).toBe('devices.unknown_model');
  expect(await read(id, who.principal)).toMatchObject({ carts: [], mending: null, allowedMoves: [] });
});

describe('parts', () => {
  const retired = async () => {
    const device = await inStock();
    await move(device.id, { kind: 'retire' });
    return device;
  };
  const harvest = async (id: string, kinds: string[]) =>
    api.as(who.keeper).post(`/api/devices/${id}/parts`, { body: { kinds }, ifMatch: (await read(id)).version });
  const close = (id: string, body: object) => api.as(who.keeper).post(`/api/device-repairs/${id}/closings`, { body });
  const inRepair = async () => {
    const device = await inStock();
    const { body } = await move(device.id, { kind: 'repair', to: 'in_repair', reason: 'Cracked' });
    return {
      ...device,
      repairId: body.mending.repairId as string,
      parts: body.mending.parts as { id: string; kind: string; fromAssetTag: string }[],
    };
  };

  test('come out of retired devices only, and each says where it came from', async () => {
    const { id } = await inStock();
    expect((await harvest(id, ['screen'])).body.code).toBe('devices.not_a_move');
    const donor = await retired();
    const taken = await harvest(donor.id, ['screen', 'battery']);
    expect(taken.body).toMatchObject({
      status: 'retired',
      harvested: [
        { kind: 'screen', usedInAssetTag: null },
        { kind: 'battery', usedInAssetTag: null },
      ],
      events: [{ kind: 'harvest' }, { kind: 'retire' }, { kind: 'register' }],
    });
    expect((await inRepair()).parts.filter(({ fromAssetTag }) => fromAssetTag === donor.assetTag).map(({ kind }) => kind)).toEqual([
      'battery',
      'screen',
    ]);
  });

  test('a device has one of each: what was taken out is not taken twice, hinges and others may be', async () => {
    const donor = await retired();
    expect((await harvest(donor.id, ['battery', 'battery'])).body).toMatchObject({ code: 'devices.part_taken', errors: [{ pointer: '/kinds/1' }] });
    expect((await harvest(donor.id, ['battery', 'hinge'])).status).toBe(200);
    expect((await harvest(donor.id, ['screen', 'battery'])).body).toMatchObject({ code: 'devices.part_taken', errors: [{ pointer: '/kinds/1' }] });
    expect((await harvest(donor.id, ['hinge', 'other', 'screen'])).status).toBe(200);
    expect((await read(donor.id)).harvested).toHaveLength(5);
  });

  test('go into one repair, which says so; a second one is refused and changes nothing', async () => {
    const donor = await retired();
    await harvest(donor.id, ['keyboard']);
    const [first, second] = [await inRepair(), await inRepair()];
    const part = first.parts.find(({ fromAssetTag }) => fromAssetTag === donor.assetTag)!;
    const mended = await close(first.repairId, { outcome: 'mended', damageClass: 'wear', cost: '12.00', partIds: [part.id] });
    expect(mended.body).toMatchObject({
      status: 'in_stock',
      repairs: [{ outcome: 'mended', cost: '12.00', parts: [{ kind: 'keyboard', fromAssetTag: donor.assetTag }] }],
    });
    const again = await close(second.repairId, { outcome: 'mended', partIds: [part.id] });
    expect(again.body).toMatchObject({ code: 'devices.part_gone', errors: [{ pointer: '/partIds' }] });
    expect((await read(second.id)).status).toBe('in_repair');
    expect((await read(donor.id)).harvested).toMatchObject([{ usedInAssetTag: first.assetTag }]);
    const [stocked] = await api.db
      .select()
      .from(deviceEvents)
      .where(and(eq(deviceEvents.deviceId, first.id), eq(deviceEvents.kind, 'stock')));
    expect(stocked!.data).toEqual({ parts: ['keyboard'] });
    await expect(api.db.update(harvestedParts).set({ kind: 'screen' }).where(eq(harvestedParts.id, part.id))).rejects.toThrow();
  });
});

test('a repair is closed and the student has it again: the loaner is back by the same call, and the family is charged by the damage', async () => {
  const [device, loaner] = [await inStock(), await inStock({ isLoaner: true })];
  const student = await aStudent(api.db, district.school.id);
  const scan = (scans: string[]) => api.as(who.keeper).post('/api/device-counter', { body: { scans } });
  await scan([student.key, device.assetTag]);
  await scan([device.assetTag, loaner.assetTag]);
  const { mending } = await read(device.id);
  expect(mending).toMatchObject({ isStudents: true, loaners: [{ assetTag: loaner.assetTag }] });
  const looks = await api.db
    .select({ deviceId: studentLinkViews.deviceId })
    .from(studentLinkViews)
    .where(and(eq(studentLinkViews.studentId, student.id), eq(studentLinkViews.page, 'getDevice')));
  expect(looks.map(({ deviceId }) => deviceId)).toContain(loaner.id);
  const close = (body: object) => api.as(who.keeper).post(`/api/device-repairs/${mending.repairId}/closings`, { body });
  expect((await close({ outcome: 'beyond_repair', isHandedBack: true })).body).toMatchObject({ errors: [{ pointer: '/isHandedBack' }] });
  // A family pays by what it cost, which somebody has to say.
  const unpriced = { outcome: 'mended', damageClass: 'negligence', isCharged: true, isHandedBack: true };
  expect((await close(unpriced)).body).toMatchObject({ code: 'devices.needs_cost', errors: [{ pointer: '/cost' }] });
  const closed = await close({ ...unpriced, cost: '84.00' });
  expect(closed.body).toMatchObject({ status: 'assigned', heldBy: { student: { key: student.key } }, mending: null });
  expect(await read(loaner.id)).toMatchObject({
    status: 'in_stock',
    heldBy: null,
    events: [{ kind: 'return' }, { kind: 'lend' }, { kind: 'register' }],
  });
  const statement = await api.as(who.keeper).get(`/api/students/${student.id}/device-statement`);
  expect(statement.body).toMatchObject({ balance: '50.00', lines: [{ cause: 'negligence', amount: '50.00' }] });
});
