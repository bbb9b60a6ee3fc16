import { capitalEvents, closedPeriods, ledgerEntries, mails, notices } from '@steward/db/schema';
import { and, asc, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { deliverNext } from '../../notices/mails/deliver-mails.ts';
import { aDelegation, aPerson } from '../../people/people.testing.ts';
import {
  aContract,
  anAccount,
  aPlan,
  approveAll,
  askForContract,
  askForInvoice,
  type CapitalPeople,
  capitalPeople,
  good,
  NO_PAPER,
  openStepOf,
  type Plan,
} from '../capital.testing.ts';
import { remindOfCapitalApprovals } from '../approvals/remind.ts';

let api: TestApi;
let district: District;
let people: CapitalPeople;
let plan: Plan;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  people = await capitalPeople(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.now = NOW;
  plan = await aPlan(api, people, district);
});

const lineNow = async (id: string) => {
  const { items } = good(await api.as(people.cfo).get(`/api/budget-lines?programmeId=${plan.programmeId}`));
  return items.find((line: { id: string }) => line.id === id);
};
const askToMove = (
  amount: string,
  { from = plan.lines.contingency, to = plan.lines.construction, who = people.manager, key = crypto.randomUUID() } = {},
) =>
  api.as(who).post(`/api/programmes/${plan.programmeId}/transfers`, {
    body: { fromLineId: from, toLineId: to, amount, title: 'More roof', reason: 'Bids came in higher', ...NO_PAPER },
    key,
  });
const entriesOf = (requestId: string) =>
  api.db.select().from(ledgerEntries).where(eq(ledgerEntries.requestId, requestId)).orderBy(asc(ledgerEntries.id));
const decide = async (who: CapitalPeople['cfo'], requestId: string, body: object = { decision: 'approve' }) => {
  const { steps } = good(await api.as(people.manager).get(`/api/capital-requests/${requestId}`));
  const step = steps.find(({ state }: { state: string }) => state === 'open') ?? steps.at(-1);
  return api.as(who).post(`/api/capital-approvals/${step.id}/decisions`, { body, ifMatch: 2 });
};
const kindsOf = async () =>
  (await api.db.select().from(capitalEvents).where(eq(capitalEvents.programmeId, plan.programmeId)).orderBy(asc(capitalEvents.id))).map(
    ({ kind }) => kind,
  );

describe('a plan that is begun', () => {
  test('promises out of what is unallocated, and a source’s lines add up to its revenue', async () => {
    const { items } = good(await api.as(people.cfo).get(`/api/budget-lines?programmeId=${plan.programmeId}`));
    const sum = items.reduce((all: number, { budget }: { budget: string }) => all + Number(budget), 0);
    expect([sum, (await lineNow(plan.lines.unallocated)).budget, (await lineNow(plan.lines.construction)).uncommitted]).toEqual([
      10_000_000,
      '5500000.00',
      '3000000.00',
    ]);
  });

  test('is forecast to cost what it promises until somebody estimates it; what nothing is bought from is forecast to be left', async () => {
    const toCommit = async (line: keyof Plan['lines']) => (await lineNow(plan.lines[line])).toCommit;
    expect([await toCommit('construction'), await toCommit('design'), await toCommit('contingency'), await toCommit('unallocated')]).toEqual([
      '3000000.00',
      '500000.00',
      '0.00',
      '0.00',
    ]);
  });

  test('is not promised more than came in, nor is revenue taken back that was promised; both say the figures', async () => {
    const body = { name: 'More', adoptedOn: '2019-01-15', lines: [{ budgetLineId: plan.lines.design, amount: '5500000.01' }], ...NO_PAPER };
    // A later baseline moves nothing, and so may say anything.
    expect((await api.as(people.cfo).post(`/api/programmes/${plan.programmeId}/baselines`, { body })).body).toMatchObject({ number: 2 });
    expect((await lineNow(plan.lines.design)).baseline).toBe('500000.00');
    const back = await api
      .as(people.cfo)
      .post(`/api/funding-sources/${plan.sourceId}/revenue`, { body: { amount: '-5500000.01', on: '2020-01-01', ...NO_PAPER } });
    expect([back.status, back.body.code, back.body.title]).toEqual([
      422,
      'capital.revenue_spent',
      'This takes back $5,500,000.01; $5,500,000.00 is unallocated still.',
    ]);
  });

  test('refuses an account of wrong widths, naming each', async () => {
    const body = { sourceId: plan.sourceId, kind: 'design', name: 'Design', account: '4-12-00-4600-0720-000-3018' };
    const refused = await api.as(people.cfo).post(`/api/programmes/${plan.programmeId}/budget-lines`, { body });
    expect([refused.body.code, refused.body.title]).toEqual([
      'capital.account',
      'This is no account: fund has 1 of 2 digits; location has 2 of 3 digits.',
    ]);
    const other = await api.as(people.cfo).post(`/api/programmes/${plan.programmeId}/budget-lines`, {
      body: { ...body, account: anAccount().replace(/^41/, '43') },
    });
    expect(other.body.code).toBe('capital.account_fund');
  });

  test('rests on a paper, or says why there is none: one of the two', async () => {
    const post = (more: object) =>
      api.as(people.cfo).post(`/api/funding-sources/${plan.sourceId}/revenue`, { body: { amount: '1.00', on: '2020-01-01', ...more } });
    const { id } = good(
      await api
        .as(people.cfo)
        .post(`/api/programmes/${plan.programmeId}/documents`, { body: { kind: 'statement', title: 'Sale', reference: 'Bank, 2018' } }),
    );
    const answers = [
      await post({}),
      await post({ documentId: id, ...NO_PAPER }),
      await post({ documentId: id }),
      await post({ documentId: plan.sourceId }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'request.invalid'],
      [400, 'request.invalid'],
      [201, undefined],
      [422, 'capital.elsewhere'],
    ]);
  });
});

describe('a transfer', () => {
  test('needs two people: who asks never approves, nor who stands in for them; approved, both sides move as one', async () => {
    const request = good(await askToMove('200000.00'));
    expect(request).toMatchObject({ state: 'waiting', transferKind: 'draw', allowedMoves: ['withdraw'] });
    expect((await lineNow(plan.lines.construction)).budget).toBe('3000000.00');
    expect((await decide(people.manager, request.id)).body.code).toBe('capital.own');
    const deputy = await aPerson(api.db);
    await aDelegation(api.db, people.manager, deputy);
    expect((await decide(deputy, request.id)).status).toBe(404);
    expect((await decide(people.second, request.id)).status).toBe(404);
    const decided = await decide(people.cfo, request.id);
    expect([decided.status, decided.body.decision.person.name, decided.body.request.state]).toEqual([200, 'Cleo CFO', 'approved']);
    expect([(await lineNow(plan.lines.construction)).budget, (await lineNow(plan.lines.contingency)).budget]).toEqual(['3200000.00', '800000.00']);
    expect(
      (await entriesOf(request.id)).map(({ kind, amountCents, actorId, noDocumentReason }) => [kind, amountCents, actorId, noDocumentReason]),
    ).toEqual([['transfer', 20_000_000n, people.cfo.id, 'A test']]);
    expect((await kindsOf()).slice(-3)).toEqual(['requested', 'approval_requested', 'approved']);
  });

  test('of a large amount climbs a second step, decided by another person', async () => {
    const request = good(await askToMove('250000.00'));
    expect(request.steps.map(({ roles }: { roles: string[] }) => roles)).toEqual([['finance'], ['administrator']]);
    expect((await decide(people.cfo, request.id)).body.request.state).toBe('waiting');
    expect(await entriesOf(request.id)).toEqual([]);
    expect((await decide(people.bookkeeper, request.id)).status).toBe(404);
    expect((await decide(people.administrator, request.id)).body.request.state).toBe('approved');
  });

  test('of more than is uncommitted is refused with both figures, and so at the approval when it went meanwhile', async () => {
    const refused = await askToMove('1000000.01');
    expect([refused.status, refused.body.title, refused.body.asked, refused.body.available]).toEqual([
      422,
      'This asks for $1,000,000.01; the line has $1,000,000.00 uncommitted.',
      '1000000.01',
      '1000000.00',
    ]);
    const [one, two] = [
      good(await askToMove('240000.00', { from: plan.lines.design })),
      good(await askToMove('240000.01', { from: plan.lines.design })),
    ];
    const three = good(await askToMove('100000.00', { from: plan.lines.design }));
    for (const { id } of [one, two]) good(await decide(people.cfo, id));
    const late = await decide(people.cfo, three.id);
    expect([late.status, late.body.code, late.body.available]).toEqual([422, 'capital.not_there', '19999.99']);
    expect((await openStepOf(api, people.cfo, three.id))?.id).toBeDefined();
  });

  test('between sources is refused: money stays with its source', async () => {
    const source = { code: 'premium', name: 'Premium', kind: 'premium', fundCode: '41', account: anAccount(), planned: '0.00' };
    const { unallocatedLineId } = good(await api.as(people.cfo).post(`/api/programmes/${plan.programmeId}/funding-sources`, { body: source }));
    expect((await askToMove('1.00', { to: unallocatedLineId })).body.code).toBe('capital.other_source');
    expect((await askToMove('1.00', { to: plan.lines.contingency })).body.code).toBe('capital.same_line');
  });

  test('that is declined ends with the reason; one that is withdrawn need not be decided', async () => {
    const declined = good(await askToMove('1.00'));
    expect((await decide(people.cfo, declined.id, { decision: 'decline' })).body.code).toBe('capital.say_why');
    const presses = await Promise.all(
      Array.from({ length: 4 }, () => decide(people.cfo, declined.id, { decision: 'decline', words: 'Not this year' })),
    );
    expect(presses.filter(({ status }) => status === 200).map(({ body }) => body.request.state)).toEqual(['declined']);
    expect(presses.filter(({ status }) => status !== 200).map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 3 }, () => [409, 'capital.decided']),
    );
    const request = good(await askToMove('2.00'));
    const back = await api.as(people.manager).post(`/api/capital-requests/${request.id}/withdrawals`, { ifMatch: request.version });
    expect([back.status, back.body.state]).toEqual([200, 'withdrawn']);
    expect((await decide(people.cfo, request.id)).status).toBe(409);
  });

  test('asked for twice with one key is one, and decided by two at once is decided once', async () => {
    const key = crypto.randomUUID();
    const [first, again] = [await askToMove('3.00', { key }), await askToMove('3.00', { key })];
    expect(first.body.id).toBe(again.body.id);
    const both = await Promise.all([decide(people.cfo, first.body.id), decide(people.bookkeeper, first.body.id)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await entriesOf(first.body.id)).toHaveLength(1);
  });

  test('tells those who are asked and, decided, who asked; each has a mail', async () => {
    const request = good(await askToMove('4.00'));
    const step = await openStepOf(api, people.cfo, request.id);
    const toldOf = async (who: { id: string }) =>
      api.db
        .select({ kind: notices.kind, facts: notices.facts, mail: mails.id })
        .from(notices)
        .leftJoin(mails, eq(mails.noticeId, notices.id))
        .where(and(eq(notices.personId, who.id), eq(notices.path, `/approvals/capital/${step!.id}`)));
    expect(await toldOf(people.cfo)).toEqual([
      { kind: 'approval_requested', facts: { title: 'More roof', number: '$4.00' }, mail: expect.any(String) },
    ]);
    while (await deliverNext(api.db, { mailer: null, publicUrl: 'https://desk.example', jitter: 0 }, NOW));
    const [kept] = await api.db.select().from(mails).where(eq(mails.personId, people.cfo.id)).orderBy(desc(mails.id));
    expect([kept!.status, kept!.subject]).toEqual(['kept', 'Your approval is needed: More roof ($4.00)']);
    good(await decide(people.cfo, request.id, { decision: 'approve', words: 'Good' }));
    expect((await toldOf(people.manager)).map(({ kind, facts }) => [kind, facts])).toEqual([
      ['approved', { by: 'Cleo CFO', title: 'More roof', number: '$4.00', words: 'Good' }],
    ]);
    expect((await api.as(people.manager).get('/api/notices')).body.items[0]).toMatchObject({
      headlineEn: 'Cleo CFO approved it: the request goes on: More roof ($4.00)',
      path: `/approvals/capital/${step!.id}`,
    });
  });

  test('that waits is reminded of after working days, and the stand-in decides for whom they stand in', async () => {
    const request = good(await askToMove('5.00'));
    const count = async () => (await kindsOf()).filter((kind) => kind === 'approval_reminder').length;
    await remindOfCapitalApprovals(api.db, new Date('2026-11-24T18:00:00Z'));
    expect(await count()).toBe(0);
    await remindOfCapitalApprovals(api.db, new Date('2026-11-25T17:00:00Z'));
    await remindOfCapitalApprovals(api.db, new Date('2026-11-25T17:00:00Z'));
    expect(await count()).toBe(1);
    const deputy = await aPerson(api.db, { name: 'Dan Deputy' });
    await aDelegation(api.db, people.cfo, deputy);
    expect(await openStepOf(api, deputy, request.id)).toMatchObject({ may: { decide: true, onBehalfOf: { name: 'Cleo CFO' } } });
    expect((await api.as(deputy).get('/api/capital-approvals/waiting')).body.waiting).toBeGreaterThan(0);
    expect((await decide(deputy, request.id)).body.decision).toMatchObject({ person: { name: 'Dan Deputy' }, onBehalfOf: { name: 'Cleo CFO' } });
  });
});

describe('a contract', () => {
  test('above the budget of its line is refused with both figures', async () => {
    const refused = await askForContract(api, people, plan, { amount: '3000000.01' });
    expect([refused.status, refused.body.title]).toEqual([
      422,
      'This contract asks for $3,000,000.01; the line construction has $3,000,000.00 uncommitted.',
    ]);
  });
  test('takes nothing straight from contingency', async () => {
    const lines = [{ budgetLineId: plan.lines.contingency, name: 'Works', amount: '5000.00' }];
    expect((await askForContract(api, people, plan, { amount: '5000.00', more: { lines } })).body.code).toBe('capital.not_for_buying');
  });
  test('from a threshold on needs a procurement file by a way that is allowed', async () => {
    const without = await askForContract(api, people, plan, { amount: '10000.00', more: { procurementId: undefined } });
    expect(without.body).toMatchObject({ code: 'capital.no_procurement_file', asked: '10000.00', available: '10000.00' });
    const quote = good(
      await api.as(people.manager).post(`/api/projects/${plan.projectId}/procurements`, { body: { title: 'Roof', method: 'quote' } }),
    ).id;
    const wrong = await askForContract(api, people, plan, { amount: '150000.00', more: { procurementId: quote } });
    expect(wrong.body).toMatchObject({ code: 'capital.method', methods: expect.arrayContaining(['rfp']) });
    expect((await askForContract(api, people, plan, { amount: '149999.99', more: { procurementId: quote } })).status).toBe(201);
    const { id: other } = good(await api.as(people.manager).post('/api/vendors', { body: { name: 'Made no offer' } }));
    expect((await askForContract(api, people, plan, { amount: '10000.00', more: { vendorId: other } })).body).toMatchObject({
      code: 'capital.wrong',
      errors: [{ pointer: '/procurementId' }],
    });
  });
  test('is committed once approved, for public works with 5 % to hold; a balance that is left is released', async () => {
    const contract = await aContract(api, people, plan, { amount: '2000000.00', isPublicWorks: true });
    expect(await lineNow(plan.lines.construction)).toMatchObject({ committed: '2000000.00', uncommitted: '1000000.00', encumbered: '2000000.00' });
    expect((await api.as(people.cfo).get(`/api/contracts/${contract.id}`)).body).toMatchObject({
      retainageRatio: 0.05,
      executedOn: '2026-11-24',
      allowedMoves: ['release', 'pay'],
    });
    const release = (amount: string, on = '2026-11-24') =>
      api.as(people.manager).post(`/api/contracts/${contract.id}/releases`, {
        body: { on, lines: [{ contractLineId: contract.lineId, amount }], reason: 'Done for less', ...NO_PAPER },
      });
    expect((await release('2000000.01')).body).toMatchObject({ code: 'capital.below_expended', available: '2000000.00' });
    expect((await release('500000.00')).body.lines[0]).toMatchObject({ committed: '1500000.00', original: '2000000.00' });
    expect((await release('1.00', '2026-11-25')).body.code).toBe('capital.day_to_come');
  });
  test('takes its amount from what was still to be contracted of its lines, as far as there is any: the forecast stays', async () => {
    const line = plan.lines.design;
    const estimate = (toCommit: string) =>
      api.as(people.manager).post(`/api/budget-lines/${line}/estimates`, { body: { toCommit, on: '2026-11-20', note: 'Plans', ...NO_PAPER } });
    expect((await estimate('5000.00')).status).toBe(201);
    const before = await lineNow(line);
    const sign = async (amount: string) => {
      const lines = [{ budgetLineId: line, name: 'Drawings', amount }];
      const asked = good(await askForContract(api, people, plan, { amount, more: { lines, procurementId: undefined } }));
      expect((await decide(people.cfo, asked.id)).status).toBe(200);
      return asked.id;
    };
    const first = await sign('3000.00');
    const after = await lineNow(line);
    expect([after.toCommit, after.forecast]).toEqual(['2000.00', before.forecast]);
    expect((await entriesOf(first)).map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['commitment', 300_000n],
      ['estimate', -300_000n],
    ]);
    await sign('4000.00');
    expect((await lineNow(line)).toCommit).toBe('0.00');
  });
  test('that looks split off another says so, with the others', async () => {
    const one = good(await askForContract(api, people, plan, { amount: '6000.00' }));
    expect(one.looksSplit).toBeNull();
    const two = good(await askForContract(api, people, plan, { amount: '5000.00' }));
    expect(two.looksSplit).toEqual({ threshold: '10000.00', total: '11000.00', others: [{ id: one.id, title: 'Roof', amount: '6000.00' }] });
  });
  test('has orders under it, which commit nothing and stay within it', async () => {
    const contract = await aContract(api, people, plan, { amount: '9000.00' });
    const order = (amount: string) =>
      askForContract(api, people, plan, { amount: '1.00', more: { kind: 'purchase_order', underContractId: contract.id, lines: [], amount } });
    const made = good(await order('8000.00'));
    good(await approveAll(api, made.id, [people.second, people.cfo]));
    expect((await lineNow(plan.lines.construction)).committed).toBe('9000.00');
    expect((await order('1000.01')).body).toMatchObject({ code: 'capital.over_order', available: '1000.00' });
  });
});

describe('a change order', () => {
  const askToChange = (contract: { id: string; lineId: string }, amount: string, more: object = {}) =>
    api.as(people.manager).post(`/api/contracts/${contract.id}/change-orders`, {
      body: {
        reasonCode: 'unforeseen',
        lines: [{ contractLineId: contract.lineId, amount }],
        title: 'Rock',
        reason: 'Found below',
        ...NO_PAPER,
        ...more,
      },
    });
  test('climbs by its amount, and by all changes of its contract together', async () => {
    const contract = await aContract(api, people, plan, { amount: '100000.00' });
    const stepsOf = async (amount: string) => good(await askToChange(contract, amount)).steps.length;
    expect([await stepsOf('4999.99'), await stepsOf('0.01'), await stepsOf('-5000.00'), await stepsOf('50000.00')]).toEqual([1, 2, 3, 3]);
  });
  test('is committed once approved; above the budget it is refused, and a credit never adds', async () => {
    const contract = await aContract(api, people, plan, { amount: '2900000.00' });
    const request = good(await askToChange(contract, '100000.00'));
    good(await approveAll(api, request.id, [people.second, people.cfo, people.administrator]));
    expect((await lineNow(plan.lines.construction)).uncommitted).toBe('0.00');
    expect((await askToChange(contract, '0.01')).body.title).toBe('This change order asks for $0.01; the line construction has $0.00 uncommitted.');
    expect((await askToChange(contract, '1.00', { reasonCode: 'credit' })).body.code).toBe('capital.credit_adds');
    const credit = good(await askToChange(contract, '-3000000.00', { reasonCode: 'credit' }));
    expect((await approveAll(api, credit.id, [people.second, people.cfo, people.administrator])).body.request.state).toBe('approved');
    expect((await lineNow(plan.lines.construction)).committed).toBe('0.00');
  });
});

describe('an invoice', () => {
  const pay = (contract: { id: string; lineId: string }, amount: string, who = people.cfo) =>
    api.as(who).post(`/api/contracts/${contract.id}/payments`, {
      body: { on: '2026-11-24', lines: [{ contractLineId: contract.lineId, amount }], ...NO_PAPER },
    });
  test('of $1,000,000.00 holds $50,000.00, and $950,000.00 are payable; what is held is released at the end', async () => {
    const contract = await aContract(api, people, plan, { amount: '1000000.00', isPublicWorks: true });
    const invoice = good(await askForInvoice(api, people, contract, '1000000.00'));
    expect(invoice.lines[0]).toMatchObject({ amount: '1000000.00', held: '50000.00', available: '1000000.00' });
    good(await approveAll(api, invoice.id, [people.second, people.cfo, people.bookkeeper]));
    const after = (await api.as(people.cfo).get(`/api/contracts/${contract.id}`)).body.lines[0];
    expect(after).toMatchObject({ expended: '1000000.00', retainage: '50000.00', payable: '950000.00', unpaid: '950000.00' });
    expect((await pay(contract, '950000.01')).body).toMatchObject({ code: 'capital.over_payable', available: '950000.00' });
    expect((await pay(contract, '950000.00')).body.lines[0]).toMatchObject({ paid: '950000.00', unpaid: '0.00' });
    expect((await pay(contract, '1.00', people.manager)).status).toBe(403);
    const lines = [{ contractLineId: contract.lineId, amount: '0.00', released: '50000.00' }];
    const release = good(await askForInvoice(api, people, contract, '0.00', { lines }));
    good(await approveAll(api, release.id, [people.second, people.cfo]));
    expect((await pay(contract, '50000.00')).body.lines[0]).toMatchObject({ retainage: '0.00', paid: '1000000.00' });
    const { version } = (await api.as(people.manager).get(`/api/contracts/${contract.id}`)).body;
    expect((await api.as(people.manager).post(`/api/contracts/${contract.id}/closings`, { ifMatch: version })).body.closedOn).toBe('2026-11-24');
    expect((await askForInvoice(api, people, contract, '1.00')).body.code).toBe('capital.contract_closed');
  });
  test('is not paid, refunded or given back on a day on which that was not there', async () => {
    const contract = await aContract(api, people, plan, { amount: '5000.00' });
    good(await approveAll(api, good(await askForInvoice(api, people, contract, '3000.00')).id, [people.second, people.cfo]));
    const enter = (what: string, on: string, amount: string) =>
      api.as(people.cfo).post(`/api/contracts/${contract.id}/${what}`, {
        body: { on, lines: [{ contractLineId: contract.lineId, amount }], ...(what === 'releases' ? { reason: 'Less' } : {}), ...NO_PAPER },
      });
    const refused = await enter('payments', '2026-11-23', '1.00');
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/on']);
    expect((await enter('releases', '2026-11-23', '1.00')).body.code).toBe('capital.wrong');
    good(await enter('payments', '2026-11-24', '3000.00'));
    expect((await enter('payments', '2026-11-23', '-1.00')).body.code).toBe('capital.wrong');
    good(await enter('payments', '2026-11-24', '-1.00'));
    const then = (await api.as(people.cfo).get(`/api/programmes/${plan.programmeId}?asOf=2026-11-23`)).body.figures;
    expect(then).toMatchObject({ committed: '0.00', paid: '0.00' });
  });
  test('above its contract is refused with the reason and both figures', async () => {
    const contract = await aContract(api, people, plan, { amount: '5000.00' });
    const refused = await askForInvoice(api, people, contract, '5000.01');
    expect([refused.status, refused.body.title]).toEqual([422, 'This invoice asks for $5,000.01; the contract has $5,000.00 left for Works.']);
  });
  test('of a number that its vendor has used, or of a contract that is not approved, is refused', async () => {
    const contract = await aContract(api, people, plan, { amount: '5000.00' });
    good(await askForInvoice(api, people, contract, '1.00', { number: 'TWICE' }));
    expect((await askForInvoice(api, people, contract, '1.00', { number: 'TWICE' })).body).toMatchObject({
      code: 'capital.taken',
      errors: [{ pointer: '/number' }],
    });
    const waiting = good(await askForContract(api, people, plan, { amount: '5000.00' }));
    expect((await askForInvoice(api, people, { id: waiting.contract.id, lineId: waiting.lines[0].id }, '1.00')).body.code).toBe(
      'capital.not_executed',
    );
  });
  test('that was declined or withdrawn comes again with its own number, as does a contract', async () => {
    const contract = await aContract(api, people, plan, { amount: '5000.00' });
    const first = good(await askForInvoice(api, people, contract, '1.00', { number: 'Again-1' }));
    expect((await askForInvoice(api, people, contract, '2.00', { number: 'AGAIN-1' })).body.code).toBe('capital.taken');
    const { id, version } = (await openStepOf(api, people.cfo, first.id))!;
    const body = { decision: 'decline', words: 'Two dollars' };
    good(await api.as(people.cfo).post(`/api/capital-approvals/${id}/decisions`, { body, ifMatch: version }));
    const second = good(await askForInvoice(api, people, contract, '2.00', { number: 'AGAIN-1' }));
    good(await api.as(people.manager).post(`/api/capital-requests/${second.id}/withdrawals`, { ifMatch: second.version }));
    expect((await askForInvoice(api, people, contract, '2.00', { number: 'AGAIN-1' })).status).toBe(201);
    const asked = good(await askForContract(api, people, plan, { amount: '5.00', more: { number: 'K-AGAIN' } }));
    expect((await askForContract(api, people, plan, { amount: '5.00', more: { number: 'K-AGAIN' } })).body.code).toBe('capital.taken');
    good(await api.as(people.manager).post(`/api/capital-requests/${asked.id}/withdrawals`, { ifMatch: asked.version }));
    expect((await askForContract(api, people, plan, { amount: '5.00', more: { number: 'K-AGAIN' } })).status).toBe(201);
  });
  test('that is disputed is not decided on until that is settled', async () => {
    const contract = await aContract(api, people, plan, { amount: '5000.00' });
    const invoice = good(await askForInvoice(api, people, contract, '4000.00'));
    const move = (to: string, version: number, body?: object) =>
      api.as(people.manager).post(`/api/capital-requests/${invoice.id}/${to}`, { ifMatch: version, body });
    const disputed = await move('disputes', invoice.version, { reason: 'The second floor was not painted' });
    expect(disputed.body).toMatchObject({
      state: 'disputed',
      invoice: { disputeReason: 'The second floor was not painted' },
      allowedMoves: ['withdraw', 'settle'],
    });
    expect((await decide(people.second, invoice.id)).body.code).toBe('capital.disputed');
    // It waits for nobody's decision: neither listed nor counted.
    expect(await openStepOf(api, people.second, invoice.id)).toBeUndefined();
    expect((await move('settlements', disputed.body.version)).body.state).toBe('waiting');
    expect((await approveAll(api, invoice.id, [people.second])).body.request.state).toBe('approved');
  });
  test('may be a credit of what was billed before; what was held goes back with it', async () => {
    const contract = await aContract(api, people, plan, { amount: '200000.00', isPublicWorks: true });
    const invoice = good(await askForInvoice(api, people, contract, '100000.00'));
    good(await approveAll(api, invoice.id, [people.second]));
    expect((await askForInvoice(api, people, contract, '-100000.01')).body.code).toBe('capital.credit_over_billed');
    const credit = good(await askForInvoice(api, people, contract, '-20000.00'));
    good(await approveAll(api, credit.id, [people.second]));
    expect((await api.as(people.cfo).get(`/api/contracts/${contract.id}`)).body.lines[0]).toMatchObject({
      expended: '80000.00',
      retainage: '4000.00',
    });
  });
});

describe('a month', () => {
  test('that is over is closed for good: nothing is entered in it any more, by whatever door', async () => {
    const close = (month: string) => api.as(people.cfo).post(`/api/programmes/${plan.programmeId}/closed-months`, { body: { month } });
    expect((await close('2000-01')).body).toMatchObject({ code: 'capital.wrong', errors: [{ pointer: '/month' }] });
    expect((await close('2026-11')).body.code).toBe('capital.month_not_over');
    expect((await close('2026-10')).body.items.map(({ month }: { month: string }) => month)).toEqual(['2026-10']);
    expect((await close('2026-10')).body.code).toBe('capital.month_closed');
    const late = await api
      .as(people.cfo)
      .post(`/api/funding-sources/${plan.sourceId}/revenue`, { body: { amount: '1.00', on: '2026-10-31', ...NO_PAPER } });
    expect(late.body).toMatchObject({
      code: 'capital.month_closed',
      title: 'The books are closed for October 2026. Enter it in a month that is open.',
    });
    const estimate = await api.as(people.manager).post(`/api/budget-lines/${plan.lines.design}/estimates`, {
      body: { toCommit: '100.00', on: '2026-10-01', note: 'Bids', ...NO_PAPER },
    });
    expect(estimate.body.code).toBe('capital.month_closed');
    // An approval enters today: were this month closed at that moment, the approval would go back with it.
    const request = good(await askToMove('6.00'));
    await api.db.insert(closedPeriods).values({ programmeId: plan.programmeId, month: '2026-11-01', closedById: people.cfo.id, closedAt: NOW });
    expect((await decide(people.cfo, request.id)).body.code).toBe('capital.month_closed');
    expect((await openStepOf(api, people.cfo, request.id))?.id).toBeDefined();
  });
});

test('an estimate of what is still to be contracted is entered as its difference', async () => {
  const estimate = (toCommit: string, on = '2026-11-20') =>
    api.as(people.manager).post(`/api/budget-lines/${plan.lines.design}/estimates`, { body: { toCommit, on, note: 'Bids', ...NO_PAPER } });
  for (const toCommit of ['300000.00', '250000.00', '250000.00']) expect((await estimate(toCommit)).status).toBe(201);
  // Before the last one it would be wrong on the days between.
  expect((await estimate('1.00', '2026-11-19')).body).toMatchObject({ code: 'capital.wrong', errors: [{ pointer: '/on' }] });
  const rows = await api.db
    .select()
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.budgetLineId, plan.lines.design), eq(ledgerEntries.kind, 'estimate')))
    .orderBy(asc(ledgerEntries.id));
  expect([rows.map(({ amountCents }) => amountCents), (await lineNow(plan.lines.design)).toCommit]).toEqual([
    [50_000_000n, -20_000_000n, -5_000_000n],
    '250000.00',
  ]);
});

test('a capital manager of an area sees and asks for its projects only', async () => {
  const south = await aPerson(api.db, { grants: [{ role: 'capital_manager', areaId: district.areas.south }] });
  const north = await aPerson(api.db, { grants: [{ role: 'capital_manager', areaId: district.areas.north }] });
  const request = good(await askToMove('7.00'));
  const seen = async (who: typeof south) => [
    (await api.as(who).get(`/api/capital-requests/${request.id}`)).status,
    good(await api.as(who).get(`/api/capital-requests?programmeId=${plan.programmeId}`)).items.length,
    good(await api.as(who).get(`/api/budget-lines?programmeId=${plan.programmeId}`)).items.length,
    (await askToMove('8.00', { who })).status,
  ];
  expect([await seen(south), await seen(north)]).toEqual([
    [404, 0, 2, 403],
    [200, 1, 4, 201],
  ]);
});
