import { ledgerEntries } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aContract, anAccount, aPlan, approveAll, askForInvoice, capitalPeople, type CapitalPeople, good, type Plan } from '../capital.testing.ts';

let api: TestApi;
let district: District;
let people: CapitalPeople;
let plan: Plan;
let accounts: Record<string, string>;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  people = await capitalPeople(api);
  plan = await aPlan(api, people, district);
  const { items } = good(await api.as(people.cfo).get(`/api/budget-lines?programmeId=${plan.programmeId}`));
  accounts = Object.fromEntries(items.map(({ kind, account }: { kind: string; account: string }) => [kind, account]));
});
afterAll(() => api.close());

type Cells = Record<string, string>;
const row = (cells: Cells, key: string = uuidv7()) => ({ key, cells });
const moving = (more: Cells = {}) =>
  row({
    from: accounts['contingency']!,
    to: accounts['construction']!,
    amount: '$1,000.00',
    title: 'Roof',
    reason: 'Bids',
    noPaper: 'The item follows',
    ...more,
  });
const send = (who: CapitalPeople[keyof CapitalPeople], sheet: string, to: 'checks' | 'rows', body: object) =>
  api.as(who).post(`/api/programmes/${plan.programmeId}/sheets/${sheet}/${to}`, { body });
const requests = async () =>
  good(await api.as(people.cfo).get(`/api/capital-requests?programmeId=${plan.programmeId}&limit=100`)).items as {
    id: string;
    kind: string;
    amount: string;
  }[];
const states = ({ rows }: { rows: { state: string }[] }) => rows.map(({ state }) => state);

test('each person is told what they may enter', async () => {
  const sheetsOf = async (who: CapitalPeople['cfo']) =>
    good(await api.as(who).get(`/api/programmes/${plan.programmeId}/sheets`)).items.map(({ sheet }: { sheet: string }) => sheet);
  expect(await sheetsOf(people.manager)).toEqual([
    'transfers',
    'contracts',
    'change-orders',
    'invoices',
    'estimates',
    'releases',
    'projects',
    'vendors',
  ]);
  expect(await sheetsOf(people.cfo)).toEqual(['estimates', 'releases', 'vendors', 'payments', 'revenue', 'sources', 'lines']);
  expect(await sheetsOf(people.administrator)).toEqual([]);
});

test('of ten rows two are wrong: a check says why beside the cells with the figures, and enters nothing', async () => {
  const rows = Array.from({ length: 8 }, () => moving());
  rows.splice(3, 0, moving({ amount: '1,000,000.01' }));
  rows.splice(7, 0, moving({ to: '41-999-00-4600-0720-000-0000', reason: '' }));
  const checked = good(await send(people.manager, 'transfers', 'checks', { rows }));
  expect(checked.isEntered).toBe(false);
  expect(states(checked).filter((state) => state === 'good')).toHaveLength(8);
  expect(checked.rows[3]).toMatchObject({
    state: 'refused',
    errors: [
      {
        column: 'amount',
        code: 'capital.not_there',
        detail: 'This asks for $1,000,000.01; the line has $1,000,000.00 uncommitted.',
        asked: '1000000.01',
        available: '1000000.00',
      },
    ],
  });
  expect(checked.rows[7].errors.map(({ column, code }: { column: string; code: string }) => [column, code])).toEqual([
    ['to', 'capital.code_unknown'],
    ['reason', 'request.invalid'],
  ]);
  expect(checked.rows[0].hints).toContainEqual({ column: 'from', name: 'contingency', available: '1000000.00' });
  expect(await requests()).toEqual([]);
});

test('all of them or none; or those that are good; and never twice', async () => {
  const rows = [moving({ title: 'One' }), moving({ title: 'Two', amount: 'much' })];
  const none = good(await send(people.manager, 'transfers', 'rows', { rows, enter: 'all' }));
  expect([none.isEntered, states(none), await requests()]).toEqual([false, ['good', 'refused'], []]);
  const some = good(await send(people.manager, 'transfers', 'rows', { rows, enter: 'good' }));
  expect([some.isEntered, states(some)]).toEqual([true, ['entered', 'refused']]);
  expect((await requests()).map(({ id }) => id)).toEqual([some.rows[0].requestId]);
  const mended = rows.map((one, i) => (i === 1 ? { ...one, cells: { ...one.cells, amount: '2' } } : one));
  const both = await Promise.all([1, 2].map(() => send(people.manager, 'transfers', 'rows', { rows: mended, enter: 'all' })));
  expect(both.map(({ body }) => states(body)).toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual([
    ['entered_before', 'entered'],
    ['entered_before', 'entered_before'],
  ]);
  expect((await requests()).map(({ amount }) => amount).toSorted()).toEqual(['1000.00', '2.00']);
});

test('a key of one person is nobody else’s', async () => {
  const mine = moving({ title: 'Mine' });
  for (const who of [people.manager, people.second])
    expect(states(good(await send(who, 'transfers', 'rows', { rows: [mine], enter: 'all' })))).toEqual(['entered']);
});

test('rows of one invoice are one request; of a contract of several lines each row names its own', async () => {
  const number = await someContract();
  const bill = (more: Cells) =>
    row({ contract: number, number: 'INV-ONE', on: '11/20/2026', amount: '100', reason: 'Work done', noPaper: 'Scan follows', ...more });
  const unnamed = good(await send(people.manager, 'invoices', 'checks', { rows: [bill({})] }));
  expect(unnamed.rows[0].errors[0]).toMatchObject({
    column: 'contractLine',
    code: 'capital.line_unnamed',
    detail: 'Name a line of the contract: 1 Roof, 2 Plans.',
  });
  const rows = [bill({ contractLine: 'Roof' }), bill({ contractLine: '2', amount: '50.00' })];
  const entered = good(await send(people.manager, 'invoices', 'rows', { rows, enter: 'all' }));
  expect(entered.rows[0].requestId).toBe(entered.rows[1].requestId);
  const request = good(await api.as(people.manager).get(`/api/capital-requests/${entered.rows[0].requestId}`));
  expect([request.amount, request.title, request.invoice.billedOn]).toEqual(['150.00', 'INV-ONE', '2026-11-20']);
  // The second line is too much: its own cell says so.
  const much = [bill({ number: 'INV-TWO', contractLine: '1' }), bill({ number: 'INV-TWO', contractLine: '2', amount: 'x' })];
  const refused = good(await send(people.manager, 'invoices', 'checks', { rows: much }));
  expect([states(refused), refused.rows[0].errors, refused.rows[1].errors[0].column]).toEqual([['refused', 'refused'], [], 'amount']);
});

test('rows that are one say the same of it: what a later one says otherwise is refused in its cell, never dropped', async () => {
  const number = `C-${uuidv7()}`;
  const [one] = good(await api.as(people.manager).get('/api/vendors')).items as { name: string }[];
  const other = good(await api.as(people.manager).post('/api/vendors', { body: { name: 'Another one' } }));
  const of = { number, vendor: one!.name, line: accounts['construction']!, amount: '10', title: 'Roof', reason: 'Lowest quote', noPaper: 'Follows' };
  const rows = [row(of), row({ ...of, line: accounts['design']!, vendor: other.name, reason: 'Second lowest' }), row({ ...of, title: 'Plans' })];
  const checked = good(await send(people.manager, 'contracts', 'checks', { rows }));
  expect(checked.rows.map(({ errors }: { errors: { column: string; code: string }[] }) => errors.map(({ column, code }) => [column, code]))).toEqual([
    [],
    [
      ['vendor', 'capital.rows_differ'],
      ['reason', 'capital.rows_differ'],
    ],
    [],
  ]);
  expect(checked.rows[1].errors[0].detail).toBe(`Rows of one number are one. The first of them says here: ${one!.name}.`);
  const same = [rows[0]!, row({ ...of, vendor: one!.name.toUpperCase(), line: accounts['design']!, noPaper: '' })];
  expect(states(good(await send(people.manager, 'contracts', 'checks', { rows: same })))).toEqual(['good', 'good']);
});

test('a row that was entered and says something else now is refused: what was entered stays, and nothing is thought to be entered that is not', async () => {
  const before = moving({ title: 'As it was', amount: '7' });
  good(await send(people.manager, 'transfers', 'rows', { rows: [before], enter: 'all' }));
  const blanks = { ...before, cells: { ...before.cells, title: ' As it was ', paper: '' } };
  expect(states(good(await send(people.manager, 'transfers', 'rows', { rows: [blanks], enter: 'all' })))).toEqual(['entered_before']);
  const edited = { ...before, cells: { ...before.cells, amount: '8' } };
  const refused = good(await send(people.manager, 'transfers', 'rows', { rows: [edited], enter: 'good' }));
  expect([refused.isEntered, states(refused), refused.rows[0].errors[0]]).toMatchObject([
    false,
    ['refused'],
    { column: null, code: 'capital.entered_otherwise' },
  ]);
  expect((await requests()).filter(({ amount }) => ['7.00', '8.00'].includes(amount))).toHaveLength(1);
});

test('a line that is added to a contract which was entered meanwhile is not lost without a word, whichever row stands first', async () => {
  const { name: vendor } = good(await api.as(people.manager).get('/api/vendors')).items[0];
  const of = { number: `C-${uuidv7()}`, vendor, line: accounts['construction']!, amount: '10', title: 'Roof', reason: 'Lowest quote', noPaper: 'x' };
  const first = row(of);
  expect(states(good(await send(people.manager, 'contracts', 'rows', { rows: [first], enter: 'all' })))).toEqual(['entered']);
  const second = row({ ...of, line: accounts['design']!, lineName: 'Plans', amount: '5' });
  for (const rows of [
    [first, second],
    [second, first],
  ])
    expect(good(await send(people.manager, 'contracts', 'rows', { rows, enter: 'all' })).rows).toMatchObject([
      { state: 'refused', errors: [{ code: 'capital.entered_otherwise' }] },
      { state: 'refused' },
    ]);
});

/** A contract of two lines, entered by the sheet and approved. */
async function someContract() {
  const number = `C-${uuidv7()}`;
  const vendor = good(await api.as(people.manager).get('/api/vendors')).items[0].name;
  const of = { number, vendor: vendor.toUpperCase(), title: 'Roof', reason: 'Lowest quote', paper: '', noPaper: 'Follows' };
  const rows = [
    row({ ...of, line: accounts['construction']!, lineName: 'Roof', amount: '5000' }),
    row({ ...of, line: accounts['design']!, lineName: 'Plans', amount: '1000' }),
  ];
  const entered = good(await send(people.manager, 'contracts', 'rows', { rows, enter: 'all' }));
  expect(states(entered)).toEqual(['entered', 'entered']);
  const { requestId } = entered.rows[0];
  const request = good(await api.as(people.manager).get(`/api/capital-requests/${requestId}`));
  expect([request.amount, request.lines.length]).toEqual(['6000.00', 2]);
  good(await approveAll(api, requestId, [people.second, people.cfo, people.administrator]));
  return number;
}

test('a contract above the first threshold needs its procurement file, in its own cell', async () => {
  const vendor = good(await api.as(people.manager).get('/api/vendors')).items[0].name;
  const rows = [row({ number: 'C-BIG', vendor, line: accounts['construction']!, amount: '90000', title: 'Roof', reason: 'Quote', noPaper: 'x' })];
  const [refused] = good(await send(people.manager, 'contracts', 'checks', { rows })).rows;
  expect(refused.errors[0]).toMatchObject({ column: 'procurement', code: 'capital.no_procurement_file' });
});

test('a change order names its reason, and a change that is too much says what the line has', async () => {
  const number = await someContract();
  const change = (more: Cells) =>
    row({ contract: number, contractLine: '1', amount: '10', reasonCode: 'unforeseen', title: 'Rock', reason: 'Found', noPaper: 'x', ...more });
  const rows = [change({}), change({ reasonCode: 'whim' }), change({ amount: '9,000,000' }), change({ probability: '50%', addedDays: '3' })];
  const checked = good(await send(people.manager, 'change-orders', 'checks', { rows }));
  expect(states(checked)).toEqual(['good', 'refused', 'refused', 'good']);
  expect([checked.rows[1].errors[0].column, checked.rows[2].errors[0].code]).toEqual(['reasonCode', 'capital.over_budget']);
});

test('payments see one another: the second of two that are too much together is refused, in the check as in the books', async () => {
  const contract = await aContract(api, people, plan, { amount: '1000.00' });
  const { number } = good(await api.as(people.cfo).get(`/api/contracts/${contract.id}`));
  const invoice = good(await askForInvoice(api, people, contract, '1000.00'));
  good(await approveAll(api, invoice.id, [people.second, people.cfo]));
  const pay = (financeKey: string, amount: string) =>
    row({ contract: number, amount, on: '2026-11-24', financeKey, noPaper: 'Paid by the finance system' });
  const rows = [pay('AP-1', '600'), pay('AP-1b', '600'), pay('AP-2', '400')];
  const checked = good(await send(people.cfo, 'payments', 'checks', { rows }));
  expect([states(checked), checked.rows[1].errors[0]]).toMatchObject([
    ['good', 'refused', 'good'],
    { column: 'amount', code: 'capital.over_payable', available: '400.00' },
  ]);
  good(await send(people.cfo, 'payments', 'rows', { rows: [rows[0]], enter: 'all' }));
  expect(states(good(await send(people.cfo, 'payments', 'rows', { rows, enter: 'good' })))).toEqual(['entered_before', 'refused', 'entered']);
  const entries = await api.db.select().from(ledgerEntries).where(eq(ledgerEntries.contractLineId, contract.lineId));
  expect(entries.filter(({ kind }) => kind === 'payment').map(({ amountCents }) => amountCents)).toEqual([60_000n, 40_000n]);
});

test('a number of the finance system that was used is refused beside its cell, and those after it go on', async () => {
  const contract = await aContract(api, people, plan, { amount: '500.00' });
  const { number } = good(await api.as(people.cfo).get(`/api/contracts/${contract.id}`));
  good(await approveAll(api, good(await askForInvoice(api, people, contract, '500.00')).id, [people.second, people.cfo]));
  const pay = (on: string, financeKey: string) => row({ contract: number, amount: '100', on, financeKey, noPaper: 'x' });
  good(await send(people.cfo, 'payments', 'rows', { rows: [pay('2026-11-24', 'AP-USED')], enter: 'all' }));
  const checked = good(await send(people.cfo, 'payments', 'checks', { rows: [pay('2026-11-24', 'AP-USED'), pay('2026-11-24', 'AP-NEW')] }));
  expect([states(checked), checked.rows[0].errors[0].column]).toEqual([['refused', 'good'], 'financeKey']);
});

test('estimates, releases and revenue are entered by the row', async () => {
  const number = await someContract();
  const estimate = row({ line: accounts['design']!, amount: '20,000', on: '2026-11-24', note: 'Bids of a like school', noPaper: 'Our own' });
  const release = row({ contract: number, contractLine: 'Plans', amount: '1000', on: '2026-11-24', reason: 'Not needed', noPaper: 'x' });
  const revenue = row({ source: 'PROCEEDS', amount: '5', on: '2026-11-20', note: 'Interest', noPaper: 'Statement follows' });
  const entered = [
    await send(people.manager, 'estimates', 'rows', { rows: [estimate], enter: 'all' }),
    await send(people.manager, 'releases', 'rows', { rows: [release], enter: 'all' }),
    await send(people.cfo, 'revenue', 'rows', { rows: [revenue], enter: 'all' }),
  ];
  expect(entered.map(({ body }) => states(body))).toEqual([['entered'], ['entered'], ['entered']]);
  const late = { ...revenue, key: uuidv7(), cells: { ...revenue.cells, on: '2027-01-01' } };
  expect(good(await send(people.cfo, 'revenue', 'checks', { rows: [late] })).rows[0].errors[0]).toMatchObject({
    column: 'on',
    code: 'capital.day_to_come',
  });
  expect(good(await send(people.manager, 'revenue', 'checks', { rows: [revenue] })).rows[0].errors[0]).toMatchObject({
    column: null,
    code: 'capital.not_yours_to_book',
  });
});

test('a manager of another area finds none of the codes, and none is suggested to them', async () => {
  const south = await aPerson(api.db, { grants: [{ role: 'capital_manager', areaId: district.areas.south }] });
  const [refused] = good(await send(south, 'transfers', 'checks', { rows: [moving()] })).rows;
  expect(refused.errors).toMatchObject([{ column: 'to', code: 'capital.code_unknown' }]);
  const suggested = async (who: typeof south, query: string) =>
    good(await api.as(who).get(`/api/programmes/${plan.programmeId}/sheets/transfers/suggestions?${query}`)).items as { code: string }[];
  expect(await suggested(south, 'column=to&q=construction')).toEqual([]);
  expect((await suggested(people.manager, 'column=to&q=CONSTR')).map(({ code }) => code)).toEqual([accounts['construction']]);
  expect(await suggested(people.manager, 'column=amount&q=1')).toEqual([]);
});

test('what is suggested of a contract is its number, and of its lines their names', async () => {
  const number = await someContract();
  const suggested = async (query: string) =>
    good(await api.as(people.manager).get(`/api/programmes/${plan.programmeId}/sheets/invoices/suggestions?${query}`)).items as {
      code: string;
      available: string;
    }[];
  expect(await suggested(`column=contract&q=${number}`)).toMatchObject([{ code: number, available: '6000.00' }]);
  expect((await suggested(`column=contractLine&contract=${number}`)).map(({ code }) => code)).toEqual(['Roof', 'Plans']);
});

test('rows without keys of their own, and more than there may be, are refused', async () => {
  const one = moving();
  expect((await send(people.manager, 'transfers', 'checks', { rows: [one, one] })).status).toBe(400);
  expect((await send(people.manager, 'transfers', 'checks', { rows: Array.from({ length: 501 }, () => moving()) })).status).toBe(400);
  expect(
    (
      await send(people.manager, 'transfers', 'rows', {
        rows: [moving({ amount: '1e308', title: '😀'.repeat(300), from: `' or 1=1` })],
        enter: 'good',
      })
    ).body.rows[0].state,
  ).toBe('refused');
});

test('of two lines of one account the one is meant whose source the other side has; else the source is named with it', async () => {
  const books = api.as(people.cfo);
  const account = accounts['contingency']!;
  const premium = { code: 'premium', name: 'Premium', kind: 'premium', fundCode: '41', account: anAccount(), planned: '1.00' };
  const { id: sourceId } = good(await books.post(`/api/programmes/${plan.programmeId}/funding-sources`, { body: premium }));
  good(await books.post(`/api/programmes/${plan.programmeId}/budget-lines`, { body: { sourceId, kind: 'contingency', name: 'Reserve', account } }));
  const rows = [
    moving(),
    moving({ from: `${account} PREMIUM` }),
    moving({ from: `${account} proceeds` }),
    moving({ to: account, from: accounts['construction']! }),
  ];
  const checked = good(await send(people.manager, 'transfers', 'checks', { rows }));
  expect(states(checked)).toEqual(['good', 'refused', 'good', 'good']);
  expect(checked.rows[1].errors[0].code).toBe('capital.other_source');
  const estimate = row({ line: account, amount: '1', on: '2026-11-20', note: 'x', noPaper: 'x' });
  expect(good(await send(people.manager, 'estimates', 'checks', { rows: [estimate] })).rows[0].errors[0]).toMatchObject({
    column: 'line',
    code: 'capital.code_twice',
  });
  const { items } = good(await api.as(people.manager).get(`/api/programmes/${plan.programmeId}/sheets/transfers/suggestions?column=from&q=reserve`));
  expect(items).toEqual([{ code: `${account} premium`, name: 'Reserve · Premium', available: '0.00' }]);
});

test('a project, a vendor, a source and a line are added by the row; an account that is none says which part is wrong', async () => {
  const enter = async (who: CapitalPeople['cfo'], sheet: string, cells: Cells) => {
    const rows = [row(cells)];
    const [once, again] = [
      good(await send(who, sheet, 'rows', { rows, enter: 'all' })),
      good(await send(who, sheet, 'rows', { rows, enter: 'all' })),
    ];
    expect([once.rows[0].errors, states(once), states(again)]).toEqual([[], ['entered'], ['entered_before']]);
  };
  await enter(people.manager, 'projects', { code: 'NEW-1', name: 'Boiler', school: 'Alder School' });
  await enter(people.manager, 'vendors', { name: 'Boilers of Golden', number: 'V-77' });
  await enter(people.cfo, 'sources', { code: 'grant', name: 'A grant', kind: 'Grant', fund: '41', account: anAccount(), planned: '$1,000' });
  const line = { source: 'grant', project: 'new-1', kind: 'construction', name: 'Boiler' };
  await enter(people.cfo, 'lines', { ...line, account: anAccount() });
  const wrong = row({ ...line, account: '41-1-00-4600-0720-000-3018' });
  expect(good(await send(people.cfo, 'lines', 'checks', { rows: [wrong] })).rows[0].errors[0]).toMatchObject({
    column: 'account',
    code: 'capital.account',
    detail: expect.stringContaining('location has 1 of 3 digits'),
  });
});

test('a code with what does not show is refused beside its cell, in every table that looks one up', async () => {
  const sheets = {
    transfers: [people.manager, ['from', 'to', 'paper']],
    contracts: [people.manager, ['vendor', 'project', 'line', 'procurement', 'paper']],
    'change-orders': [people.manager, ['contract', 'contractLine', 'paper']],
    invoices: [people.manager, ['contract', 'contractLine', 'paper']],
    estimates: [people.manager, ['line', 'paper']],
    releases: [people.manager, ['contract', 'contractLine', 'paper']],
    projects: [people.manager, ['school']],
    payments: [people.cfo, ['contract', 'contractLine', 'paper']],
    revenue: [people.cfo, ['source', 'paper']],
    lines: [people.cfo, ['source', 'project']],
  } as const;
  for (const [sheet, [who, columns]] of Object.entries(sheets)) {
    const cells = Object.fromEntries(columns.map((name) => [name, 'a\u0000b']));
    const { errors } = good(await send(who, sheet, 'checks', { rows: [row(cells)] })).rows[0] as { errors: { column: string; detail: string }[] };
    for (const column of columns)
      expect([sheet, errors.find((error) => error.column === column)?.detail]).toEqual([sheet, expect.stringContaining('Use ordinary characters')]);
  }
});

test('all that is wrong with a row is named at once: what is missing, a day that is none and an amount', async () => {
  const wrong = row({ contract: '', number: '', on: '02/30/2026', amount: '1,50', reason: '' });
  const { errors } = good(await send(people.manager, 'invoices', 'checks', { rows: [wrong] })).rows[0] as {
    errors: { column: string; detail: string }[];
  };
  expect(Object.fromEntries(errors.map(({ column, detail }) => [column, detail]))).toEqual({
    contract: 'Answer this.',
    number: 'Answer this.',
    reason: 'Answer this.',
    on: 'Write a day that exists, as 2026-03-10.',
    amount: expect.stringContaining('Write'),
    paper: 'Name a document, or say why there is none.',
  });
});
