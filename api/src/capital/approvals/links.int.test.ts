import { capitalDecisions, ledgerEntries, mails, people as everybody, roleGrants } from '@steward/db/schema';
import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { createMailer } from '#platform/mailer.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { deliverNext } from '../../notices/mails/deliver-mails.ts';
import { aMailServer } from '../../notices/notices.testing.ts';
import { aPlan, type CapitalPeople, capitalPeople, good, NO_PAPER, type Plan } from '../capital.testing.ts';
import { capitalMails } from '../capital-mails.ts';

const PUBLIC_URL = 'http://steward.district.example';
let api: TestApi;
let people: CapitalPeople;
let plan: Plan;
beforeAll(async () => {
  api = await startApi({ PUBLIC_URL });
  people = await capitalPeople(api);
  plan = await aPlan(api, people, await aDistrict(api.db));
});
afterAll(() => api.close());
beforeEach(() => {
  api.clock.now = NOW;
});

/** A transfer that waits for finance, and the secret that its mail brought each of them. */
async function asked(amount = '7.00') {
  const body = { fromLineId: plan.lines.contingency, toLineId: plan.lines.construction, amount, title: 'More roof', reason: 'Bids', ...NO_PAPER };
  const request = good(await api.as(people.manager).post(`/api/programmes/${plan.programmeId}/transfers`, { body }));
  const server = await aMailServer();
  const mailer = createMailer({ smtpUrl: server.url, mailFrom: 'steward@district.example', publicUrl: PUBLIC_URL });
  while (await deliverNext(api.db, { mailer, publicUrl: PUBLIC_URL, above: capitalMails, jitter: 0 }, api.clock.now));
  mailer.close();
  await server.close();
  const secrets = new Map(
    server.received.flatMap(({ to, mail }) => {
      const [, secret] = /\/approve\/capital\/([A-Za-z0-9_-]{43})/.exec(mail.text ?? '') ?? [];
      return secret ? [[to, secret] as const] : [];
    }),
  );
  return { id: request.id as string, secret: secrets.get(people.cfo.email)!, secrets };
}
const look = (secret: string, who: Actor | null = null) => api.as(who).get(`/api/capital-approval-links/${secret}`);
const decide = (secret: string, decision: string, words = '', who: Actor | null = null) =>
  api.as(who).post(`/api/capital-approval-links/${secret}/decisions`, { body: { decision, words } });
const stateOf = async (id: string) => (await api.as(people.cfo).get(`/api/capital-requests/${id}`)).body.state;

describe('the link in the mail about capital money', () => {
  test('shows what it is about without signing in, and looking changes nothing', async () => {
    const { id, secret } = await asked();
    for (let i = 0; i < 2; i += 1) {
      const { status, body, headers } = await look(secret);
      expect([status, headers['cache-control'], headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer']);
      expect(body).toMatchObject({ person: 'Cleo CFO', onBehalfOf: null, request: { title: 'More roof', amount: '7.00', reason: 'Bids' } });
    }
    expect(await stateOf(id)).toBe('waiting');
  });

  test('decides once, as the person whom it was sent to, and enters the money', async () => {
    const { id, secret, secrets } = await asked('8.00');
    const done = await decide(secret, 'approve', 'As the board resolved.');
    expect([done.status, done.body]).toEqual([200, { decision: 'approve', title: 'More roof', amount: '8.00' }]);
    expect(await stateOf(id)).toBe('approved');
    const entries = await api.db.select().from(ledgerEntries).where(eq(ledgerEntries.requestId, id));
    expect(entries.map(({ amountCents, actorId }) => [amountCents, actorId])).toEqual([[800n, people.cfo.id]]);
    const [decision] = await api.db
      .select()
      .from(capitalDecisions)
      .where(eq(capitalDecisions.personId, people.cfo.id))
      .orderBy(desc(capitalDecisions.decidedAt), desc(capitalDecisions.id))
      .limit(1);
    expect(decision).toMatchObject({ via: 'link', words: 'As the board resolved.' });
    expect([(await decide(secret, 'approve')).body.code, (await look(secret)).body.code]).toEqual(['approval.link_used', 'approval.link_used']);
    // The other one's link has nothing left to decide.
    expect((await decide(secrets.get(people.bookkeeper.email)!, 'approve')).body.code).toBe('capital.decided');
  });

  test('pressed twice at once decides once', async () => {
    const { id, secret } = await asked('9.00');
    const both = await Promise.all([decide(secret, 'approve'), decide(secret, 'approve')]);
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(await api.db.select().from(ledgerEntries).where(eq(ledgerEntries.requestId, id))).toHaveLength(1);
  });

  test('declines with a reason only', async () => {
    const { id, secret } = await asked();
    expect((await decide(secret, 'decline')).body.code).toBe('capital.say_why');
    expect(await stateOf(id)).toBe('waiting');
    expect((await decide(secret, 'decline', 'Not this year.')).status).toBe(200);
    expect(await stateOf(id)).toBe('declined');
  });

  test('is refused for what the rules refuse meanwhile, and works again once it is mended', async () => {
    const { id, secret } = await asked('11.00');
    api.clock.now = new Date(NOW.getTime() + 8 * 86_400_000);
    expect((await look(secret)).body.code).toBe('approval.link_expired');
    expect((await decide(secret, 'approve')).body.code).toBe('approval.link_expired');
    api.clock.now = NOW;
    expect((await decide(secret, 'approve', '', people.manager)).body.code).toBe('approval.link_of_another');
    await api.db.update(everybody).set({ isActive: false }).where(eq(everybody.id, people.cfo.id));
    expect((await decide(secret, 'approve')).body.code).toBe('approval.link_not_yours');
    await api.db.update(everybody).set({ isActive: true }).where(eq(everybody.id, people.cfo.id));
    expect(await stateOf(id)).toBe('waiting');
    expect((await decide(secret, 'approve', '', people.cfo)).status).toBe(200);
  });

  test('is none of ours where it is another secret', async () => {
    expect((await look('A'.repeat(43))).body.code).toBe('approval.link_unknown');
    expect((await look('short')).status).toBe(400);
  });

  test('is not sent to who may no longer decide when the mail goes out', async () => {
    const body = {
      fromLineId: plan.lines.contingency,
      toLineId: plan.lines.construction,
      amount: '12.00',
      title: 'Later roof',
      reason: 'Bids',
      ...NO_PAPER,
    };
    good(await api.as(people.manager).post(`/api/programmes/${plan.programmeId}/transfers`, { body }));
    await api.db.update(roleGrants).set({ endedAt: NOW, endedById: people.administrator.id }).where(eq(roleGrants.personId, people.bookkeeper.id));
    while (await deliverNext(api.db, { mailer: null, publicUrl: PUBLIC_URL, above: capitalMails, jitter: 0 }, NOW));
    const [mail] = await api.db
      .select()
      .from(mails)
      .where(and(eq(mails.personId, people.bookkeeper.id)))
      .orderBy(desc(mails.id))
      .limit(1);
    expect(mail!.status).toBe('withdrawn');
  });
});
