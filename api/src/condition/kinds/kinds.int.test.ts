import { requestTypeSystems, setupChanges } from '@steward/db/schema';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';

let api: TestApi;
let administrator: Actor;
let manager: Actor;
beforeAll(async () => {
  api = await startApi();
  await aDistrict(api.db);
  administrator = await aPerson(api.db, { grants: [{ role: 'administrator' }] });
  manager = await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
});
afterAll(() => api.close());

type Kind = { id: string; nameEn: string; system: { code: string; name: string } | null };
const PATH = '/api/set-up/building-systems';
const list = async (who: Actor) => (await api.as(who).get(PATH)).body as { items: Kind[]; systems: { code: string }[]; may: { change: boolean } };
const noHeat = async () => (await list(administrator)).items.find(({ system }) => system?.code === 'D3020')!;
const set = (who: Actor, id: string, systemCode: string | null, insteadOf: string | null, why?: string) =>
  api.as(who).put(`${PATH}/${id}`, { body: { systemCode, insteadOf, ...(why ? { why } : {}) } });

test('each kind of request is listed with the system it speaks of, and those to choose from are of level 3', async () => {
  const { items, systems, may } = await list(administrator);
  expect(items.filter(({ system }) => system).length).toBeGreaterThan(10);
  expect(items.some(({ system }) => !system)).toBe(true);
  expect(systems.every(({ code }) => /^[A-G]\d{4}$/.test(code))).toBe(true);
  expect([may.change, (await list(manager)).may.change]).toEqual([true, false]);
});

test('an administrator changes it; the history of the kind says from what to what, and why', async () => {
  const kind = await noHeat();
  const changed = await set(administrator, kind.id, 'D3040', 'D3020', 'Most calls are about fans');
  expect([changed.status, changed.body.system.code]).toEqual([200, 'D3040']);
  const [entry] = await api.db.select().from(setupChanges).where(eq(setupChanges.subjectId, kind.id)).orderBy(desc(setupChanges.occurredAt)).limit(1);
  expect(entry).toMatchObject({ subjectKind: 'request_type', actorId: administrator.id, why: 'Most calls are about fans' });
  expect([entry!.before, entry!.after]).toEqual([
    { buildingSystem: expect.stringMatching(/^D3020 /) },
    { buildingSystem: expect.stringMatching(/^D3040 /) },
  ]);
  // Of no part any more, and again: each is said once.
  expect((await set(administrator, kind.id, null, 'D3040')).body.system).toBeNull();
  expect(await api.db.select().from(requestTypeSystems).where(eq(requestTypeSystems.requestTypeId, kind.id))).toEqual([]);
  expect((await set(administrator, kind.id, 'D3020', null)).status).toBe(200);
});

test('says no, and why: to who does not set up, to a system that is none, and to who looked before somebody else changed it', async () => {
  const kind = await noHeat();
  expect((await set(manager, kind.id, 'D3040', 'D3020')).body.code).toBe('set_up.not_yours');
  expect((await set(administrator, kind.id, 'A9999', 'D3020')).body.code).toBe('condition.unknown_system');
  expect((await set(administrator, crypto.randomUUID(), 'D3040', null)).body.code).toBe('condition.no_kind');
  const late = await set(administrator, kind.id, 'D3040', 'B3010');
  expect([late.status, late.body.code, late.body.current.buildingSystem]).toEqual([412, 'set_up.changed', expect.stringMatching(/^D3020 /)]);
});
