import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

test('moving the slider changes the sentence and the lines; a run with its bands is saved, and is the same when it is done again', async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings/forecast');
  const finding = page.getByRole('heading', { level: 2, name: /^With \$/ });
  const said = await finding.innerText();
  const own = page.locator('path.line').nth(1);
  const drawn = await own.getAttribute('d');
  await page.getByRole('slider', { name: 'Money for repairs and renewals' }).press('End');
  await expect(finding).not.toHaveText(said);
  await expect(own).not.toHaveAttribute('d', drawn!);
  await expect(page.getByRole('textbox', { name: 'In dollars' })).toHaveValue(/^[\d,]+$/);
  await expect(page).toHaveURL(/funding=/);
  await expect(page.getByText(/^Beginning 5 years later/)).toBeVisible();
  await expectSound(page);

  await page.getByText('Save this forecast, with how sure it is').click();
  const name = `For the board ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Draws' }).fill('2000');
  await page.getByRole('button', { name: 'Save the forecast' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByRole('heading', { level: 2, name: /in 8 of 10 draws/ })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('path.band')).toHaveCount(4);
  await page.getByRole('button', { name: 'Do it again and compare' }).click();
  await expect(page.getByText('Done again, it is the same to the last byte')).toBeVisible({ timeout: 20_000 });
});

test('other weights are tried without saving, and what the money pays for becomes a draft plan', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings/priorities');
  const rows = page.getByRole('table', { name: 'Needs, the most urgent first' }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const first = await rows.nth(1).getByRole('rowheader').innerText();
  await page.getByText('Try other weights').click();
  for (const criterion of ['Safety and code', 'Condition (FCI)', 'Adequacy', 'How full', 'Saving', 'Readiness'])
    await page.getByRole('textbox', { name: criterion, exact: true }).fill('0');
  await page.getByRole('textbox', { name: /^Money, in dollars/ }).fill('$500,000');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText(/With these weights \d+ of them stand elsewhere/)).toBeVisible();
  await expect(rows.nth(1)).not.toContainText(first.split('\n')[0]!);
  await expectSound(page);

  const name = `Equity first ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole('textbox', { name: 'Name of the plan' }).fill(name);
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByText('Weights that were tried: Equity 15')).toBeVisible();
  await expect(page.getByRole('link', { name: 'The whole list as CSV' })).toHaveAttribute('href', /draft-plans\/.+\/export$/);
  await page.goto('/buildings/priorities');
  await expect(page.getByText(/With these weights/)).toHaveCount(0);
});
