import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bandwidthMeasurements, networkProbes, siteLinkEvents, sites } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { watchLinks } from './hear-probe.ts';
import { measureOnce } from './measure-once.ts';
import { measure, sayAlive } from './run-probe.ts';

let api: TestApi;
let district: District;
let coordinator: Actor;
let origin: URL;
beforeAll(async () => {
  api = await startApi({ MEASUREMENT_SECONDS: '0.5' });
  district = await aDistrict(api.db);
  coordinator = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
  origin = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }));
});
beforeEach(() => {
  api.clock.now = NOW;
});
afterAll(() => api.close());

const make = async (siteId = district.school.id) =>
  (await api.as(coordinator).post('/api/network/probes', { body: { siteId, name: 'Closet B' } })).body;
const machine = (secret: string) => ({ origin, secret, random: () => 0.5, say: () => {}, signal: new AbortController().signal });
const later = (minutes: number) => {
  api.clock.now = new Date(NOW.getTime() + minutes * 60_000);
  return api.clock.now;
};
const linkEvents = async (siteId: string) =>
  (await api.db.select().from(siteLinkEvents).where(eq(siteLinkEvents.siteId, siteId)).orderBy(siteLinkEvents.occurredAt)).map(({ kind }) => kind);

describe('a probe', () => {
  test('is made by who keeps the school’s lines; its secret is shown once, and only the hash is kept', async () => {
    const probe = await make();
    expect(probe.secret).toMatch(/^stp_[\w-]{43}$/);
    const [row] = await api.db.select().from(networkProbes).where(eq(networkProbes.id, probe.id));
    expect(JSON.stringify(row)).not.toContain(probe.secret.slice(4));
    const { items } = (await api.as(coordinator).get('/api/network/probes')).body;
    expect(items.find(({ id }: { id: string }) => id === probe.id)).toMatchObject({ name: 'Closet B', lastHeardAt: null, revokedAt: null });
    expect(JSON.stringify(items)).not.toContain('secret');
  });
  test('says that it lives, and measures to the district as the district counts', async () => {
    const probe = await make();
    expect(await sayAlive(machine(probe.secret))).toMatchObject({ siteId: district.school.id, measureEveryMinutes: 20, heartbeatEverySeconds: 60 });
    await measure(machine(probe.secret));
    const mine = () => api.db.select().from(bandwidthMeasurements).where(eq(bandwidthMeasurements.probeId, probe.id));
    await vi.waitFor(async () => expect(await mine()).toHaveLength(2));
    expect((await mine()).map(({ source, personId, direction }) => `${direction} by ${source}, ${personId}`).toSorted()).toEqual([
      'download by probe, null',
      'upload by probe, null',
    ]);
  });
  test('whose secret was taken back, or is made up, opens nothing, not even with a ticket from before', async () => {
    const probe = await make();
    const post = (path: string, secret: string) => api.as(null).post(path, { headers: { authorization: `Bearer ${secret}` } });
    const { body: ticket } = await post('/api/network/probe-tickets', probe.secret);
    expect((await api.as(coordinator).post(`/api/network/probes/${probe.id}/revocations`)).body.revokedBy).toMatchObject({ id: coordinator.id });
    for (const secret of [probe.secret, `stp_${'A'.repeat(43)}`, 'x', ''])
      for (const path of ['/api/network/probe-heartbeats', '/api/network/probe-tickets']) {
        const { status, body } = await post(path, secret);
        expect([status, body.code]).toEqual([401, 'network.probe_unknown']);
      }
    const answer = await fetch(new URL(ticket.downloadPath, origin), { headers: { upgrade: 'websocket', connection: 'upgrade' } }).catch(
      () => undefined,
    );
    expect(answer?.status).not.toBe(101);
    const again = await api.as(coordinator).post(`/api/network/probes/${probe.id}/revocations`);
    expect(again.status).toBe(200);
    await expect(api.db.update(networkProbes).set({ revokedAt: null, revokedById: null }).where(eq(networkProbes.id, probe.id))).rejects.toThrow();
  });
});

test('a flow that the district breaks off is not said to be measured', async () => {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => socket.close(1001));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const where = new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await expect(measureOnce(where, { downloadPath: '/ndt/v7/download', uploadPath: '/ndt/v7/upload' })).rejects.toThrow('broken off');
  sockets.close();
  http.close();
});

describe('a school', () => {
  const aSchoolWithProbe = async () => {
    const siteId = uuidv7();
    await api.db.insert(sites).values({ id: siteId, code: siteId, name: 'Dogwood School', status: 'active' });
    return { siteId, ...(await make(siteId)) };
  };
  const stateOf = async (siteId: string) => {
    const { link, school } = (await api.as(coordinator).get(`/api/network/schools/${siteId}`)).body;
    return { state: link.state, since: link.since, isUp: school.isUp };
  };
  const asOf = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
  const revoke = (id: string) => api.as(coordinator).post(`/api/network/probes/${id}/revocations`);

  test('is up with the first word of its probe, down after five minutes of silence, and up again; each is told once', async () => {
    const siteId = district.otherSchool.id;
    const probe = await make(siteId);
    await watchLinks(api.db, later(10));
    expect(await linkEvents(siteId)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => sayAlive(machine(probe.secret))));
    expect(await linkEvents(siteId)).toEqual(['up']);
    expect(await watchLinks(api.db, later(14))).toBe(0);
    expect((await Promise.all([1, 2].map(() => watchLinks(api.db, later(16))))).reduce((a, b) => a + b)).toBe(1);
    expect(await linkEvents(siteId)).toEqual(['up', 'down']);
    later(30);
    await sayAlive(machine(probe.secret));
    expect(await linkEvents(siteId)).toEqual(['up', 'down', 'up']);
    await revoke(probe.id);
  });
  test('is down from the last word on that was heard, not from when somebody noticed', async () => {
    const { siteId, ...probe } = await aSchoolWithProbe();
    for (const minute of [40, 41, 42]) {
      later(minute);
      await sayAlive(machine(probe.secret));
    }
    expect(await watchLinks(api.db, later(47.5))).toBe(1);
    expect(await stateOf(siteId)).toEqual({ state: 'down', since: asOf(42), isUp: false });
    later(48);
    await sayAlive(machine(probe.secret));
    const events = await api.db.select().from(siteLinkEvents).where(eq(siteLinkEvents.siteId, siteId)).orderBy(siteLinkEvents.occurredAt);
    expect(events.at(-1)).toMatchObject({ kind: 'up', data: { downSeconds: 360 } });
  });
  test('that spoke once and fell silent is down', async () => {
    const { siteId, secret } = await aSchoolWithProbe();
    await sayAlive(machine(secret));
    expect([await watchLinks(api.db, later(6)), await watchLinks(api.db, later(7))]).toEqual([1, 0]);
    expect(await stateOf(siteId)).toEqual({ state: 'down', since: asOf(0), isUp: false });
  });
  test('whose only probe was taken back is neither up nor down, until another speaks', async () => {
    const { siteId, id, secret } = await aSchoolWithProbe();
    await sayAlive(machine(secret));
    expect(await stateOf(siteId)).toEqual({ state: 'up', since: asOf(0), isUp: true });
    await revoke(id);
    const unknown = { state: null, since: null, isUp: null };
    expect(await stateOf(siteId)).toEqual(unknown);
    await watchLinks(api.db, later(60));
    const other = await make(siteId);
    expect(await stateOf(siteId)).toEqual(unknown);
    later(90);
    await sayAlive(machine(other.secret));
    expect(await stateOf(siteId)).toEqual({ state: 'up', since: asOf(90), isUp: true });
  });
  test('with two probes hears both: one taken back has spoken for it until then', async () => {
    const { siteId, id, secret } = await aSchoolWithProbe();
    const other = await make(siteId);
    for (const one of [secret, other.secret]) await sayAlive(machine(one));
    later(20);
    await sayAlive(machine(secret));
    await revoke(id);
    expect(await watchLinks(api.db, later(24))).toBe(0);
    expect(await watchLinks(api.db, later(26))).toBe(1);
    expect(await stateOf(siteId)).toEqual({ state: 'down', since: asOf(20), isUp: false });
  });
});
