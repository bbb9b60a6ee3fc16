import { deviceDisposals, deviceEvents } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aForm } from '../../condition/imports/imports.testing.ts';
import { aDevice, aModel } from '../devices.testing.ts';

let api: TestApi;
let district: District;
let who: Record<'keeper' | 'keeperHere' | 'auditor' | 'cfo', Actor>;
let modelId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school } = district;
  const held = (grants: Parameters<typeof aPerson>[1]) => aPerson(api.db, grants);
  who = {
    keeper: await held({ grants: [{ role: 'technology_coordinator' }] }),
    keeperHere: await held({ grants: [{ role: 'technology_coordinator', siteId: school.id }] }),
    auditor: await held({ grants: [{ role: 'auditor' }] }),
    cfo: await held({ grants: [{ role: 'finance' }] }),
  };
  modelId = await aModel(api.db);
});
afterAll(() => api.close());

const LOT = { name: 'November', way: 'recycled', takenBy: 'A certified recycler' };
const begin = async () => (await api.as(who.keeper).post('/api/device-disposals', { body: LOT })).body;
const look = async (id: string, as = who.keeper) => api.as(as).get(`/api/device-disposals/${id}`);
const act = async (id: string, what: string, body: object, more: { key?: string } = {}) =>
  api.as(who.keeper).post(`/api/device-disposals/${id}/${what}`, { body, ifMatch: (await look(id)).body.version, ...more });
const numbered = async (id: string, certificateNumber: string) =>
  api.as(who.keeper).patch(`/api/device-disposals/${id}`, { body: { certificateNumber }, ifMatch: (await look(id)).body.version });
async function retired(homeSiteId = district.school.id) {
  const device = await aDevice(api.db, { homeSiteId, modelId });
  await api.as(who.keeper).post(`/api/devices/${device.id}/moves`, { body: { kind: 'retire' }, ifMatch: 1 });
  return device;
}

describe('a lot of devices', () => {
  test('gathers retired ones of every school, all that are named or none, and says of each why not', async () => {
    const [{ id }, one, other] = [await begin(), await retired(), await retired(district.otherSchool.id)];
    const used = await aDevice(api.db, { homeSiteId: district.school.id, modelId });
    const refused = await act(id, 'devices', { codes: [one.assetTag, 'NOTHING-1', used.assetTag] });
    expect(refused.body).toMatchObject({
      code: 'devices.not_for_lot',
      unfit: [
        { code: 'NOTHING-1', why: 'unknown' },
        { code: used.assetTag, why: 'not_retired' },
      ],
      errors: [{ pointer: '/codes/1' }, { pointer: '/codes/2' }],
    });
    expect((await look(id)).body.devices).toEqual([]);
    const added = await act(id, 'devices', { codes: [one.assetTag.toLowerCase(), other.assetTag, one.assetTag] });
    expect(added.body.devices.map(({ assetTag }: { assetTag: string }) => assetTag)).toEqual([one.assetTag, other.assetTag].toSorted());
    const another = await begin();
    expect((await act(another.id, 'devices', { codes: [one.assetTag] })).body.unfit).toEqual([{ code: one.assetTag, why: 'in_other_lot' }]);
    const out = await api.as(who.keeper).delete(`/api/device-disposals/${id}/devices/${one.id}`, { ifMatch: (await look(id)).body.version });
    expect(out.body.devices).toMatchObject([{ assetTag: other.assetTag }]);
    expect((await act(another.id, 'devices', { codes: [one.assetTag] })).body.devices).toMatchObject([{ assetTag: one.assetTag }]);
  });

  test('leaves only deprovisioned, wiped and certified; then each device is disposed of, by an event of its own', async () => {
    const [{ id }, one, other] = [await begin(), await retired(), await retired()];
    const leave = (disposedOn = '2026-11-24', more = {}) => act(id, 'departures', { disposedOn }, more);
    expect((await leave()).body.code).toBe('devices.lot_empty');
    await act(id, 'devices', { codes: [one.assetTag, other.assetTag] });
    expect((await look(id)).body.missing).toEqual(['deprovision', 'wipe', 'certificate']);
    expect((await leave()).body.code).toBe('devices.not_wiped');
    expect((await act(id, 'preparations', { kinds: ['deprovision', 'wipe'] })).body).toMatchObject({
      missing: ['certificate'],
      devices: [
        { isWiped: true, isDeprovisioned: true },
        { isWiped: true, isDeprovisioned: true },
      ],
    });
    expect((await leave()).body.code).toBe('devices.no_certificate');
    await numbered(id, 'WIPE-2026-114');
    expect((await leave('2026-11-25')).body).toMatchObject({ code: 'devices.left_ahead', errors: [{ pointer: '/disposedOn' }] });
    expect((await leave('2000-01-01')).body).toMatchObject({ code: 'devices.left_before', errors: [{ pointer: '/disposedOn' }] });
    const key = crypto.randomUUID();
    const left = await leave('2026-11-24', { key });
    expect(left.body).toMatchObject({ disposedOn: '2026-11-24', missing: [], may: { keep: false }, devices: [{}, {}] });
    expect(left.body.history.map(({ kind }: { kind: string }) => kind)).toEqual(['done', 'certified', 'added', 'begun']);
    for (const { id: deviceId } of [one, other]) {
      const device = (await api.as(who.keeper).get(`/api/devices/${deviceId}`)).body;
      expect(device).toMatchObject({ status: 'disposed', allowedMoves: [], disposal: { id, name: 'November' } });
      const kinds = await api.db
        .select({ kind: deviceEvents.kind })
        .from(deviceEvents)
        .where(eq(deviceEvents.deviceId, deviceId))
        .orderBy(deviceEvents.id);
      expect(kinds.map(({ kind }) => kind)).toEqual(['register', 'retire', 'deprovision', 'wipe', 'dispose']);
    }
    expect((await numbered(id, 'Another')).body.code).toBe('devices.lot_over');
    await expect(api.db.update(deviceDisposals).set({ takenBy: 'Another' }).where(eq(deviceDisposals.id, id))).rejects.toThrow();
    expect((await api.as(who.auditor).get('/api/device-disposals')).body.items.find((lot: { id: string }) => lot.id === id)).toMatchObject({
      devices: 2,
    });
  });

  test('keeps its certificate as a file that is what it says, for who audits too', async () => {
    const { id } = await begin();
    const bring = (name: string, content: string, as = who.keeper) =>
      api.as(as).post(`/api/device-disposals/${id}/certificate`, aForm({}, name, content));
    expect((await bring('wipe.pdf', 'no such thing')).body).toMatchObject({ code: 'devices.certificate_kind', errors: [{ pointer: '/file' }] });
    expect((await bring('wipe.pdf', '%PDF-1.7 one', who.keeperHere)).status).toBe(403);
    expect((await bring('wipe.pdf', '%PDF-1.7 one')).body).toMatchObject({ certificateName: 'wipe.pdf', missing: ['devices'] });
    // A name that no file may have is no reason to refuse what it holds.
    expect((await bring(`${'long '.repeat(80)}.pdf`, '%PDF-1.7 one')).status).toBe(201);
    expect((await bring('better.pdf', '%PDF-1.7 two')).body.certificateName).toBe('better.pdf');
    const file = await api.as(who.auditor).get(`/api/device-disposals/${id}/certificate`);
    expect([file.status, file.text, file.headers['content-disposition']]).toEqual([200, '%PDF-1.7 two', expect.stringContaining('better.pdf')]);
    expect((await api.as(who.cfo).get(`/api/device-disposals/${id}/certificate`)).status).toBe(403);
  });

  test('that two begin to send away at once leaves once', async () => {
    const [{ id }, one] = [await begin(), await retired()];
    await act(id, 'devices', { codes: [one.assetTag] });
    await act(id, 'preparations', { kinds: ['deprovision', 'wipe'] });
    const { version } = (await numbered(id, 'W-2')).body;
    const tries = await Promise.all(
      [1, 2, 3].map(() =>
        api.as(who.keeper).post(`/api/device-disposals/${id}/departures`, { body: { disposedOn: '2026-11-20' }, ifMatch: version }),
      ),
    );
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  });
});
