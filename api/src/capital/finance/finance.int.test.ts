import { capitalEvents, financeResolutions, programmes, vendors } from '@steward/db/schema';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aForm } from '../../condition/imports/imports.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { untilLetIn } from '../project-files/project-files.testing.ts';
import { type Books, someBooks } from './capital.testing.ts';

let api: TestApi;
let people: Record<'cfo' | 'capital' | 'auditor' | 'planner', Actor>;
let cfo: ReturnType<TestApi['as']>;
beforeAll(async () => {
  api = await startApi();
  await aDistrict(api.db);
  const held = (role: 'finance' | 'capital_manager' | 'auditor' | 'planner') => aPerson(api.db, { grants: [{ role }] });
  people = { cfo: await held('finance'), capital: await held('capital_manager'), auditor: await held('auditor'), planner: await held('planner') };
  cfo = api.as(people.cfo);
});
afterAll(() => api.close());

const books = (more: Parameters<typeof someBooks>[2] = {}) => someBooks(api.db, { asks: people.capital, approves: people.cfo }, more);
const account = (n: number) => `41-${String(100 + n)}-10-1234-0735-000-0000`;
const HEAD = 'Account,PO Number,Invoice,Vendor,Date,Amount';
const line = (n: number, po: string, invoice: string, amount: string) => `${account(n)},${po},${invoice},Acme,2021-03-04,${amount}`;

const byText = (a: readonly unknown[], b: readonly unknown[]) => String(a).localeCompare(String(b));
/** Brings a file and has it read as its columns are called. */
async function brought(
  { code }: Pick<Books, 'code'>,
  kind: string,
  lines: string[],
  { asOfOn = '2026-06-30', head = HEAD, saveAs }: { asOfOn?: string; head?: string; saveAs?: string } = {},
) {
  const answer = await cfo.post('/api/capital-files', aForm({ kind, programme: code, asOfOn }, 'erp.csv', [head, ...lines].join('\r\n')));
  expect(answer.status, answer.text).toBe(201);
  const { id, version, state, columns, headerRow } = answer.body;
  if (state === 'mapping') {
    const body = { headerRow, columns: columns.map(({ field }: { field: string | null }) => field), ...(saveAs === undefined ? {} : { saveAs }) };
    const read = await cfo.post(`/api/capital-files/${id}/readings`, { body, ifMatch: version });
    expect(read.status, read.text).toBe(202);
  }
  await untilLetIn(api);
  return (await cfo.get(`/api/capital-files/${id}`)).body;
}
type Match = {
  key: string;
  outcome: string;
  account: string;
  poNumber: string;
  invoiceNumber: string;
  ours: string | null;
  theirs: string | null;
  isOpen: boolean;
} & Record<string, unknown>;
const matches = async (id: string, query = '') => (await cfo.get(`/api/capital-files/${id}/matches?limit=200${query}`)).body.items as Match[];
const resolve = (id: string, keys: string[], reason = 'timing', who = cfo) =>
  who.post(`/api/capital-files/${id}/resolutions`, { body: { keys, reason, words: 'It is so.' } });
const reconciledOn = async ({ programmeId }: Books) =>
  (await api.db.select({ day: programmes.reconciledOn }).from(programmes).where(eq(programmes.id, programmeId)))[0]!.day;

/** Two lines, a contract each, twelve invoices; the file that agrees with them to the cent. */
async function agreeing() {
  const one = await books();
  const [a, b] = [await one.aLine(account(1), 100_000_00n), await one.aLine(account(2), 100_000_00n)];
  const mark = one.code.slice(-6).toUpperCase();
  const [first, second] = [await one.aContract(`C1-${mark}`, a, 50_000_00n), await one.aContract(`C2-${mark}`, b, 50_000_00n)];
  const lines: string[] = [];
  for (let i = 1; i <= 12; i += 1) {
    const [contract, n] = i % 2 === 1 ? ([first, 1] as const) : ([second, 2] as const);
    await one.anInvoice(contract, `INV-${i}`, BigInt(i) * 100_25n);
    lines.push(line(n, `C${n}-${mark}`, `inv-${i}`, (i * 100.25).toFixed(2)));
  }
  return { ...one, lines, mark, contracts: [first, second] as const };
}

describe('a statement of the finance system', () => {
  test('what agrees to the cent matches, and the programme is noted to agree as of its day', async () => {
    const one = await agreeing();
    const file = await brought(one, 'actuals', one.lines);
    expect(file).toMatchObject({ state: 'done', counts: { rows: 12, unreadable: 0, matched: 12 } });
    expect(await matches(file.id)).toEqual([]);
    expect(await reconciledOn(one)).toBe('2026-06-30');
    const { body } = await api.as(people.planner).get(`/api/programmes/${one.programmeId}/reconciliation`);
    expect(body).toMatchObject({ isComplete: true, asOf: '2026-06-30', programme: { reconciledOn: '2026-06-30' }, may: { resolve: false } });
    const [event] = await api.db
      .select()
      .from(capitalEvents)
      .where(and(eq(capitalEvents.programmeId, one.programmeId), eq(capitalEvents.kind, 'reconciled')));
    expect(event).toMatchObject({ actorId: people.cfo.id, data: { reconciledOn: '2026-06-30', before: null } });
  });

  test('ten planted differences are found, exactly the ten; each is explained, and only then the books agree', async () => {
    const one = await agreeing();
    const { mark, lines } = one;
    const planted = [...lines];
    planted[0] = planted[0]!.replace('100.25', '100.26'); // 1 a cent more
    planted[1] = planted[1]!.replace('200.50', '2005.00'); // 2 a digit out of place
    planted[2] = planted[2]!.replace(account(1), account(2)); // 3 another account
    planted[3] = planted[3]!.replace('inv-4,', 'inv-44,'); // 4 another invoice number
    planted[4] = planted[4]!.replace(account(1), '41-101-10-1234-735-000-0000'); // 5 an account of the wrong width
    planted.push(line(1, `C1-${mark}`, 'INV-66', 'n/a')); // 6 no amount
    planted.splice(6, 1); // 7 not posted: INV-7
    planted.push(planted[7]!); // 8 posted twice: INV-9
    planted.push(line(1, `C1-${mark}`, 'INV-99', '77.00')); // 9 an invoice that we do not know
    planted.push(line(2, 'PO-NOWHERE', 'INV-100', '(12.50)')); // 10 an order that we do not know
    const file = await brought(one, 'actuals', planted);
    const found = await matches(file.id);
    expect(
      found.map(({ outcome, poNumber, invoiceNumber, ours, theirs }) => [outcome, poNumber, invoiceNumber, ours, theirs]).toSorted(byText),
    ).toEqual(
      [
        ['different', `C1-${mark}`, 'INV-1', '100.25', '100.26'],
        ['different', `C2-${mark}`, 'INV-2', '200.50', '2005.00'],
        ['different', `C1-${mark}`, 'INV-3', '300.75', '300.75'],
        ['different', `C2-${mark}`, 'INV-4', '401.00', '401.00'],
        ['unreadable', `C1-${mark}`, 'INV-5', '501.25', '501.25'],
        ['unreadable', `C1-${mark}`, 'INV-66', null, null],
        ['ours_only', `C1-${mark}`, 'INV-7', '701.75', null],
        ['different', `C1-${mark}`, 'INV-9', '902.25', '1804.50'],
        ['theirs_only', `C1-${mark}`, 'INV-99', null, '77.00'],
        ['theirs_only', 'PO-NOWHERE', 'INV-100', null, '-12.50'],
      ].toSorted(byText),
    );
    expect(found.find(({ invoiceNumber }) => invoiceNumber === 'INV-3')).toMatchObject({ account: account(1), theirsAccount: account(2) });
    expect(found.find(({ invoiceNumber }) => invoiceNumber === 'INV-4')).toMatchObject({ theirsInvoiceNumber: 'INV-44' });
    expect(found.find(({ invoiceNumber }) => invoiceNumber === 'INV-66')).toMatchObject({ faults: [{ code: 'missing', column: 'amount' }] });
    expect(found.find(({ invoiceNumber }) => invoiceNumber === 'INV-5')).toMatchObject({
      rows: [6],
      faults: [{ code: 'not_an_account', column: 'account', part: 'object' }],
    });
    expect(file.counts).toMatchObject({ matched: 5 });
    expect(await reconciledOn(one)).toBeNull();

    const keys = found.map(({ key }) => key);
    const nine = await resolve(file.id, keys.slice(0, 9));
    expect(nine.body).toMatchObject({ isComplete: false, statements: [{ open: 1 }] });
    expect(await reconciledOn(one)).toBeNull();
    expect((await matches(file.id, '&state=open')).map(({ key }) => key)).toEqual(keys.slice(9));
    const ten = await resolve(file.id, keys.slice(9), 'theirs_is_wrong');
    expect(ten.body).toMatchObject({ isComplete: true, programme: { reconciledOn: '2026-06-30' } });
    expect(await matches(file.id, '&state=open')).toEqual([]);
    expect((await matches(file.id))[9]).toMatchObject({ resolution: { reason: 'theirs_is_wrong', words: 'It is so.', by: { id: people.cfo.id } } });
  });

  test('the same file again finds the same, and what was explained stays explained', async () => {
    const one = await agreeing();
    const lines = [...one.lines, line(1, 'PO-9', 'INV-9', '9.00')];
    const first = await brought(one, 'actuals', lines);
    await resolve(
      first.id,
      (await matches(first.id)).map(({ key }) => key),
    );
    const again = await brought(one, 'actuals', lines);
    expect(again.counts).toEqual(first.counts);
    expect(await matches(again.id, '&state=open')).toEqual([]);
    expect(await api.db.select().from(financeResolutions).where(eq(financeResolutions.programmeId, one.programmeId))).toHaveLength(1);
  });

  test('an explanation holds as long as both figures stand', async () => {
    const one = await agreeing();
    const first = await brought(one, 'actuals', [...one.lines, line(1, 'PO-9', 'INV-9', '9.00')], { asOfOn: '2026-05-31' });
    const [{ key }] = (await matches(first.id)) as [Match];
    await resolve(first.id, [key]);
    expect(await reconciledOn(one)).toBe('2026-05-31');
    const later = await brought(one, 'actuals', [...one.lines, line(1, 'PO-9', 'INV-9', '9.01')], { asOfOn: '2026-06-30' });
    expect(await matches(later.id, '&state=open')).toMatchObject([{ key, theirs: '9.01' }]);
    // The day of the last full match stays until the next.
    expect(await reconciledOn(one)).toBe('2026-05-31');
  });

  test('an explanation is taken back by a later one; both are kept', async () => {
    const one = await agreeing();
    const file = await brought(one, 'actuals', [...one.lines, line(1, 'PO-9', 'INV-9', '9.00'), line(1, 'PO-8', 'INV-9', '8.00')]);
    const [{ key }] = (await matches(file.id)) as [Match];
    await resolve(file.id, [key]);
    await resolve(file.id, [key], 'reopened');
    expect(await matches(file.id, '&state=open')).toHaveLength(2);
    expect((await matches(file.id))[0]).toMatchObject({ resolution: null, isOpen: true });
    expect(await api.db.select().from(financeResolutions).where(eq(financeResolutions.programmeId, one.programmeId))).toHaveLength(2);
  });

  test('once our ledger is put right, comparing again finds it', async () => {
    const one = await agreeing();
    const file = await brought(one, 'actuals', [...one.lines, line(1, `C1-${one.mark}`, 'INV-13', '13.00')]);
    expect(await matches(file.id)).toHaveLength(1);
    await one.anInvoice(one.contracts[0], 'INV-13', 13_00n);
    expect((await cfo.post(`/api/capital-files/${file.id}/comparisons`, { ifMatch: file.version })).status).toBe(202);
    await untilLetIn(api);
    expect(await matches(file.id)).toEqual([]);
    expect(await reconciledOn(one)).toBe('2026-06-30');
  });

  test('what counts after its day is not in it', async () => {
    const one = await agreeing();
    await one.anInvoice(one.contracts[0], 'INV-LATER', 5_00n, { on: '2026-07-01' });
    const file = await brought(one, 'actuals', one.lines);
    expect(await matches(file.id)).toEqual([]);
  });

  test('several lines of one invoice and account are one sum, and a line of totals is none', async () => {
    const one = await agreeing();
    const lines = one.lines.slice(1);
    const file = await brought(one, 'actuals', [
      ...lines,
      line(1, `C1-${one.mark}`, 'INV-1', '60.00'),
      line(1, `C1-${one.mark}`, 'INV-1', '$40.25'),
      ',,,,Grand total,"$99,999.00"',
      '',
    ]);
    expect(file.counts).toMatchObject({ matched: 12, rows: 13 });
  });

  test('what is posted on an order under a contract is the contract’s', async () => {
    const one = await agreeing();
    const under = `PO-${one.mark}`;
    await one.aContract(under, one.contracts[0].budgetLineId, 10_00n, { under: one.contracts[0].id });
    const file = await brought(one, 'actuals', [one.lines[0]!.replace(`C1-${one.mark}`, under), ...one.lines.slice(1)]);
    expect(file.counts).toMatchObject({ matched: 12 });
  });

  test('what is of another programme, or of a fund that pays for none of this, is told apart', async () => {
    const [one, other] = [await agreeing(), await books()];
    await other.aLine('41-777-10-1234-0735-000-0000', 1_00n);
    const file = await brought(one, 'actuals', [
      ...one.lines,
      '10-101-10-1234-0735-000-0000,PO-1,I-1,A,,5.00',
      '41-777-10-1234-0735-000-0000,PO-2,I-2,B,,6.00',
      '41-778-10-1234-0735-000-0000,PO-3,I-3,C,,7.00',
    ]);
    expect(file.counts).toMatchObject({ matched: 12, elsewhere: 2, theirs_only: 1 });
    expect((await matches(file.id)).map(({ poNumber }) => poNumber)).toEqual(['PO-3']);
    expect(await matches(file.id, '&outcome=elsewhere')).toHaveLength(2);
  });

  test('orders are compared by what they commit; of two statements the earlier day counts', async () => {
    const one = await agreeing();
    const head = 'Account String,Purchase Order,PO Amount';
    const orders = [`${account(1)},C1-${one.mark},"50,000.00"`, `${account(2)},C2-${one.mark},49999.99`];
    const file = await brought(one, 'purchase_orders', orders, { head, asOfOn: '2026-05-31' });
    expect(await matches(file.id)).toMatchObject([{ outcome: 'different', ours: '50000.00', theirs: '49999.99', difference: '-0.01' }]);
    await brought(one, 'actuals', one.lines);
    expect(await reconciledOn(one)).toBeNull();
    await resolve(
      file.id,
      (await matches(file.id)).map(({ key }) => key),
      'rounding',
    );
    expect(await reconciledOn(one)).toBe('2026-05-31');
  });

  test('a mapping that was kept by a name reads the next file with the same headings at once', async () => {
    const one = await agreeing();
    const head = `Kto${one.mark},Best,Rechn,Betr`;
    const lines = one.lines.map((text) =>
      text
        .split(',')
        .filter((_, i) => ![3, 4].includes(i))
        .join(','),
    );
    const answer = await cfo.post(
      '/api/capital-files',
      aForm({ kind: 'actuals', programme: one.code, asOfOn: '2026-05-31' }, 'erp.csv', [head, ...lines].join('\n')),
    );
    const { id, version, state } = answer.body;
    expect(state).toBe('mapping');
    const said = { headerRow: 1, columns: ['account', 'poNumber', 'invoiceNumber', 'amount'], saveAs: `Monthly ${one.mark}` };
    const missing = await cfo.post(`/api/capital-files/${id}/readings`, {
      body: { ...said, columns: ['account', null, null, 'amount'] },
      ifMatch: version,
    });
    expect(missing.body).toMatchObject({ status: 422, code: 'capital_file.column_missing', field: 'poNumber' });
    const twice = await cfo.post(`/api/capital-files/${id}/readings`, {
      body: { ...said, columns: ['account', 'account', null, 'amount'] },
      ifMatch: version,
    });
    expect(twice.body).toMatchObject({ status: 422, code: 'capital_file.field_twice' });
    expect((await cfo.post(`/api/capital-files/${id}/readings`, { body: said, ifMatch: version })).status).toBe(202);
    await untilLetIn(api);
    const next = await brought(one, 'actuals', lines, { head });
    expect(next).toMatchObject({ state: 'done', mappingName: `Monthly ${one.mark}`, counts: { matched: 12 } });
  });

  test('vendors are taken over by number, one without a number by its name; again nothing changes', async () => {
    const one = await books();
    const mark = crypto.randomUUID().slice(0, 6);
    await one.aVendor(`Old name ${mark}`, `V1${mark}`);
    await one.aVendor(`Nameless ${mark}`);
    const head = 'Vendor Number,Vendor Name';
    const lines = [`v1${mark},New name ${mark}`, `V2${mark},NAMELESS ${mark}`, `V3${mark},Unheard of ${mark}`, ',No number'];
    const file = await brought(one, 'vendors', lines, { head });
    expect(file.counts).toMatchObject({ rows: 4, unreadable: 1, added: 1, changed: 2, same: 0 });
    const rows = await api.db
      .select()
      .from(vendors)
      .where(sql`${vendors.name} like ${`%${mark}`}`);
    expect(rows.map(({ number, name, version }) => [number, name, version]).toSorted(byText)).toEqual([
      [`V1${mark}`, `New name ${mark}`, 2],
      [`V2${mark.toUpperCase()}`, `NAMELESS ${mark}`, 2],
      [`V3${mark.toUpperCase()}`, `Unheard of ${mark}`, 1],
    ]);
    expect((await brought(one, 'vendors', lines, { head })).counts).toMatchObject({ added: 0, changed: 0, same: 3 });
  });

  test('only finance explains; what is no difference cannot be explained; words are needed', async () => {
    const one = await agreeing();
    const file = await brought(one, 'actuals', [...one.lines, line(1, 'PO-9', 'INV-9', '9.00')]);
    const [{ key }] = (await matches(file.id)) as [Match];
    expect((await resolve(file.id, [key], 'timing', api.as(people.capital))).body).toMatchObject({ status: 403, code: 'reconciliation.not_for_you' });
    expect((await resolve(file.id, [`${account(1)}|C1-${one.mark}|INV-1`])).body).toMatchObject({
      status: 422,
      code: 'reconciliation.not_a_difference',
    });
    expect((await cfo.post(`/api/capital-files/${file.id}/resolutions`, { body: { keys: [key], reason: 'other', words: ' ' } })).status).toBe(400);
  });
});

const cellsOf = (text: string) => text.split('\r\n').map((row) => row.split(','));

describe('what goes to the finance system', () => {
  test('the journal is in double entry, says as of when, and both sides come to the same', async () => {
    const one = await books({ isDemonstration: true });
    const contract = await one.aContract(`J-${one.code}`, await one.aLine(account(1), 1_000_000_00n), 1_000_000_00n);
    await one.anInvoice(contract, 'INV-1', 1_000_000_00n, { retainageCents: 50_000_00n });
    await one.pay(contract, 950_000_00n);
    const answer = await api.as(people.auditor).get(`/api/programmes/${one.programmeId}/journal.csv?to=2021-12-31&locale=en`);
    expect(answer.headers['content-disposition']).toContain(`journal-${one.code}-2021-12-31.csv`);
    const rows = cellsOf(answer.text);
    expect(rows[0]![0]).toContain('Demonstration: not real figures');
    expect(rows.slice(1, 6).map(([name, value]) => [name, value])).toEqual([
      ['Journal entries', undefined],
      ['Programme', `Bond ${one.code}`],
      ['From', '2000-01-01'],
      ['As of', '2021-12-31'],
      ['Last agreed with the finance system', 'never'],
    ]);
    const lines = rows.filter(([id]) => /^[0-9a-f-]{36}$/.test(id ?? ''));
    const cents = (cell: string | undefined) => BigInt((cell || '0').replace('.', ''));
    const [debits, credits] = [6, 7].map((i) => lines.reduce((sum, cells) => sum + cents(cells[i]), 0n));
    expect(debits).toBe(credits);
    expect(rows.find(([first]) => first === 'Total')!.slice(6, 8)).toEqual([dollars(debits!), dollars(credits!)]);
    const retained = lines.filter(([, , kind]) => kind === 'Retainage');
    expect(retained.map((cells) => cells.slice(3, 8))).toEqual([
      ['7421', 'Accounts payable', account(1), '50000.00', ''],
      ['7432', 'Construction contracts payable: retainage', account(1), '', '50000.00'],
    ]);
    expect(
      (await api.as(people.auditor).get(`/api/programmes/${one.programmeId}/journal.csv?from=2021-04-01&to=2021-12-31`)).text.match(
        /^[0-9a-f-]{36},/gm,
      ),
    ).toHaveLength(2);
  });

  test('assets are of no day that is still to come', async () => {
    const { programmeId } = await books();
    const answer = await cfo.get(`/api/programmes/${programmeId}/capital-assets.csv?asOf=2099-01-01`);
    expect([answer.status, answer.body.code]).toEqual([422, 'capital.day_to_come']);
  });

  test('what is being built is in progress; once it serves, it wears off in a straight line', async () => {
    const one = await books();
    const contract = await one.aContract(`A-${one.code}`, await one.aLine(account(1), 480_000_00n), 480_000_00n);
    await one.anInvoice(contract, 'INV-1', 480_000_00n, { on: '2021-03-04' });
    const equipment = await one.aContract(`E-${one.code}`, await one.aLine(account(2), 12_000_00n, 'equipment'), 12_000_00n);
    await one.anInvoice(equipment, 'INV-2', 12_000_00n, { on: '2022-09-01' });
    const assets = async (asOf: string) =>
      cellsOf((await cfo.get(`/api/programmes/${one.programmeId}/capital-assets.csv?asOf=${asOf}&locale=en`)).text).filter(
        ([first]) => first === 'P-1' || first === 'Total',
      );
    expect((await assets('2022-06-30')).map((cells) => cells.slice(3))).toEqual([
      ['Buildings and improvements', '40', 'Construction in progress', '', '480000.00', '0.00', '480000.00', '0.00', '0.00', '0.00', '480000.00'],
      ['', '', '', '', '480000.00', '0.00', '480000.00', '0.00', '0.00', '0.00', '480000.00'],
    ]);
    await api.db.execute(
      sql`insert into project_phases (project_id, phase, actual_start_on, actual_end_on) values (${one.projectId}, 'construction', '2021-01-04', '2022-08-15')`,
    );
    expect((await assets('2023-06-30')).map((cells) => cells.slice(3))).toEqual([
      ['Buildings and improvements', '40', 'In service', '2022-08-15', '480000.00', '0.00', '480000.00', '0.00', '10000.00', '10000.00', '470000.00'],
      ['Furniture and equipment', '10', 'In service', '2022-08-15', '0.00', '12000.00', '12000.00', '0.00', '1000.00', '1000.00', '11000.00'],
      ['', '', '', '', '480000.00', '12000.00', '492000.00', '0.00', '11000.00', '11000.00', '481000.00'],
    ]);
  });

  test('another owner’s programme has no books of ours', async () => {
    const other = await books({ kind: 'other_owner' });
    for (const what of ['reconciliation', 'journal.csv', 'capital-assets.csv'])
      expect((await cfo.get(`/api/programmes/${other.programmeId}/${what}`)).body).toMatchObject({
        status: 404,
        code: 'reconciliation.no_programme',
      });
  });
});
const dollars = (cents: bigint) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
