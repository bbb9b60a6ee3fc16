import { studentLinkViews } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aDevice, aModel, aPolicy, aStudent } from '../devices.testing.ts';

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

async function charged() {
  const [device, student] = [await aDevice(api.db, { homeSiteId: district.school.id, modelId }), await aStudent(api.db, district.school.id)];
  await api.as(who.keeper).post('/api/device-counter', { body: { scans: [student.key, device.assetTag] } });
  const read = async (as = who.keeper) => api.as(as).get(`/api/students/${student.id}/device-statement`);
  const move = async (body: object) =>
    api
      .as(who.keeper)
      .post(`/api/devices/${device.id}/moves`, { body, ifMatch: (await api.as(who.keeper).get(`/api/devices/${device.id}`)).body.version });
  const credit = async (body: object) => api.as(who.keeper).post(`/api/device-charges/${(await read()).body.lines[0].id}/credits`, { body });
  return { device, student, read, move, credit };
}

describe('a family’s statement', () => {
  test('says what counts: each step of the ladder, the cap, and how much of it this school year used', async () => {
    const { read, move } = await charged();
    expect((await read()).body).toMatchObject({
      asOf: '2026-11-24',
      balance: '0.00',
      year: { schoolYear: 2026, charged: '0.00' },
      policy: {
        cap: '100.00',
        ladder: [
          { cause: 'accident', steps: ['0.00', '25.00', '50.00'] },
          { cause: 'wear', steps: ['0.00'] },
          { cause: 'negligence', steps: ['50.00', null] },
          { cause: 'theft', steps: ['0.00'] },
          { cause: 'lost', steps: [null] },
        ],
      },
    });
    await move({ kind: 'lose', isCharged: true });
    expect((await read()).body).toMatchObject({ balance: '100.00', year: { charged: '100.00' } });
  });

  test('says of each line who entered it and why; of a waiver never why', async () => {
    const { read, move, credit } = await charged();
    await move({ kind: 'lose', isCharged: true });
    await credit({ kind: 'payment', amount: '10.00', reason: 'Check 1042' });
    expect((await credit({ kind: 'waiver', amount: '5.00', reason: 'Meals' })).body).toMatchObject({ errors: [{ pointer: '/reason' }] });
    await credit({ kind: 'waiver', amount: '5.00' });
    await credit({ kind: 'refund', amount: '3.00', reason: 'The price was wrong' });
    await move({ kind: 'recover' });
    const { lines, balance } = (await read()).body;
    expect(lines.map(({ kind, amount, reason, enteredBy }: Record<string, string>) => [kind, amount, reason, enteredBy === who.keeper.name])).toEqual(
      [
        ['charge', '100.00', null, true],
        ['payment', '-10.00', 'Check 1042', true],
        ['waiver', '-5.00', null, true],
        ['refund', '-3.00', 'The price was wrong', true],
        ['refund', '-92.00', 'found', true],
      ],
    );
    expect(balance).toBe('-10.00');
  });

  test('is credited by who keeps devices there; the school’s head reads it', async () => {
    const { read, move } = await charged();
    await move({ kind: 'lose', isCharged: true });
    const seen = (await read(who.principal)).body;
    expect(seen.may).toEqual({ credit: false });
    const tried = await api.as(who.principal).post(`/api/device-charges/${seen.lines[0].id}/credits`, { body: { kind: 'waiver', amount: '5.00' } });
    expect(tried.status).toBe(404);
    expect((await read(who.teacher)).status).toBe(404);
  });

  test('is printed in both languages, and each printing is noted as a look', async () => {
    const { student } = await charged();
    const print = async (locale: string) => api.as(who.keeper).get(`/api/students/${student.id}/device-statement.pdf?locale=${locale}`);
    for (const locale of ['en', 'es']) {
      const { status, headers, text } = await print(locale);
      expect([status, headers['content-type'], text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    }
    const looks = await api.db.select().from(studentLinkViews).where(eq(studentLinkViews.studentId, student.id));
    expect(looks.filter(({ page }) => page === 'getDeviceStatement')).toHaveLength(2);
  });

  test('nothing is charged by a price that nobody knows', async () => {
    const [unknown, student] = [await aModel(api.db, { priceCents: null }), await aStudent(api.db, district.school.id)];
    const device = await aDevice(api.db, { homeSiteId: district.school.id, modelId: unknown });
    await api.as(who.keeper).post('/api/device-counter', { body: { scans: [student.key, device.assetTag] } });
    const path = `/api/devices/${device.id}`;
    const { version, residual } = (await api.as(who.keeper).get(path)).body;
    expect(residual).toBeNull();
    const lost = await api.as(who.keeper).post(`${path}/moves`, { body: { kind: 'lose', isCharged: true }, ifMatch: version });
    expect(lost.body).toMatchObject({ code: 'devices.price_unknown', errors: [{ pointer: '/isCharged' }] });
    expect((await api.as(who.keeper).post(`${path}/moves`, { body: { kind: 'lose' }, ifMatch: version })).body.status).toBe('lost');
  });
});
