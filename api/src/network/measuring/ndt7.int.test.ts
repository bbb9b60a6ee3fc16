import { once } from 'node:events';
import { bandwidthMeasurements } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { measureWithNdt7 } from './ndt7-client.testing.ts';

const SUBPROTOCOL = 'net.measurementlab.ndt.v7';
let api: TestApi;
let district: District;
let teacher: Actor;
let stranger: Actor;
let at: string;

beforeAll(async () => {
  api = await startApi({ MEASUREMENT_SECONDS: '1', MEASUREMENTS_AT_ONCE: '2' });
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { siteId: district.school.id, grants: [{ role: 'requester' }] });
  stranger = await aPerson(api.db, { siteId: district.otherSchool.id, grants: [{ role: 'requester' }] });
  at = (await api.app.listen({ port: 0, host: '127.0.0.1' })).replace('http:', 'ws:');
});
afterAll(() => api.close());

const ticketFor = (who: Actor, siteId = district.school.id) => api.as(who).post('/api/network/measurement-tickets', { body: { siteId } });
const kept = () => api.db.select().from(bandwidthMeasurements).where(eq(bandwidthMeasurements.siteId, district.school.id));
/** How a WebSocket is answered: `open`, or the status it is refused with. */
async function knock(path: string, protocols: string[] = [SUBPROTOCOL]): Promise<'open' | number> {
  const socket = new WebSocket(at + path, protocols);
  const answer = await Promise.race([
    once(socket, 'open').then(() => 'open' as const),
    once(socket, 'unexpected-response').then(([, response]) => (response as { statusCode: number }).statusCode),
  ]);
  socket.on('error', () => {});
  socket.terminate();
  return answer;
}

describe('M-Lab’s own client', () => {
  test('measures in both directions, and what stands in the history is what the server counted', async () => {
    const { status, body } = await ticketFor(teacher);
    expect(status).toBe(201);
    const download = await measureWithNdt7('download', at + body.downloadPath);
    expect([download.code, download.errors]).toEqual([0, []]);
    const told = download.told.filter(({ Source }) => Source === 'server').at(-1)!.Data as {
      AppInfo: { NumBytes: number };
      Origin: string;
      Test: string;
    };
    expect(told).toMatchObject({ Origin: 'server', Test: 'download' });
    const upload = await measureWithNdt7('upload', at + body.uploadPath);
    expect([upload.code, upload.errors]).toEqual([0, []]);
    expect(upload.told.some(({ Source }) => Source === 'server')).toBe(true);
    await vi.waitFor(async () => expect(await kept()).toHaveLength(2));
    const rows = await kept();
    const [down, up] = ['download', 'upload'].map((direction) => rows.find((row) => row.direction === direction)!);
    expect(down).toMatchObject({ source: 'browser', personId: teacher.id, probeId: null, measuredAt: NOW, numBytes: told.AppInfo.NumBytes });
    expect(down!.mbps).toBeCloseTo((8 * down!.numBytes) / down!.elapsedUs, 6);
    for (const row of [down!, up!]) {
      expect(row.numBytes).toBeGreaterThan(1_000_000);
      expect(row.elapsedUs).toBeGreaterThanOrEqual(500_000);
      expect(row.elapsedUs).toBeLessThan(4_500_000);
    }
    const { items } = (await api.as(teacher).get(`/api/network/schools/${district.school.id}/measurements`)).body;
    const listed = (all: readonly { ticketId: string; mbps: number }[]) => all.map(({ ticketId, mbps }) => `${ticketId} ${mbps}`).toSorted();
    expect(listed(items)).toEqual(listed(rows.map(({ mbps }) => ({ ticketId: body.id as string, mbps }))));
    // The ticket is spent.
    expect([await knock(body.downloadPath), await knock(body.uploadPath)]).toEqual([403, 403]);
  });
});

describe('the server', () => {
  test('opens to nobody without a ticket of ours: none, made up, changed, or over', async () => {
    const { body } = await ticketFor(teacher);
    const [content, signature] = (body.ticket as string).split('.') as [string, string];
    const other = Buffer.from(Buffer.from(content, 'base64url').toString().replace(district.school.id, district.otherSchool.id)).toString(
      'base64url',
    );
    for (const query of ['', '?ticket=', '?ticket=x', '?ticket=x.y', `?ticket=${other}.${signature}`, `?ticket=${'x'.repeat(5_000)}`])
      expect([query.slice(0, 40), await knock(`/ndt/v7/download${query}`)]).toEqual([query.slice(0, 40), 403]);
    api.clock.now = new Date(NOW.getTime() + 121_000);
    expect(await knock(body.downloadPath)).toBe(403);
    api.clock.now = NOW;
  });
  test('speaks this protocol and no other, at its two addresses only', async () => {
    const { body } = await ticketFor(teacher);
    expect(await knock(body.downloadPath, ['chat'])).toBe(400);
    expect(await knock(`/ndt/v7/sideways?ticket=${body.ticket}`)).toBe(404);
    expect((await fetch(`${at.replace('ws:', 'http:')}/ndt/v7/download`)).status).toBe(404);
  });
  test('passes over an offer to become anything else', async () => {
    const answer = await fetch(`${at.replace('ws:', 'http:')}/api/health/live`, { headers: { upgrade: 'h2c', connection: 'upgrade' } }).catch(
      () => undefined,
    );
    expect([200, undefined]).toContain(answer?.status);
  });
  test('carries so many at once and asks the next one to come back, and says so with its ticket', async () => {
    expect((await ticketFor(teacher)).body.waitSeconds).toBe(0);
    const open = await Promise.all(
      [1, 2].map(async () => {
        const socket = new WebSocket(at + (await ticketFor(teacher)).body.downloadPath, [SUBPROTOCOL]);
        await once(socket, 'open');
        return socket;
      }),
    );
    const next = (await ticketFor(teacher)).body;
    expect([next.waitSeconds, await knock(next.downloadPath)]).toEqual([1, 503]);
    for (const socket of open) socket.terminate();
    const { body } = await ticketFor(teacher);
    await vi.waitFor(async () => expect(await knock(body.downloadPath)).toBe('open'));
  });
  test('keeps nothing of a measurement that was broken off before half of its time', async () => {
    const long = await startApi({ MEASUREMENT_SECONDS: '10' });
    const { school } = await aDistrict(long.db);
    const who = await aPerson(long.db, { siteId: school.id, grants: [{ role: 'requester' }] });
    const there = (await long.app.listen({ port: 0, host: '127.0.0.1' })).replace('http:', 'ws:');
    const { body } = await long.as(who).post('/api/network/measurement-tickets', { body: { siteId: school.id } });
    for (const path of [body.downloadPath, body.uploadPath]) {
      const socket = new WebSocket(there + path, [SUBPROTOCOL]);
      await once(socket, 'open');
      if (path === body.uploadPath) socket.send(Buffer.alloc(10_000));
      socket.close();
      await once(socket, 'close');
    }
    // What it would keep it has kept once it ended.
    await long.app.close();
    expect(await long.db.$count(bandwidthMeasurements)).toBe(0);
    await long.close();
  });
  test('ends flows that nobody reads or feeds once their time is up, keeps nothing of them, and carries others', async () => {
    const before = (await kept()).length;
    for (const path of ['downloadPath', 'uploadPath']) {
      const idle = await Promise.all(
        [1, 2].map(async () => {
          const socket = new WebSocket(at + (await ticketFor(teacher)).body[path], [SUBPROTOCOL]);
          socket.on('error', () => {});
          await once(socket, 'open');
          if (path === 'uploadPath') socket.send(Buffer.alloc(10_000));
          socket.pause();
          return socket;
        }),
      );
      const { body } = await ticketFor(teacher);
      expect(await knock(body.downloadPath)).toBe(503);
      await vi.waitFor(async () => expect(await knock(body.downloadPath)).toBe('open'), { timeout: 10_000, interval: 200 });
      for (const socket of idle) socket.terminate();
    }
    expect(await kept()).toHaveLength(before);
  });
  test('keeps nothing of a download that was broken off late, as of none that did not end as the protocol has it', async () => {
    const before = (await kept()).length;
    const { body } = await ticketFor(teacher);
    const socket = new WebSocket(at + body.downloadPath, [SUBPROTOCOL]);
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary && JSON.parse(data.toString()).AppInfo.ElapsedTime > 600_000) socket.terminate();
    });
    await once(socket, 'close');
    // The ticket is not spent: had it been kept, it would be.
    await vi.waitFor(async () => expect(await knock(body.downloadPath)).toBe('open'));
    expect(await kept()).toHaveLength(before);
  });
  test('keeps a download whose end was taken, though the answer to it is long in coming', async () => {
    const before = (await kept()).length;
    const socket = new WebSocket(at + (await ticketFor(teacher)).body.downloadPath, [SUBPROTOCOL]);
    socket.close = () => {};
    socket.on('error', () => {});
    await once(socket, 'close');
    await vi.waitFor(async () => expect(await kept()).toHaveLength(before + 1));
  });
  test('lets go of who sends what a receiver may not send', async () => {
    const socket = new WebSocket(at + (await ticketFor(teacher)).body.downloadPath, [SUBPROTOCOL]);
    await once(socket, 'open');
    socket.send(Buffer.alloc(10));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1006);
  });
});

describe('a ticket', () => {
  test('is for the school that one works at, or keeps the lines of', async () => {
    expect((await ticketFor(stranger)).body.code).toBe('network.may_not_measure');
    const coordinator = await aPerson(api.db, { grants: [{ role: 'technology_coordinator' }] });
    expect((await ticketFor(coordinator)).status).toBe(201);
    expect((await ticketFor(coordinator, district.closedSchool.id)).body.code).toBe('network.school_closed');
    expect((await ticketFor(coordinator, crypto.randomUUID())).body.code).toBe('network.no_school');
  });
});
