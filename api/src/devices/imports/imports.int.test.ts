import { gzipSync } from 'node:zlib';
import { deviceAssignments, deviceEvents, deviceModels, devices } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aForm } from '../../condition/imports/imports.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { accountDigest } from '../account-digest.ts';
import { aDevice, aModel, aStudent } from '../devices.testing.ts';
import { bring, confirm } from '../received-files/received-files.testing.ts';

let api: TestApi;
let district: District;
let who: ReturnType<TestApi['as']>;
let modelId: string;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  who = api.as(await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] }));
  modelId = await aModel(api.db, { make: 'Lenovo', name: '300e Chromebook', autoUpdateExpiresOn: '2029-06-30' });
});
afterAll(() => api.close());

const bySerial = async (serial: string) => (await api.db.select().from(devices).where(eq(devices.serial, serial)))[0];
const eventsOf = async (id: string) =>
  (await api.db.select().from(deviceEvents).where(eq(deviceEvents.deviceId, id)).orderBy(deviceEvents.occurredAt, deviceEvents.id)).map(
    ({ kind }) => kind,
  );
const rows = async (id: string, show: string) =>
  (await who.get(`/api/device-files/${id}/rows?show=${show}&limit=200&locale=en`)).body.items as Record<string, unknown>[];
const chrome = (serialNumber: string, more: Record<string, unknown> = {}) => ({
  kind: 'admin#directory#chromeosdevice',
  deviceId: `id-${serialNumber}`,
  serialNumber,
  model: 'Lenovo 300e Chromebook',
  status: 'ACTIVE',
  annotatedAssetId: `T-${serialNumber}`,
  annotatedLocation: 'Alder School',
  orgUnitPath: '/Students/Alder School',
  recentUsers: [{ type: 'USER_TYPE_MANAGED', email: 'somebody.else@x.example' }],
  ...more,
});
const answer = (...all: unknown[]) =>
  JSON.stringify({ kind: 'admin#directory#chromeosdevices', etag: 'x', chromeosdevices: all, nextPageToken: 'next' });

describe('devices as Google has them', () => {
  test('come in with their model, school, holder and last call; the same list changes nothing', async () => {
    const student = await aStudent(api.db, district.school.id, {
      sourceId: '778899',
      accountDigest: accountDigest('Robin.M@students.example', api.config.sessionSecret),
    });
    const list = answer(
      chrome('C1', {
        annotatedUser: 'robin.m@students.example',
        lastSync: '2026-11-20T15:04:05.000Z',
        osVersion: '130.0',
        macAddress: '0011aabbccdd',
        supportEndDate: '2031-06-30',
      }),
      chrome('C2', {
        annotatedUser: '778899@students.example',
        annotatedLocation: '',
        orgUnitPath: '/Students/Birch School/G9',
        supportEndDate: '2031-06-30',
      }),
      chrome('C3', { status: 'DEPROVISIONED', model: 'Acer Spin 511 Chromebook', supportEndDate: '2033-06' }),
      chrome('C4', { annotatedLocation: 'Nowhere', orgUnitPath: '/' }),
    );
    const file = await bring(api, who, 'chrome', list, 'devices.json');
    expect(file).toMatchObject({
      state: 'checked',
      columns: [],
      summary: {
        effects: { new: 3 },
        verdicts: { wrong: 1 },
        given: 1,
        models: [{ make: 'Acer', name: 'Spin 511 Chromebook', kind: 'chromebook', updatesEndOn: '2033-06-30', rows: 1 }],
        updatesEnd: [{ name: 'Lenovo 300e Chromebook', from: '2029-06-30', to: '2031-06-30' }],
      },
    });
    expect(await bySerial('C1')).toBeUndefined();
    expect((await confirm(api, who, file)).state).toBe('done');
    const [first, second, third] = [await bySerial('C1'), await bySerial('C2'), await bySerial('C3')];
    expect(first).toMatchObject({ status: 'assigned', homeSiteId: district.school.id, osVersion: '130.0', macAddress: '00:11:aa:bb:cc:dd', modelId });
    expect(first!.lastSeenAt!.toISOString()).toBe('2026-11-20T15:04:05.000Z');
    expect(await api.db.select().from(deviceAssignments).where(eq(deviceAssignments.deviceId, first!.id))).toMatchObject([
      { studentId: student.id, kind: 'primary' },
    ]);
    expect(second).toMatchObject({ status: 'in_stock', homeSiteId: district.otherSchool.id });
    expect(third).toMatchObject({ status: 'retired' });
    expect(third!.deprovisionedAt).not.toBeNull();
    expect([await eventsOf(first!.id), await eventsOf(third!.id)]).toEqual([
      ['register', 'assign'],
      ['register', 'retire', 'deprovision'],
    ]);
    expect((await api.db.select().from(deviceModels).where(eq(deviceModels.id, modelId)))[0]).toMatchObject({ autoUpdateExpiresOn: '2031-06-30' });

    const again = await bring(api, who, 'chrome', list, 'devices.json');
    expect(again.summary).toMatchObject({ effects: { new: 0, changed: 0, seen: 0, same: 3 }, updatesEnd: [], models: [] });
    // Whom it names is kept nowhere.
    const kept = await api.db.execute(sql`select string_agg(t::text, '') as text from (select * from device_file_rows) t`);
    expect(JSON.stringify([kept, await api.db.select().from(deviceEvents)])).not.toMatch(/students\.example|somebody/);
  });

  test('that called in again are seen again: no event, and no new version', async () => {
    const before = (await bySerial('C2'))!;
    const file = await bring(api, who, 'chrome', answer(chrome('C2', { annotatedLocation: 'Birch School', lastSync: '2026-11-23T10:00:00Z' })));
    expect(file.summary.effects).toMatchObject({ seen: 1, changed: 0 });
    await confirm(api, who, file);
    const after = (await bySerial('C2'))!;
    expect([after.version, after.lastSeenAt!.toISOString(), await eventsOf(after.id)]).toEqual([
      before.version,
      '2026-11-23T10:00:00.000Z',
      ['register'],
    ]);
  });

  test.each([
    ['a line each, packed', () => gzipSync([chrome('L1'), chrome('L2')].map((one) => JSON.stringify(one)).join('\n'))],
    ['several answers in a list', () => `\uFEFF[${answer(chrome('L1'))},${answer(chrome('L2'))}]`],
    [
      'a table with a byte order mark and quotes',
      () =>
        '\uFEFFserialNumber,Model,"annotatedAssetId",Org Unit Path\r\n"L1","Lenovo 300e Chromebook",T-L1,"/Students/Alder School"\r\nL2,Lenovo 300e Chromebook,T-L2,/Alder School\r\n\r\n',
    ],
  ])('are read from %s', async (_, make) => {
    const file = await bring(api, who, 'chrome', make());
    expect(file).toMatchObject({ state: 'checked', rowsRead: 2, summary: { effects: { new: 2 }, verdicts: { wrong: 0 } } });
  });

  test('a zero or half a character in a text neither stops the list nor is kept', async () => {
    const odd = { ...chrome('L9'), annotatedAssetId: 'T\u0000L9', orderNumber: '\uD800' };
    expect(await bring(api, who, 'chrome', answer(odd))).toMatchObject({ state: 'checked', rowsRead: 1 });
  });

  test('what holds none, or is broken, is refused in words', async () => {
    for (const [content, code] of [
      ['{"users":[]}', 'device_file.not_the_list'],
      ['[{"serialNumber":', 'device_file.not_the_list'],
    ] as const)
      expect(await bring(api, who, 'chrome', content)).toMatchObject({ state: 'failed', failure: code });
    const junk = await who.post('/api/device-files', aForm({ kind: 'chrome' }, 'x', '\u0000\u0001'));
    expect([junk.status, junk.text]).toEqual([422, expect.stringContaining('import.not_a_sheet')]);
  });
});

const HEAD =
  'ASSET TAG,Item Name,Serial Number,Model Name,Model Number,Manufacturer,Category,Status,Location,Checkout Type,Full Name,Email,Username,Purchase Date,Purchase Cost,Order Number,Supplier,Warranty,Notes';
const snipe = (
  tag: string,
  serial: string,
  more: Partial<Record<'model' | 'status' | 'location' | 'email' | 'date' | 'cost' | 'warranty', string>> = {},
) =>
  [
    tag,
    'A laptop',
    serial,
    more.model ?? '300e Chromebook',
    '',
    'Lenovo',
    'Chromebooks',
    more.status ?? 'Ready to Deploy',
    more.location ?? 'Alder School',
    'user',
    'Robin Made-Up',
    more.email ?? '',
    '',
    more.date ?? '8/20/2024',
    more.cost ?? '"$1,325.00"',
    'PO-7',
    'A supplier',
    more.warranty ?? '36 months',
    '"has, a ""note"""',
  ].join(',');

describe('devices as Snipe-IT has them', () => {
  test('are matched by tag or serial; a tag of one and the serial of another is refused', async () => {
    const [one, two] = [
      await aDevice(api.db, { homeSiteId: district.school.id, modelId, serial: 'Sn1' }),
      await aDevice(api.db, { homeSiteId: district.school.id, modelId, serial: 'SN2' }),
    ];
    const list = [
      HEAD,
      snipe(one.assetTag.toLowerCase(), 'SN1', { location: 'birch school' }),
      snipe(one.assetTag, 'SN2'),
      snipe('NEW-1', 'SN3', { date: '2024-08-20', cost: '325' }),
      snipe('NEW-2', 'sn3'),
      snipe('NEW-3', 'SN5', { date: 'last year', cost: 'cheap' }),
      snipe('=cmd()', 'SN6'),
      snipe('NEW-4', 'SN7', { location: '=HYPERLINK("x")' }),
    ].join('\r\n');
    const file = await bring(api, who, 'snipe', list);
    expect(file.summary).toMatchObject({ effects: { new: 2 + 1, changed: 1 }, verdicts: { wrong: 3 } });
    expect(await rows(file.id, 'changed')).toMatchObject([
      { row: 2, changes: expect.arrayContaining([{ field: 'homeSiteId', before: 'Alder School', after: 'Birch School' }]) },
    ]);
    const csv = await who.get(`/api/device-files/${file.id}/rows.csv?locale=en`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = csv.text.split('\r\n');
    expect(lines[1]).toMatch(/^3,.*No,The asset tag is of one device here and the serial of another/);
    expect(lines[2]).toBe('5,NEW-2 · SN3,No,The same as row 4.');
    expect(csv.text).toContain('“last year” is not a day; it is left out.');
    for (const cell of lines.slice(1).flatMap((line) => line.split(','))) expect(cell).not.toMatch(/^"?[=+@]/);

    await confirm(api, who, file);
    expect(await bySerial('Sn1')).toMatchObject({
      homeSiteId: district.otherSchool.id,
      assetTag: one.assetTag,
      warrantyEndsOn: '2027-08-20',
      priceCents: 132_500n,
    });
    expect(await eventsOf(one.id)).toEqual(['register', 'change']);
    expect(await bySerial('SN3')).toMatchObject({ assetTag: 'NEW-1', acquiredOn: '2024-08-20', priceCents: 32_500n, orderNumber: 'PO-7' });
    expect(await eventsOf(two.id)).toEqual(['register']);
    const [change] = await api.db.select().from(deviceEvents).where(eq(deviceEvents.kind, 'change'));
    expect(change!.data).toMatchObject({ before: { homeSiteId: district.school.id }, after: { homeSiteId: district.otherSchool.id } });
  });

  test('with headings that nobody knows wait for somebody to say what they are', async () => {
    const file = await bring(api, who, 'snipe', ['Etikett,Nummer,Modell,Schule', 'Q-1,QQ1,300e Chromebook,Alder School'].join('\n'));
    expect(file).toMatchObject({ state: 'mapping', columns: [{ heading: 'Etikett', field: null }, {}, {}, {}], may: { check: true, load: false } });
    const check = (columns: (string | null)[]) => who.post(`/api/device-files/${file.id}/checks`, { body: { columns }, ifMatch: file.version });
    for (const [columns, code] of [
      [['nothing', null, null, null], 'unknown_field'],
      [['serial', 'serial', null, null], 'field_twice'],
      [[null, null, 'model', null], 'column_missing'],
    ] as const)
      expect((await check([...columns])).text).toContain(code);
    expect((await check(['assetTag', 'serial', 'model', 'location'])).status).toBe(202);
  });

  test('of which somebody changed one after the comparison leave that one alone, all others come in', async () => {
    const device = await aDevice(api.db, { homeSiteId: district.school.id, modelId, serial: 'MW1' });
    const file = await bring(
      api,
      who,
      'snipe',
      [HEAD, snipe(device.assetTag, 'MW1', { location: 'Birch School' }), snipe('MW-2', 'MW2'), snipe('MW-3', 'MW3')].join('\n'),
    );
    await who.post(`/api/devices/${device.id}/moves`, { body: { kind: 'lose' }, ifMatch: 1 });
    await aDevice(api.db, { homeSiteId: district.school.id, modelId, serial: 'mw3' });
    const done = await confirm(api, who, file);
    expect(done).toMatchObject({ state: 'done', summary: { leftAlone: 2 } });
    expect(await bySerial('MW1')).toMatchObject({ status: 'lost', homeSiteId: district.school.id });
    expect(await bySerial('MW2')).toMatchObject({ status: 'in_stock' });
    expect((await rows(done.id, 'odd')).map(({ reasons }) => (reasons as { code: string }[]).at(-1)!.code)).toEqual([
      'changed_meanwhile',
      'changed_meanwhile',
    ]);
  });

  test('whose tag somebody else took meanwhile are compared anew; nothing of them is in', async () => {
    const device = await aDevice(api.db, { homeSiteId: district.school.id, modelId, serial: 'TG1' });
    const file = await bring(api, who, 'snipe', [HEAD, snipe('TAKEN-1', 'TG1'), snipe('TG-2', 'TG2')].join('\n'));
    await aDevice(api.db, { homeSiteId: district.school.id, modelId, assetTag: 'taken-1', serial: 'TG9' });
    const after = await confirm(api, who, file);
    expect(after).toMatchObject({ state: 'checked', failure: 'device_file.overtaken', summary: { verdicts: { wrong: 1 }, effects: { new: 1 } } });
    expect([await bySerial('TG2'), (await bySerial('TG1'))!.assetTag]).toEqual([undefined, device.assetTag]);
  });

  test('a holder who got another device meanwhile gets none', async () => {
    const student = await aStudent(api.db, district.school.id, { sourceId: 'h1' });
    const file = await bring(api, who, 'snipe', [HEAD, snipe('H-1', 'HH1', { email: 'h1@x.example', status: 'Deployed' })].join('\n'));
    expect(file.summary.given).toBe(1);
    const other = await aDevice(api.db, { homeSiteId: district.school.id, modelId });
    await who.post('/api/device-counter', { body: { scans: [student.key, other.assetTag] } });
    expect(await confirm(api, who, file)).toMatchObject({ state: 'done', summary: { given: 0 } });
    expect(await bySerial('HH1')).toMatchObject({ status: 'in_stock' });
  });
});

describe('who may', () => {
  test('a coordinator of one school brings nothing: files speak of the whole district', async () => {
    const bound = api.as(await aPerson(api.db, { grants: [{ role: 'technology_coordinator', siteId: district.school.id }] }));
    expect([
      (await bound.get('/api/device-files')).status,
      (await bound.post('/api/device-files', aForm({ kind: 'snipe' }, 'x.csv', HEAD))).status,
    ]).toEqual([403, 403]);
  });
  test('a retry with the same key brings a file once; a stale version and a second confirmation change nothing', async () => {
    const form = aForm({ kind: 'snipe' }, 'x.csv', [HEAD, snipe('ONCE-1', 'ONCE1')].join('\n'));
    const [a, b] = [
      await who.post('/api/device-files', { ...form, key: 'once-key-1' }),
      await who.post('/api/device-files', { ...form, key: 'once-key-1' }),
    ];
    expect(a.body.id).toBe(b.body.id);
    const file = await bring(api, who, 'snipe', [HEAD, snipe('ONCE-1', 'ONCE1')].join('\n'));
    expect((await who.post(`/api/device-files/${file.id}/loads`, { body: {}, ifMatch: file.version - 1 })).status).toBe(412);
    await confirm(api, who, file);
    expect((await who.post(`/api/device-files/${file.id}/loads`, { body: {}, ifMatch: file.version + 2 })).status).toBe(422);
  });
});
