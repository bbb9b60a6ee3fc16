import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

const HEADER =
  'Funding_Year,application_number,funding_request_number,form_471_line_item_number,form_471_function_name,download_speed,download_speed_units,monthly_recurring_unit_costs';

test('the technology coordinator makes a probe, whose secret is shown once, and takes it back', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  const name = `Closet ${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/network');
  await page.getByRole('link', { name: 'Probes and E-rate' }).click();
  await expectSound(page);
  await page.getByRole('button', { name: 'Make a probe' }).click();
  await expect(page.getByRole('link', { name: /Answer this/ }).first()).toBeVisible();
  await expectSound(page);
  await page.getByRole('combobox', { name: 'School' }).selectOption({ label: 'Bear Creek K-8' });
  await page.getByRole('textbox', { name: 'Which machine' }).fill(name);
  await page.getByRole('button', { name: 'Make a probe' }).click();
  await expect(page.getByText(/^stp_[\w-]{43}$/)).toBeVisible();
  await expectSound(page);
  await page.goto('/network/set-up');
  await expect(page.getByText(/^stp_/)).toBeHidden();
  await page
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button', { name: /^Take its secret back/ })
    .click();
  await expect(page.getByText('The secret opens nothing any more.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('secret taken back');
});

test('a file of Form 471 line items says of each row that cannot be read why', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('technology');
  const frn = `26${String(Date.now()).slice(-8)}`;
  const rows = [
    `2026,261012345,${frn},1,Fiber,10,Gbps,1250.00`,
    `2026,261012345,${frn},2,Taxes and USF Fees,10,Gbps,96.40`,
    `2026,261012345,${frn},3,Fiber,fast,Gbps,1`,
  ];
  await page.goto('/network/set-up');
  await page
    .getByLabel('File with the line items')
    .setInputFiles({ name: 'form-471.csv', mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...rows].join('\n')) });
  await page.getByRole('button', { name: 'Let it in' }).click();
  await expect(page.getByText('form-471.csv: 2 added, 0 changed, 0 as before, 1 not read').first()).toBeVisible();
  await expect(page.getByText('Row 4, download_speed: fast')).toBeVisible();
  await expectSound(page);
});
