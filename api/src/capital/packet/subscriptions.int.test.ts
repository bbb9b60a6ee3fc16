import { boardPackets, mails, notices, packetSubscriptionEvents, packetSubscriptions, people as everybody, roleGrants } from '@steward/db/schema';
import { desc, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { createMailer } from '#platform/mailer.ts';
import { readPdf } from '#platform/paper.testing.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { deliverNext } from '../../notices/mails/deliver-mails.ts';
import { aMailServer } from '../../notices/notices.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aPlan, type CapitalPeople, capitalPeople, good, type Plan } from '../capital.testing.ts';
import { capitalMails } from '../capital-mails.ts';
import { sendDuePackets } from './send-due-packets.ts';

const PUBLIC_URL = 'http://steward.district.example';
let api: TestApi;
let district: District;
let people: CapitalPeople;
let plan: Plan;
let auditor: Actor;
beforeAll(async () => {
  api = await startApi({ PUBLIC_URL });
  district = await aDistrict(api.db);
  people = await capitalPeople(api);
  auditor = await aPerson(api.db, { name: 'Ari Auditor', grants: [{ role: 'auditor' }] });
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.now = NOW;
  plan = await aPlan(api, people, district);
  await api.db.update(packetSubscriptions).set({ endedAt: NOW, endedBecause: 'person' }).where(isNull(packetSubscriptions.endedAt));
});

const MONTHLY = { every: 'month', day: 5, hour: 7, language: 'en' };
const DUE = new Date('2026-12-05T14:00:00Z');
const subscribe = (who: Actor, personId: string, more: object = {}) =>
  api.as(who).post('/api/packet-subscriptions', { body: { programmeId: plan.programmeId, personId, ...MONTHLY, ...more } });
const listed = async (who: Actor = people.cfo) => (await api.as(who).get(`/api/packet-subscriptions?programmeId=${plan.programmeId}`)).body;
const send = (now: Date) => sendDuePackets(api.db, { files: api.app.files }, now);
const packetsOf = (subscriptionId: string) => api.db.select().from(boardPackets).where(eq(boardPackets.subscriptionId, subscriptionId));
async function deliver(smtpUrl: string | null, now: Date) {
  const mailer = smtpUrl === null ? null : createMailer({ smtpUrl, mailFrom: 'steward@district.example', publicUrl: PUBLIC_URL });
  while (await deliverNext(api.db, { mailer, publicUrl: PUBLIC_URL, files: api.app.files, above: capitalMails, jitter: 0 }, now));
  mailer?.close();
}
const endRoles = (personId: string) =>
  api.db.update(roleGrants).set({ endedAt: NOW, endedById: people.administrator.id }).where(eq(roleGrants.personId, personId));

describe('a subscription to the board packet', () => {
  test('is begun by finance, for themselves and for others who read the plan, and says when the next one goes out', async () => {
    const mine = await subscribe(people.cfo, people.cfo.id);
    expect([mine.status, mine.body]).toMatchObject([
      201,
      { person: { name: 'Cleo CFO' }, nextDueAt: DUE.toISOString(), may: { change: true, end: true, send: true } },
    ]);
    good(await subscribe(people.cfo, auditor.id, { every: 'week', day: 1, language: 'es' }));
    const { items, readers, may } = await listed();
    expect(items.map((one: { person: { name: string } }) => one.person.name)).toEqual(['Ari Auditor', 'Cleo CFO']);
    expect([may, readers.map(({ name }: { name: string }) => name)]).toEqual([
      { subscribe: true },
      expect.arrayContaining(['Ari Auditor', 'Mia Manager']),
    ]);
  });

  test('is refused to who does not keep the books, for who does not read the plan, and twice', async () => {
    expect((await subscribe(people.manager, people.manager.id)).body.code).toBe('capital.packet_not_yours');
    const teacher = await aPerson(api.db, { grants: [{ role: 'requester' }] });
    expect((await subscribe(people.cfo, teacher.id)).body).toMatchObject({ code: 'capital.packet_not_a_reader', errors: [{ pointer: '/personId' }] });
    good(await subscribe(people.cfo, auditor.id));
    expect((await subscribe(people.cfo, auditor.id)).body.code).toBe('capital.packet_subscribed');
    expect((await subscribe(people.cfo, people.cfo.id, { day: 32 })).status).toBe(400);
    expect((await subscribe(people.cfo, people.cfo.id, { every: 'week', day: 8 })).status).toBe(400);
  });

  test('begun twice with the same key at once is one', async () => {
    const body = { programmeId: plan.programmeId, personId: people.cfo.id, ...MONTHLY };
    const press = () => api.as(people.cfo).post('/api/packet-subscriptions', { body, key: plan.programmeId });
    await Promise.all([press(), press()]);
    expect((await listed()).items).toHaveLength(1);
  });

  test('is changed on the version that was seen, ended by whose it is, and then begun anew', async () => {
    const { id, version } = good(await subscribe(people.cfo, auditor.id));
    const change = { every: 'week', day: 5, hour: 16, language: 'es' };
    const put = (who: Actor, ifMatch: number) => api.as(who).put(`/api/packet-subscriptions/${id}`, { body: change, ifMatch });
    expect((await put(auditor, version)).body.code).toBe('capital.packet_not_yours');
    expect((await put(people.cfo, version + 1)).body.code).toBe('capital.packet_changed');
    const changed = good(await put(people.cfo, version));
    expect(changed).toMatchObject({ every: 'week', day: 5, hour: 16, language: 'es', nextDueAt: '2026-11-27T23:00:00.000Z' });
    const end = (who: Actor) => api.as(who).post(`/api/packet-subscriptions/${id}/endings`, { ifMatch: changed.version });
    expect((await end(people.manager)).body.code).toBe('capital.packet_not_yours');
    expect(good(await end(auditor))).toMatchObject({ endedBecause: 'person', nextDueAt: null, may: { change: false, end: false, send: false } });
    expect((await end(auditor)).body.code).toBe('capital.packet_ended');
    expect((await listed()).items).toEqual([]);
    good(await subscribe(people.cfo, auditor.id));
    const kinds = (await api.db.select().from(packetSubscriptionEvents).where(eq(packetSubscriptionEvents.subscriptionId, id))).map(
      ({ kind }) => kind,
    );
    expect(kinds.toSorted()).toEqual(['changed', 'ended', 'subscribed']);
  });

  test('of a part of the district sees its own only', async () => {
    const there = await aPerson(api.db, { name: 'Nia North', grants: [{ role: 'capital_manager', areaId: district.areas.north }] });
    good(await subscribe(people.cfo, people.cfo.id));
    const { id } = good(await subscribe(people.cfo, there.id));
    expect((await listed(there)).items.map((one: { id: string }) => one.id)).toEqual([id]);
    expect((await listed(there)).readers).toEqual([]);
  });
});

describe('a packet that is due', () => {
  test('goes out once, whatever number of workers look, and arrives as a mail that brings it; the administrator sees it', async () => {
    const { id } = good(await subscribe(people.cfo, people.cfo.id));
    expect(await send(new Date(DUE.getTime() - 1))).toBe(0);
    const counts = await Promise.all([send(DUE), send(DUE), send(DUE)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await send(new Date(DUE.getTime() + 60_000))).toBe(0);
    const [packet, ...others] = await packetsOf(id);
    expect([packet, others]).toMatchObject([{ period: '2026-12-05', asOfOn: '2026-12-05', language: 'en' }, []]);

    const server = await aMailServer();
    await deliver(server.url, DUE);
    await server.close();
    const [got, ...more] = server.received.filter(({ mail }) => mail.subject?.startsWith('Board packet'));
    expect([got?.mail.subject, got?.mail.text, more]).toEqual([
      'Board packet: A bond, as of December 5, 2026',
      expect.stringContaining('The file is attached: A-bond-2026-12-05.pdf'),
      [],
    ]);
    expect(got!.mail.text).toContain(`${PUBLIC_URL}/capital/packet?programme=`);
    const [file] = got!.mail.attachments;
    expect([file?.filename, file?.mimeType]).toEqual(['A-bond-2026-12-05.pdf', 'application/pdf']);
    const pdf = await readPdf(new Uint8Array(file!.content as ArrayBuffer));
    expect(pdf.info).toMatchObject({ Title: 'Board packet: A bond' });
    const seen = (await api.as(people.administrator).get('/api/mails?q=Cleo')).body.items[0];
    expect(seen).toMatchObject({ status: 'sent', attached: { fileName: 'A-bond-2026-12-05.pdf', sizeBytes: packet!.sizeBytes } });
  });

  test('is due again a month later, and tells what changed since the last one', async () => {
    const { id } = good(await subscribe(people.cfo, people.cfo.id));
    await send(DUE);
    expect((await listed()).items[0].nextDueAt).toBe('2027-01-05T14:00:00.000Z');
    await send(new Date('2027-01-05T14:00:00Z'));
    const packets = await packetsOf(id);
    expect(packets.map(({ period, sinceOn }) => [period, sinceOn]).toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['2026-12-05', '2026-11-05'],
      ['2027-01-05', '2026-12-05'],
    ]);
  });

  test('after a long standstill is one, of the latest period', async () => {
    const { id } = good(await subscribe(people.cfo, people.cfo.id, { every: 'week', day: 1 }));
    expect(await send(new Date('2027-02-10T20:00:00Z'))).toBe(1);
    expect((await packetsOf(id)).map(({ period }) => period)).toEqual(['2027-02-08']);
  });

  test('that cannot be kept is due still and keeps no other one waiting; the next worker sends it, once', async () => {
    const { id } = good(await subscribe(people.cfo, people.cfo.id));
    const other = good(await subscribe(people.cfo, auditor.id));
    const put = (key: string, path: string) => (key.includes(id) ? Promise.reject(new Error('full')) : api.app.files.put(key, path));
    await expect(sendDuePackets(api.db, { files: { put } }, DUE)).rejects.toThrow('1 packets could not be made');
    expect([(await packetsOf(id)).length, (await packetsOf(other.id)).length]).toEqual([0, 1]);
    expect(await send(DUE)).toBe(1);
    expect([(await packetsOf(id)).length, (await packetsOf(other.id)).length]).toEqual([1, 1]);
  });

  test('does not go to who lost the role: the subscription ends by itself', async () => {
    const leaving = await aPerson(api.db, { name: 'Lea Leaving', grants: [{ role: 'finance' }] });
    const { id } = good(await subscribe(people.cfo, leaving.id));
    await endRoles(leaving.id);
    expect(await send(DUE)).toBe(0);
    expect(await packetsOf(id)).toEqual([]);
    const [row] = await api.db.select().from(packetSubscriptions).where(eq(packetSubscriptions.id, id));
    expect([row!.endedBecause, row!.endedAt]).toEqual(['role', DUE]);
  });

  test('nor to who left', async () => {
    const gone = await aPerson(api.db, { name: 'Gil Gone', grants: [{ role: 'auditor' }] });
    const { id } = good(await subscribe(people.cfo, gone.id));
    await api.db.update(everybody).set({ isActive: false }).where(eq(everybody.id, gone.id));
    expect(await send(DUE)).toBe(0);
    const [row] = await api.db.select().from(packetSubscriptions).where(eq(packetSubscriptions.id, id));
    expect(row!.endedBecause).toBe('role');
  });

  test('whose mail waits when the role ends is not sent', async () => {
    const leaving = await aPerson(api.db, { name: 'Lou Leaving', grants: [{ role: 'finance' }] });
    good(await subscribe(people.cfo, leaving.id));
    await send(DUE);
    await endRoles(leaving.id);
    await deliver(null, DUE);
    const [mail] = await api.db.select().from(mails).where(eq(mails.personId, leaving.id));
    expect(mail!.status).toBe('withdrawn');
  });

  test('that is too large for a mail comes as a link', async () => {
    good(await subscribe(people.cfo, auditor.id));
    await send(DUE);
    const [notice] = await api.db.select().from(notices).where(eq(notices.personId, auditor.id)).orderBy(desc(notices.id)).limit(1);
    await api.db
      .update(notices)
      .set({ attached: { ...notice!.attached!, sizeBytes: 5_000_001 } })
      .where(eq(notices.id, notice!.id));
    const server = await aMailServer();
    await deliver(server.url, DUE);
    await server.close();
    const got = server.received.find(({ mail }) => mail.subject?.startsWith('Board packet'))!.mail;
    expect([got.attachments, got.text]).toEqual([[], expect.stringContaining('too large for a mail')]);
  });

  test('whose file cannot be opened is put off, and arrives with it later', async () => {
    good(await subscribe(people.cfo, auditor.id));
    await send(DUE);
    const server = await aMailServer();
    const mailer = createMailer({ smtpUrl: server.url, mailFrom: 'steward@district.example', publicUrl: PUBLIC_URL });
    const away = { open: () => Promise.reject(new Error('away')) };
    while (await deliverNext(api.db, { mailer, publicUrl: PUBLIC_URL, files: away, above: capitalMails, jitter: 0 }, DUE));
    const arrived = () => server.received.filter(({ mail }) => mail.subject?.startsWith('Board packet')).length;
    expect(arrived()).toBe(0);
    await deliver(server.url, new Date(DUE.getTime() + 3_600_000));
    expect(arrived()).toBe(1);
    mailer.close();
    await server.close();
  });
});

describe('a packet sent by hand', () => {
  test('goes out at once, and once for the same press', async () => {
    const { id } = good(await subscribe(people.cfo, auditor.id));
    const press = (key: string) => api.as(people.cfo).post(`/api/packet-subscriptions/${id}/sendings`, { key });
    await Promise.all([press(`a ${id}`), press(`a ${id}`)]);
    expect((await packetsOf(id)).map(({ sentById }) => sentById)).toEqual([people.cfo.id]);
    // Pressed again at once, on another page and by others: the first one is the answer.
    await Promise.all(Array.from({ length: 7 }, (_, i) => press(`b${i} ${id}`)));
    expect(await packetsOf(id)).toHaveLength(1);
    api.clock.now = new Date(api.clock.now.getTime() + 61_000);
    expect((await press(`c ${id}`)).status).toBe(201);
    expect(await packetsOf(id)).toHaveLength(2);
    const { sent, items } = await listed();
    expect(sent[0]).toMatchObject({ dueOn: null, sentBy: { name: 'Cleo CFO' }, person: { name: 'Ari Auditor' }, asOf: '2026-11-24' });
    expect(items[0].nextDueAt).toBe(DUE.toISOString());
  });

  test('is the business of finance', async () => {
    const { id } = good(await subscribe(people.cfo, auditor.id));
    expect((await api.as(auditor).post(`/api/packet-subscriptions/${id}/sendings`)).body.code).toBe('capital.packet_not_yours');
  });

  test('is kept as it went out, for who reads the whole plan and whose it is', async () => {
    const there = await aPerson(api.db, { name: 'Nor North', grants: [{ role: 'capital_manager', areaId: district.areas.north }] });
    const { id } = good(await subscribe(people.cfo, auditor.id));
    good(await api.as(people.cfo).post(`/api/packet-subscriptions/${id}/sendings`));
    const [packet] = (await listed()).sent;
    const file = async (who: Actor) =>
      api.app.inject({ url: `/api/board-packets/${packet.id}/file`, headers: { cookie: (await api.as(who).cookie)! } });
    const got = await file(auditor);
    expect([got.statusCode, got.rawPayload.length, got.rawPayload.subarray(0, 5).toString()]).toEqual([200, packet.sizeBytes, '%PDF-']);
    expect((await file(people.administrator)).statusCode).toBe(200);
    expect((await file(there)).statusCode).toBe(404);
  });
});
