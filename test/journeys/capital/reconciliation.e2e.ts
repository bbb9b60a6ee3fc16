import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

type Posted = { account: string; order: string; invoice: string; amount: number };

/** What our ledger says was invoiced, invoice by invoice, out of the journal that it gives to take away. */
async function invoicesOf(page: Page): Promise<Posted[]> {
  const action = await page.locator('form[action$="journal.csv"]').getAttribute('action');
  const text = await (await page.request.get(`${action}?locale=en`)).text();
  const found = new Map<string, Posted>();
  for (const line of text.split('\r\n')) {
    const [, , kind, , name, account = '', debit, credit, , order = '', invoice = ''] = cellsOf(line);
    if (kind !== 'Invoice' || name !== 'Expenditures') continue;
    const key = `${account}|${order}|${invoice}`;
    const known = found.get(key) ?? { account, order, invoice, amount: 0 };
    found.set(key, { ...known, amount: Math.round(known.amount * 100 + Number(debit || 0) * 100 - Number(credit || 0) * 100) / 100 });
  }
  return [...found.values()].filter(({ amount }) => amount > 0);
}
const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');

const HEAD = 'Account String,PO Number,Invoice Number,Amount';
const lineOf = ({ account, order, invoice, amount }: Posted) => `${account},${order},"${invoice}",${amount.toFixed(2)}`;

/** The finance system's file as it would agree, with ten differences in it. */
function withTenPlanted(posted: readonly Posted[]): string[] {
  // Ten that nothing else is alike to: another order or another sum each.
  const lines = posted.map(lineOf);
  const mark = crypto.randomUUID().slice(0, 8);
  const [first] = posted as [Posted];
  const set = (i: number, change: Partial<Posted>) => (lines[i] = lineOf({ ...posted[i]!, ...change }));
  set(0, { amount: posted[0]!.amount + 0.01 });
  set(1, { amount: posted[1]!.amount * 10 });
  set(2, { account: posted[2]!.account.replace(/^(\d\d)-\d{3}/, '$1-998') });
  set(3, { invoice: `${posted[3]!.invoice}-${mark}` });
  set(4, { account: posted[4]!.account.slice(0, -1) });
  const twice = lines[6]!;
  lines.splice(5, 1);
  return [
    ...lines,
    twice,
    lineOf({ ...first, invoice: `NEW-${mark}`, amount: 77.77 }),
    lineOf({ ...first, order: `PO-${mark}`, invoice: `LOST-${mark}`, amount: 12.34 }),
    `${first.account},${first.order},"NONE-${mark}",n/a`,
  ];
}

test('finance brings a statement with ten planted differences: exactly the ten are found, explained, and the books agree as of its day', async ({
  as,
}) => {
  const page = await as('cfo');
  await page.goto('/capital/reconciliation?programme=bond-2018');
  await expectSound(page);
  const posted = await invoicesOf(page);
  expect(posted.length).toBeGreaterThan(10);

  await page.getByRole('link', { name: 'Bring a statement' }).click();
  await expectSound(page);
  await page.getByRole('radio', { name: /^Actuals/ }).check();
  await page.getByLabel('The day that it speaks of').fill(new Date().toLocaleDateString('en-CA', { timeZone: 'America/Denver' }));
  await page.getByLabel('File', { exact: true }).setInputFiles({
    name: 'actuals.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([HEAD, ...withTenPlanted(posted)].join('\r\n')),
  });
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('actuals.csv');
  await expectSound(page);
  await page.getByRole('button', { name: 'Read it with these columns' }).click();
  await page.getByRole('link', { name: 'See how it matches our books' }).click({ timeout: 60_000 });

  await expect(page.getByText('10 differences are still to be explained.')).toBeVisible();
  const outcome = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  for (const [name, count] of [
    ['Different', '5'],
    ['Ours only', '1'],
    ['Theirs only', '2'],
    ['Cannot be read', '2'],
  ] as const)
    await expect(outcome(name).getByRole('cell').first()).toHaveText(count);
  await expect(page.getByText('98-', { exact: false }).first()).toBeVisible();
  await expectSound(page);

  await page.getByRole('button', { name: 'Keep the explanation' }).click();
  await expect(page.getByRole('alert')).toContainText('Mark at least one difference.');
  const marks = page.getByRole('checkbox', { name: /^Mark / });
  await expect(marks).toHaveCount(10);
  for (const mark of await marks.all()) await mark.check();
  await page.getByLabel('Why is it so?').selectOption('theirs_is_wrong');
  await page.getByLabel('In words').fill('Planted: put right in the next statement.');
  await page.getByRole('button', { name: 'Keep the explanation' }).click();
  await expect(page.getByText('Everything matches or is explained.')).toBeVisible();
  await expect(page.getByText(/last agreed as of/)).toBeVisible();
  await page.getByRole('link', { name: 'All differences' }).click();
  await expect(page.getByText('Planted: put right in the next statement.')).toHaveCount(10);
  await expectSound(page);
});

test('an auditor sees how the books stand, and brings and explains nothing', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('auditor');
  await page.goto('/capital/reconciliation?programme=bond-2018&show=all');
  await expect(page.getByRole('heading', { level: 1, name: 'Matching with the finance system' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep the explanation' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Bring a statement' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Get the journal' })).toBeVisible();
  await expectSound(page);
});
