import { connect } from '@steward/db';
import { notices, people, workOrders } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { createMailer } from '#platform/mailer.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';
import { aMailServer, tellAll } from '../notices.testing.ts';
import { deliverNext } from './deliver-mails.ts';

const PUBLIC_URL = 'http://steward.district.example';
const MAIL_FROM = 'Steward <help@district.example>';

let api: TestApi;
let owner: ReturnType<typeof connect>;
let district: District;
let teacher: Actor;
let plumber: Actor;
let admin: Actor;
beforeAll(async () => {
  api = await startApi({ PUBLIC_URL });
  owner = connect(api.config.databaseUrl, { poolSize: 1, role: 'none' });
  // What no mail may lose is emptied between the tests.
  await owner.db.execute(sql`alter table mail_events disable trigger user`);
  district = await aDistrict(api.db);
  teacher = await aPerson(api.db, { name: 'Tess Teacher', siteId: district.school.id });
  plumber = await aPerson(api.db, { name: 'Pat Plumber', grants: [{ role: 'technician' }], teamIds: [district.teams.plumbers] });
  admin = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
});
afterAll(async () => {
  await owner.close();
  await api.close();
});
beforeEach(async () => {
  await owner.db.execute(sql`truncate mail_events, mails, notices`);
  await api.db.update(people).set({ locale: 'en', isMailed: true, isDemonstration: false });
  api.clock.now = NOW;
});

const later = (minutes: number) => (api.clock.now = new Date(api.clock.now.getTime() + minutes * 60_000));
const mailerTo = (smtpUrl: string) => createMailer({ smtpUrl, mailFrom: MAIL_FROM, publicUrl: PUBLIC_URL });

/** Sends all that is due to this server, as the worker does. */
async function deliverTo(smtpUrl: string | null) {
  const mailer = smtpUrl === null ? null : mailerTo(smtpUrl);
  try {
    while (await deliverNext(api.db, { mailer, publicUrl: PUBLIC_URL, jitter: 0 }, api.clock.now));
  } finally {
    mailer?.close();
  }
}

/** Work that is done, so that the teacher is told by mail. */
async function aMail(words = 'New washer.', title = 'Faucet drips') {
  const order = await aWorkOrder(api.db, district, {
    requester: teacher,
    title,
    at: api.clock.now,
    set: { status: 'in_progress', assigneeId: plumber.id, teamId: district.teams.plumbers },
  });
  await api.as(plumber).post(`/api/work-orders/${order.id}/transitions`, {
    ifMatch: order.version,
    body: { to: 'completed', resolutionNote: words },
  });
  await tellAll(api);
  return order;
}
const listed = async (who = admin, query = '') => (await api.as(who).get(`/api/mails${query}`)).body;
const only = async () => (await listed()).items[0];

describe('a mail', () => {
  test('arrives with both bodies, a link, and headers that say what it is', async () => {
    const server = await aMailServer();
    const order = await aMail('New washer <b>&</b> seal.');
    await deliverTo(server.url);
    await server.close();
    const [{ to, mail } = { to: '', mail: undefined }, ...others] = server.received;
    expect(others).toEqual([]);
    expect(to).toBe(teacher.email);
    expect(mail).toMatchObject({
      subject: `The work is done: Faucet drips (${order.number})`,
      from: { name: 'Steward', address: 'help@district.example' },
      to: [{ address: teacher.email }],
    });
    const header = (name: string) => mail!.headers.find(({ key }) => key === name)?.value;
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('list-unsubscribe')).toBe(`<${PUBLIC_URL}/account>`);
    expect(header('list-id')).toBe('Steward <notices.steward.district.example>');
    const [notice] = await api.db.select().from(notices);
    for (const part of [`${PUBLIC_URL}/requests/${order.number}?notice=${notice!.id}`, 'Alder School', order.number]) {
      expect(mail!.text).toContain(part);
      expect(mail!.html).toContain(part);
    }
    expect(mail!.text).toContain('New washer <b>&</b> seal.');
    expect(mail!.html).toContain('New washer &lt;b&gt;&amp;&lt;/b&gt; seal.');
    expect(await only()).toMatchObject({ status: 'sent', attempts: 1, sentAt: NOW.toISOString(), messageId: mail!.messageId!.slice(1, -1) });
  });

  test('comes in Spanish to who reads Spanish', async () => {
    const server = await aMailServer();
    await api.db.update(people).set({ locale: 'es' }).where(eq(people.id, teacher.id));
    const order = await aMail();
    await deliverTo(server.url);
    await server.close();
    expect(server.received[0]!.mail).toMatchObject({ subject: `El trabajo está hecho: Faucet drips (${order.number})` });
    expect(server.received[0]!.mail.text).toContain('Abrir en Steward');
  });

  test('of a confidential order carries its number and nothing else of it', async () => {
    const server = await aMailServer();
    const partner = await aPerson(api.db, { name: 'Hana Partner', compartments: [{ compartment: 'hr' }] });
    const order = await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr, title: 'My leave' });
    await api.as(partner).post(`/api/work-orders/${order.id}/comments`, { body: { body: 'About your leave.', isInternal: false } });
    await tellAll(api);
    await deliverTo(server.url);
    await server.close();
    const { mail } = server.received[0]!;
    expect(mail.subject).toBe(order.number);
    expect(`${mail.text}${mail.html}`).toContain(order.number);
    expect(`${mail.text}${mail.html}`).not.toMatch(/leave|Hana|Alder|HR/);
  });

  test('is not sent where the person may no longer know of the order, wants none, or has left', async () => {
    const server = await aMailServer();
    const order = await aMail();
    await api.db.update(workOrders).set({ requesterId: admin.id, submittedById: admin.id }).where(eq(workOrders.id, order.id));
    await deliverTo(server.url);
    for (const set of [{ isMailed: false }, { isActive: false }]) {
      await aMail();
      await api.db.update(people).set(set).where(eq(people.id, teacher.id));
      await deliverTo(server.url);
      await api.db.update(people).set({ isMailed: true, isActive: true }).where(eq(people.id, teacher.id));
    }
    await server.close();
    expect(server.received).toEqual([]);
    expect((await listed()).items.map((mail: { status: string }) => mail.status)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
  });
});

describe('a mail server', () => {
  test('that is down: the mail is tried again, later each time, until it is taken', async () => {
    const server = await aMailServer();
    const { port, url } = server;
    await server.close();
    await aMail();
    await deliverTo(url);
    expect(await only()).toMatchObject({ status: 'queued', attempts: 1, nextAttemptAt: later(1).toISOString() });
    await deliverTo(url);
    expect(await only()).toMatchObject({ attempts: 2, nextAttemptAt: later(2).toISOString(), history: [{ kind: 'put_off' }, { kind: 'put_off' }] });
    expect((await only()).lastError).toMatch(/ECONNREFUSED/);
    const back = await aMailServer({}, port);
    await deliverTo(url);
    await back.close();
    expect(back.received).toHaveLength(1);
    expect(await only()).toMatchObject({ status: 'sent', attempts: 3, lastError: null });
  });

  test('that is down for a day: the mail is given up, and shown', async () => {
    await aMail();
    const server = await aMailServer();
    await server.close();
    for (let i = 0; i < 40 && (await only()).status === 'queued'; i += 1) {
      await deliverTo(server.url);
      later(60);
    }
    const mail = await only();
    expect(mail).toMatchObject({ status: 'failed', mayRetry: true, nextAttemptAt: null });
    expect(mail.history.at(-1)).toMatchObject({ kind: 'given_up', actor: null });
    expect(mail.attempts).toBeGreaterThan(20);
  });

  test('that does not know the address: the mail fails at once, with what the server said', async () => {
    const refusal = Object.assign(new Error('No such mailbox here'), { responseCode: 550 });
    const server = await aMailServer({ onRcptTo: (_address, _session, done) => done(refusal) });
    await aMail();
    await deliverTo(server.url);
    await server.close();
    expect(await only()).toMatchObject({ status: 'failed', attempts: 1, lastError: '550 No such mailbox here', history: [{ kind: 'refused' }] });
  });

  test('that is busy: the mail waits', async () => {
    const busy = Object.assign(new Error('Try later'), { responseCode: 451 });
    const server = await aMailServer({ onMail: () => Promise.reject(busy) });
    await aMail();
    await deliverTo(server.url);
    await server.close();
    expect(await only()).toMatchObject({ status: 'queued', attempts: 1, lastError: '451 Try later' });
  });

  test('that is not set: the mail is written and kept', async () => {
    await aMail();
    await deliverTo(null);
    expect(await only()).toMatchObject({ status: 'kept', attempts: 0, subject: expect.stringContaining('The work is done') as string });
  });
});

describe('workers', () => {
  test('two at once never both send one', async () => {
    const server = await aMailServer();
    for (let i = 0; i < 12; i += 1) await aMail();
    await Promise.all([deliverTo(server.url), deliverTo(server.url), deliverTo(server.url)]);
    await server.close();
    const ids = server.received.map(({ mail }) => mail.messageId);
    expect(ids).toHaveLength(12);
    expect(new Set(ids).size).toBe(12);
  });

  test('one that dies between sending and noting it: another sends it again, under the same Message-ID', async () => {
    const server = await aMailServer();
    await aMail();
    const mailer = mailerTo(server.url);
    const dying = {
      ...mailer,
      send: async (mail: Parameters<typeof mailer.send>[0]) => mailer.send(mail).then(() => Promise.reject(new Error('killed'))),
    };
    await expect(deliverNext(api.db, { mailer: dying, publicUrl: PUBLIC_URL, jitter: 0 }, NOW)).rejects.toThrow('killed');
    mailer.close();
    await deliverTo(server.url);
    await server.close();
    const [first, second, ...others] = server.received.map(({ mail }) => mail.messageId);
    expect(others).toEqual([]);
    expect(second).toBe(first);
    expect(await only()).toMatchObject({ status: 'sent' });
  });
});

describe('an administrator', () => {
  test('sees each delivery, by status and by person, never its words outside the demonstration', async () => {
    await aMail();
    await deliverTo(null);
    const list = await listed();
    expect(list).toMatchObject({
      isDemonstration: false,
      items: [{ person: { name: 'Tess Teacher' }, address: teacher.email, body: null, isHidden: false }],
    });
    expect((await listed(admin, '?status=failed')).items).toEqual([]);
    expect((await listed(admin, '?status=kept&q=tess')).items).toHaveLength(1);
    expect((await listed(admin, '?q=nobody')).items).toEqual([]);
  });

  test('reads the words in the demonstration, which says that it is one', async () => {
    await api.db.update(people).set({ isDemonstration: true }).where(eq(people.id, admin.id));
    await aMail();
    await deliverTo(null);
    const { isDemonstration, items } = await listed();
    expect(isDemonstration).toBe(true);
    expect(items[0].body.text).toContain('Demonstration: not real figures.');
    expect(items[0].body.text).toContain('New washer.');
  });

  test('sees of an order that is not theirs to see that there is a mail, and nothing of whom or what', async () => {
    const partner = await aPerson(api.db, { name: 'Hana Partner', compartments: [{ compartment: 'hr' }] });
    await api.db.update(people).set({ isDemonstration: true }).where(eq(people.id, admin.id));
    const order = await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr });
    await api.as(partner).post(`/api/work-orders/${order.id}/comments`, { body: { body: 'Hello', isInternal: false } });
    await tellAll(api);
    await deliverTo(null);
    const answer = await api.as(admin).get('/api/mails');
    expect(answer.body.items).toMatchObject([
      { isHidden: true, status: 'kept', person: null, address: null, subject: null, orderNumber: null, body: null, lastError: null },
    ]);
    expect(answer.text).not.toMatch(new RegExp(`${order.number}|Tess|${teacher.email}`));
    expect((await listed(admin, '?q=tess')).items).toEqual([]);
  });

  test('has a mail tried again that was given up, which stays known', async () => {
    const refusal = Object.assign(new Error('No such mailbox here'), { responseCode: 550 });
    const refusing = await aMailServer({ onRcptTo: (_address, _session, done) => done(refusal) });
    await aMail();
    await deliverTo(refusing.url);
    await refusing.close();
    const { id } = await only();
    const again = await api.as(admin).post(`/api/mails/${id}/retries`);
    expect(again).toMatchObject({
      status: 200,
      body: { status: 'queued', history: [{ kind: 'refused' }, { kind: 'retried', actor: { name: 'Ada Admin' } }] },
    });
    expect(await api.as(admin).post(`/api/mails/${id}/retries`)).toMatchObject({ status: 422, body: { code: 'notice.mail_not_failed' } });
    const server = await aMailServer();
    await deliverTo(server.url);
    await server.close();
    expect(server.received).toHaveLength(1);
    expect(await only()).toMatchObject({ status: 'sent', attempts: 2 });
  });
});
