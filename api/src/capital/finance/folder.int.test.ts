import { mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capitalFileMappings } from '@steward/db/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { untilLetIn } from '../project-files/project-files.testing.ts';
import { digestOf } from '../received-files/heads.ts';
import { type Books, someBooks } from './capital.testing.ts';
import { watchFolder } from './watch-folder.ts';

let api: TestApi;
let cfo: ReturnType<TestApi['as']>;
let one: Books;
let folder: string;
let refused: string[];
beforeAll(async () => {
  api = await startApi();
  await aDistrict(api.db);
  const [finance, capital] = [
    await aPerson(api.db, { grants: [{ role: 'finance' }] }),
    await aPerson(api.db, { grants: [{ role: 'capital_manager' }] }),
  ];
  cfo = api.as(finance);
  one = await someBooks(api.db, { asks: capital, approves: finance });
  await api.db.insert(capitalFileMappings).values({
    id: crypto.randomUUID(),
    kind: 'actuals',
    name: 'Monthly',
    headingsDigest: digestOf(['acct', 'po', 'inv', 'amt']),
    columns: ['account', 'poNumber', 'invoiceNumber', 'amount'],
    savedAt: NOW,
  });
});
afterAll(() => api.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-folder-'));
  refused = [];
  return () => rmSync(folder, { recursive: true, force: true });
});

const look = () => watchFolder({ db: api.db, files: api.app.files }, folder, NOW, (name) => refused.push(name));
const lay = (name: string, text: string, age = 120) => {
  writeFileSync(join(folder, name), text);
  const at = NOW.getTime() / 1000 - age;
  utimesSync(join(folder, name), at, at);
};
const LINE = '41-101-10-1234-0735-000-0000,PO-1,INV-1,5.00';
const inFolder = async (text: string) =>
  (await cfo.get('/api/capital-files')).body.items.filter(({ fileName }: { fileName: string }) => fileName.includes(text));

describe('the folder of the finance system', () => {
  test('a file is taken once, read at once where its headings were explained before, and stays where it is', async () => {
    const name = `${one.code}.actuals.2026-06-30.csv`;
    lay(name, `acct,po,inv,amt\n${LINE}`);
    expect([await look(), await look()]).toEqual([1, 0]);
    await untilLetIn(api);
    expect(await inFolder(name)).toMatchObject([{ broughtBy: 'folder', by: null, state: 'done', asOfOn: '2026-06-30', counts: { theirs_only: 1 } }]);
    lay(name, `acct,po,inv,amt\n${LINE}\n${LINE}`, 90);
    expect(await look()).toBe(1);
  });

  test('one whose headings nobody explained waits for somebody', async () => {
    lay(`${one.code}.purchase_orders.2026-06-30.csv`, 'Konto,Bestellung,Summe\n1,2,3');
    await look();
    expect(await inFolder('purchase_orders')).toMatchObject([{ state: 'mapping' }]);
  });

  test('what is still being written, what is none of ours, and what leads elsewhere stay untouched', async () => {
    lay(`${one.code}.actuals.2026-07-31.csv`, 'a', 10);
    lay('notes.csv', 'a');
    symlinkSync('/etc/hostname', join(folder, `${one.code}.vendors.2026-07-31.csv`));
    expect(await look()).toBe(0);
    expect(refused).toEqual([]);
  });

  test('what cannot be taken is told, and the next is taken', async () => {
    lay('nowhere.actuals.2026-06-30.csv', `acct,po,inv,amt\n${LINE}`);
    lay(`${one.code}.vendors.2026-06-30.csv`, 'Vendor Number,Vendor Name\nV1,Acme');
    expect(await look()).toBe(1);
    expect(refused).toEqual(['nowhere.actuals.2026-06-30.csv']);
  });
});
