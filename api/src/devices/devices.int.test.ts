import { deviceChargeLines, deviceEvents, deviceRepairs, devices, studentLinkViews, students, workOrders } from '@steward/db/schema';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aDevice, aModel, aPolicy, aStudent } from './devices.testing.ts';

let api: TestApi;
let district: District;
let who: Record<'keeper' | 'keeperElsewhere' | 'principal' | 'principalElsewhere' | 'teacher' | 'auditor' | 'cfo', Actor>;
let modelId: string;
let device: { id: string; assetTag: string };
let loaner: { id: string; assetTag: string };
let student: { id: string; key: string };

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school, otherSchool } = district;
  const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
  who = {
    keeper: await held({ grants: [{ role: 'technology_coordinator' }] }),
    keeperElsewhere: await held({ grants: [{ role: 'technology_coordinator', siteId: otherSchool.id }] }),
    principal: await held({ siteId: school.id, grants: [{ role: 'site_administrator', siteId: school.id }] }),
    principalElsewhere: await held({ siteId: otherSchool.id, grants: [{ role: 'site_administrator', siteId: otherSchool.id }] }),
    teacher: await held({ siteId: school.id, grants: [{ role: 'requester' }] }),
    auditor: await held({ grants: [{ role: 'auditor' }] }),
    cfo: await held({ grants: [{ role: 'finance' }] }),
  };
  modelId = await aModel(api.db);
  await aPolicy(api.db);
});
afterAll(() => api.close());

beforeEach(async () => {
  const homeSiteId = district.school.id;
  device = await aDevice(api.db, { homeSiteId, modelId });
  loaner = await aDevice(api.db, { homeSiteId, modelId, isLoaner: true });
  student = await aStudent(api.db, homeSiteId);
});

type More = { key?: string; problem?: string; as?: Actor };
const scan = async (scans: string[], { key, as = who.keeper, ...body }: More = {}) =>
  api.as(as).post('/api/device-counter', { body: { scans, ...body }, ...(key ? { key } : {}) });
const read = async (id = device.id, as = who.keeper) => (await api.as(as).get(`/api/devices/${id}`)).body;
const move = async (body: object, id = device.id, as = who.keeper) =>
  api.as(as).post(`/api/devices/${id}/moves`, { body, ifMatch: (await read(id)).version });
const statement = async () => (await api.as(who.keeper).get(`/api/students/${student.id}/device-statement`)).body;
const viewsOf = async (actor: Actor) =>
  api.db
    .select()
    .from(studentLinkViews)
    .where(and(eq(studentLinkViews.viewerId, actor.id), eq(studentLinkViews.studentId, student.id)));

describe('at the counter', () => {
  test('a student and a device in stock: it is handed out to keep; a loaner, until a day', async () => {
    expect((await scan([student.key])).body).toMatchObject({ isDone: false, expects: 'device', student: { key: student.key, holds: [] } });
    const { body } = await scan([student.key.toLowerCase(), device.assetTag.toLowerCase()]);
    expect(body).toMatchObject({
      isDone: true,
      did: [{ kind: 'assign' }],
      devices: [{ status: 'assigned' }],
      student: { name: expect.stringContaining('Robin') },
    });
    expect((await scan([loaner.assetTag, student.key])).body.devices).toMatchObject([{ status: 'on_loan', dueOn: '2026-12-08' }]);
    expect((await scan([student.key, (await aDevice(api.db, { homeSiteId: district.school.id, modelId })).assetTag])).body).toMatchObject({
      code: 'devices.has_primary',
      assetTag: device.assetTag,
    });
  });

  test('a broken one and a loaner: swapped in one call, with one order for the desk; and back again', async () => {
    await scan([student.key, device.assetTag]);
    expect((await scan([device.assetTag])).body).toMatchObject({ expects: 'loaner_or_again', student: { key: student.key } });
    const swapped = await scan([device.assetTag, loaner.assetTag], { problem: 'The screen is cracked' });
    expect(swapped.body.devices).toMatchObject([{ status: 'in_repair' }, { status: 'on_loan' }]);
    const [repair] = await api.db.select().from(deviceRepairs).where(eq(deviceRepairs.deviceId, device.id));
    const [order] = await api.db.select().from(workOrders).where(eq(workOrders.id, repair!.workOrderId!));
    expect([repair!.problem, order!.serviceCode, order!.answers]).toEqual(['The screen is cracked', 'it', { tag: device.assetTag, what: 'other' }]);
    expect(JSON.stringify(order)).not.toContain(student.key);
    expect((await scan([device.assetTag, loaner.assetTag])).body.devices).toMatchObject([{ status: 'in_stock' }, { status: 'assigned' }]);
    expect((await read()).repairs).toMatchObject([{ outcome: 'mended', workOrderId: order!.id }]);
  });

  test('the same twice: it comes back; a loaner comes back at once', async () => {
    await scan([student.key, device.assetTag]);
    await scan([student.key, loaner.assetTag]);
    expect((await scan([loaner.assetTag])).body).toMatchObject({ isDone: true, did: [{ kind: 'return' }] });
    expect((await scan([device.assetTag, device.assetTag])).body.devices).toMatchObject([{ status: 'in_stock' }]);
  });

  test('a scan that is sent twice counts once', async () => {
    const key = crypto.randomUUID();
    const [first, second] = [await scan([student.key, device.assetTag], { key }), await scan([student.key, device.assetTag], { key })];
    expect([first.status, second.body.actId]).toEqual([200, first.body.actId]);
    expect((await read()).events.filter(({ kind }: { kind: string }) => kind === 'assign')).toHaveLength(1);
  });

  test('eight stations that hand out one device: one does', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => aStudent(api.db, district.school.id)));
    const done = await Promise.all(others.map(({ key }) => scan([key, device.assetTag])));
    expect(done.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 7 }, () => 422)]);
  });

  test.each(['assign', 'swap', 'return', 'hand_back', 'recover'])('what was done is taken back: %s', async (what) => {
    await scan([student.key, device.assetTag]);
    const before: Record<string, () => Promise<unknown>> = {
      assign: async () => scan([device.assetTag, device.assetTag]),
      swap: async () => {},
      return: async () => {},
      hand_back: () => scan([device.assetTag, loaner.assetTag]),
      recover: () => move({ kind: 'lose' }),
    };
    await before[what]!();
    const stand = async () => [await read(), await read(loaner.id)].map(({ status, heldBy }) => [status, heldBy?.student?.key]);
    const then = await stand();
    const scans = { assign: [student.key, device.assetTag], return: [device.assetTag, device.assetTag], recover: [device.assetTag] }[what] ?? [
      device.assetTag,
      loaner.assetTag,
    ];
    const { actId } = (await scan(scans)).body;
    expect(await stand()).not.toEqual(then);
    const undone = await api.as(who.keeper).post(`/api/device-counter/${actId}/undoings`);
    expect(undone.body.did.every(({ isUndo, kind }: { isUndo: boolean; kind: string }) => isUndo || kind === 'assign' || kind === 'lend')).toBe(true);
    expect(await stand()).toEqual(then);
    expect((await api.as(who.keeper).post(`/api/device-counter/${actId}/undoings`)).body.code).toBe('devices.undone_late');
  });

  test('is for those who keep devices there', async () => {
    for (const as of [who.keeperElsewhere, who.principal, who.teacher, who.auditor])
      expect((await scan([student.key], { as })).body.code, as.id).toBe('devices.unknown_scan');
  });
});

describe('who has which device', () => {
  beforeEach(() => scan([student.key, device.assetTag]));

  test('is seen by the principal of the school, and each look is noted', async () => {
    expect((await read(device.id, who.principal)).heldBy.student).toMatchObject({ key: student.key, grade: 9 });
    expect(await viewsOf(who.principal)).toMatchObject([{ deviceId: device.id, page: 'getDevice', occurredAt: NOW }]);
    const { items } = (await api.as(who.auditor).get(`/api/device-link-views?viewerId=${who.principal.id}&studentId=${student.id}`)).body;
    expect(items).toMatchObject([{ student: { key: student.key }, device: { assetTag: device.assetTag }, viewer: { id: who.principal.id } }]);
  });

  test('is not seen by the auditor, who reads the log; nor by the principal of another school, for whom there is none', async () => {
    expect(await read(device.id, who.auditor)).toMatchObject({
      heldBy: null,
      isHeldByHidden: true,
      events: [{ studentKey: null }, { studentKey: null }],
    });
    expect(await viewsOf(who.auditor)).toEqual([]);
    expect((await api.as(who.principalElsewhere).get(`/api/devices/${device.id}`)).body.code).toBe('devices.no_device');
    expect((await api.as(who.teacher).get(`/api/devices/${device.id}`)).body.code).toBe('devices.not_for_you');
    expect((await api.as(who.principal).get('/api/device-link-views')).body.code).toBe('devices.views_not_for_you');
    expect((await api.as(who.principalElsewhere).get(`/api/students/${student.id}/device-statement`)).body.code).toBe('devices.no_student');
  });

  test('is in no list', async () => {
    const { text, body } = await api.as(who.principal).get(`/api/devices?q=${device.assetTag}`);
    expect(body.items).toMatchObject([{ assetTag: device.assetTag, held: 'primary', status: 'assigned' }]);
    expect(text).not.toContain(student.key);
  });
});

describe('the label', () => {
  const label = () => `/api/device-labels/${device.assetTag}`;
  test('says which device it is, never whose, and lets anybody report a problem, once', async () => {
    await scan([student.key, device.assetTag]);
    const seen = await api.as(who.teacher).get(label());
    expect(seen.body).toMatchObject({ assetTag: device.assetTag, isReported: false, canReport: true, canOpen: false });
    expect(seen.text).not.toContain(student.key);
    const both = await Promise.all([1, 2].map(() => api.as(who.teacher).post(`${label()}/reports`, { body: { problem: 'The screen stays black' } })));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    // Pressed twice it is one order, and both presses are told which; somebody else's is told to nobody.
    expect(new Set(both.map(({ body }) => body.orderNumber))).toEqual(new Set([expect.stringMatching(/^WO-/)]));
    const another = await api.as(who.principal).post(`${label()}/reports`, { body: { problem: 'It is broken' } });
    expect([another.status, another.body.orderNumber]).toEqual([201, null]);
    expect((await api.as(who.teacher).get(label())).body).toMatchObject({ isReported: true, canReport: false });
    expect(await read()).toMatchObject({
      status: 'assigned',
      repairs: [{ problem: 'The screen stays black' }],
      events: [{ kind: 'report', studentKey: null }, {}, {}],
    });
    expect((await api.as(null).get(label())).status).toBe(401);
  });
});

describe('a repair', () => {
  const broken = async () => {
    await scan([student.key, device.assetTag]);
    await move({ kind: 'repair', to: 'in_repair', reason: 'The screen is cracked' });
    return (await read()).repairs[0].id as string;
  };
  const close = async (id: string, body: object) => api.as(who.keeper).post(`/api/device-repairs/${id}/closings`, { body });
  const accident = async (cost: string) => {
    const id = await broken();
    const { body } = await close(id, { outcome: 'mended', damageClass: 'accident', cost, isCharged: true });
    if (body.code) throw new Error(JSON.stringify(body));
    await move({ kind: 'hand_back' });
    await scan([device.assetTag, device.assetTag]);
    return body;
  };

  test('is charged by the ladder, never over the cap, and waived without a reason', async () => {
    for (const cost of ['84.00', '84.00', '84.00', '84.00', '84.00']) await accident(cost);
    const { lines, balance } = await statement();
    expect([lines.map(({ amount }: { amount: string }) => amount), balance]).toEqual([['25.00', '50.00', '25.00'], '100.00']);
    const credit = (id: string, body: object) => api.as(who.keeper).post(`/api/device-charges/${id}/credits`, { body });
    expect((await credit(lines[0].id, { kind: 'waiver', amount: '25.01' })).body.code).toBe('devices.credit_too_high');
    expect((await credit(lines[0].id, { kind: 'waiver', amount: '25.00', reason: 'Meals' })).body.code).toBe('request.invalid');
    expect((await credit(lines[0].id, { kind: 'waiver', amount: '25.00' })).body).toMatchObject({ balance: '75.00' });
    expect((await credit(lines[1].id, { kind: 'payment', amount: '50.00' })).body).toMatchObject({ balance: '25.00' });
    await expect(api.db.update(deviceChargeLines).set({ amountCents: 1n })).rejects.toThrow();
  });

  test('beyond repair: it comes off the student’s name and is retired; wiped, it may be disposed of, not before', async () => {
    const id = await broken();
    const { body } = await close(id, { outcome: 'beyond_repair', damageClass: 'accident' });
    expect(body).toMatchObject({ status: 'retired', heldBy: null, allowedMoves: ['deprovision', 'wipe', 'harvest'] });
    expect((await move({ kind: 'dispose' })).body.code).toBe('devices.not_wiped');
    expect((await close(id, { outcome: 'mended' })).body.code).toBe('devices.repair_closed');
    expect((await scan([student.key, loaner.assetTag])).status).toBe(200);
  });

  test('that is over leaves a device in stock where it is nobody’s', async () => {
    await move({ kind: 'repair', to: 'vendor_repair' });
    const { repairs } = await read();
    expect(repairs).toMatchObject([{ kind: 'vendor' }]);
    expect((await close(repairs[0].id, { outcome: 'no_fault' })).body.status).toBe('in_stock');
  });
});

describe('a lost device', () => {
  test('is charged at what it was worth, up to the cap, and given back when it is found', async () => {
    await scan([student.key, device.assetTag]);
    await move({ kind: 'lose', isCharged: true });
    expect(await statement()).toMatchObject({ balance: '100.00', lines: [{ cause: 'lost', amount: '100.00' }] });
    const { lines } = await statement();
    await api.as(who.keeper).post(`/api/device-charges/${lines[0].id}/credits`, { body: { kind: 'payment', amount: '40.00' } });
    expect((await scan([device.assetTag])).body).toMatchObject({ did: [{ kind: 'recover' }] });
    expect((await statement()).balance).toBe('-40.00');
  });
});

describe('what is undone', () => {
  const undo = async (actId: string) => api.as(who.keeper).post(`/api/device-counter/${actId}/undoings`);
  test('leaves what somebody had reported before', async () => {
    await scan([student.key, device.assetTag]);
    await api.as(who.teacher).post(`/api/device-labels/${device.assetTag}/reports`, { body: { problem: 'The battery swells' } });
    api.clock.now = new Date(api.clock.now.getTime() + 60_000);
    const { body } = await scan([device.assetTag, loaner.assetTag]);
    expect((await undo(body.actId)).status).toBe(200);
    expect((await read()).repairs).toMatchObject([{ problem: 'The battery swells', closedAt: null }]);
  });
  test('never takes back the money that a family was given', async () => {
    await scan([student.key, device.assetTag]);
    expect((await move({ kind: 'lose', isCharged: true })).status).toBe(200);
    const { body } = await scan([device.assetTag]);
    const refused = await undo(body.actId);
    expect([refused.status, refused.body.code, (await read()).status]).toEqual([409, 'devices.refunded_since', 'recovered']);
  });
  test('goes back into the cart, and to the day by which it was due', async () => {
    await move({ kind: 'assign', cart: 'Cart 1' });
    const returned = await scan([device.assetTag, device.assetTag]);
    expect((await undo(returned.body.actId)).status).toBe(200);
    expect((await read()).heldBy).toMatchObject({ other: 'Cart 1' });
    await move({ kind: 'lend', student: student.key, dueOn: '2026-11-24' }, loaner.id);
    const back = await scan([loaner.assetTag, loaner.assetTag]);
    await undo(back.body.actId);
    expect((await read(loaner.id)).heldBy).toMatchObject({ dueOn: '2026-11-24' });
  });
});

describe('a charge', () => {
  test('is asked for with what it is of: whose device it was', async () => {
    const refused = await move({ kind: 'lose', isCharged: true });
    expect([refused.status, refused.body.code, (await read()).status]).toEqual([422, 'devices.nobody_to_charge', 'in_stock']);
  });
});

describe('a device', () => {
  test('is called what no other device and no student is', async () => {
    const other = await aDevice(api.db, { homeSiteId: district.school.id, modelId });
    const change = async (body: object) => api.as(who.keeper).patch(`/api/devices/${device.id}`, { body, ifMatch: (await read()).version });
    for (const [body, pointer] of [
      [{ assetTag: ((await read(other.id)).serial as string).toLowerCase() }, '/assetTag'],
      [{ serial: other.assetTag }, '/serial'],
      [{ assetTag: student.key }, '/assetTag'],
    ] as const)
      expect((await change(body)).body).toMatchObject({ code: 'devices.taken', errors: [{ pointer }] });
    expect((await change({ serial: device.assetTag })).status).toBe(200);
  });
  test('that cost less than nothing is asked about, and so is a cursor that was made up', async () => {
    const body = { assetTag: 'JC-LESS', serial: 'LESS', modelId, siteId: district.school.id, price: '-1.00' };
    const refused = await api.as(who.keeper).post('/api/devices', { body });
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/price' }]]);
    const cursorOf = (...key: string[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const path of [
      `/api/devices?cursor=${cursorOf('JC-\u0000')}`,
      `/api/device-collections/${district.school.id}/scans?cursor=${cursorOf('0000-01-01T00:00:00Z', district.school.id)}`,
    ])
      expect((await api.as(who.keeper).get(path)).status, path).toBe(400);
  });
  test('is registered, changed by who saw its last version, and keeps its history', async () => {
    const body = { assetTag: 'JC-NEW-1', serial: 'NEWSERIAL1', modelId, siteId: district.school.id, price: '325.00' };
    const made = await api.as(who.keeper).post('/api/devices', { body });
    expect([made.status, made.body]).toMatchObject([201, { status: 'received', allowedMoves: ['enroll', 'retire'], version: 1 }]);
    expect((await api.as(who.keeper).post('/api/devices', { body: { ...body, serial: 'other' } })).body).toMatchObject({
      code: 'devices.taken',
      errors: [{ pointer: '/assetTag' }],
    });
    const { id } = made.body;
    const change = (version: number) =>
      api.as(who.keeper).patch(`/api/devices/${id}`, { body: { plannedRefreshOn: '2027-06-30' }, ifMatch: version });
    expect((await change(1)).body).toMatchObject({ plannedRefreshOn: '2027-06-30', version: 2, usableUntilOn: '2027-06-30' });
    expect((await change(1)).body).toMatchObject({ code: 'devices.changed', current: { version: 2 } });
    const [event] = await api.db
      .select()
      .from(deviceEvents)
      .where(and(eq(deviceEvents.deviceId, id), eq(deviceEvents.kind, 'change')));
    expect(event!.data).toEqual({ before: { plannedRefreshOn: null }, after: { plannedRefreshOn: '2027-06-30' } });
    expect((await api.as(who.principal).post('/api/devices', { body: { ...body, assetTag: 'X1' } })).body.code).toBe('devices.not_yours_to_keep');
  });

  test('is given by its keepers only, and moved as allowed only', async () => {
    const { version } = await read();
    const tryAs = (as: Actor) => api.as(as).post(`/api/devices/${device.id}/moves`, { body: { kind: 'lose' }, ifMatch: version });
    expect([(await tryAs(who.principal)).status, (await tryAs(who.keeperElsewhere)).status, (await tryAs(who.teacher)).status]).toEqual([
      403, 404, 403,
    ]);
    expect((await move({ kind: 'dispose' })).body.code).toBe('devices.not_a_move');
    expect((await move({ kind: 'assign', student: 'nobody' })).body.code).toBe('devices.wants_student');
    await api.db.update(students).set({ status: 'left', leftOn: '2026-06-01' }).where(eq(students.id, student.id));
    expect((await move({ kind: 'assign', student: student.key })).body.code).toBe('devices.student_left');
  });

  test('that is silent, overdue or of a kind is found', async () => {
    await scan([student.key, device.assetTag]);
    await scan([student.key, loaner.assetTag]);
    const tags = async (query: string) =>
      (await api.as(who.keeper).get(`/api/devices?limit=200&${query}`)).body.items.map(({ assetTag }: { assetTag: string }) => assetTag);
    expect(await tags('look=overdue')).not.toContain(loaner.assetTag);
    api.clock.now = new Date('2027-01-20T16:00:00Z');
    try {
      expect(await tags('look=overdue')).toContain(loaner.assetTag);
      expect(await tags('look=silent')).toContain(device.assetTag);
      await api.db
        .update(devices)
        .set({ lastSeenAt: new Date('2027-01-19T16:00:00Z') })
        .where(eq(devices.id, device.id));
      expect(await tags('look=silent')).not.toContain(device.assetTag);
      expect(await tags('look=loaners')).toContain(loaner.assetTag);
      expect(await tags('status=assigned,lost')).not.toContain(loaner.assetTag);
    } finally {
      api.clock.now = NOW;
    }
  });
});
