import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

test('the technology coordinator answers which schools are below the target, and why', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  await page.goto('/');
  await page.getByRole('link', { name: 'Network', exact: true }).click();

  const below = await test.step('How many, and what do most of them wait for?', async () => {
    const finding = page.getByRole('heading', { name: /^\d+ of \d+ schools have less than FCC, 1 Mbps a student asks for$/ });
    await expect(finding).toBeVisible();
    await expect(page.getByText(/of them are not on the district’s own fiber yet\. .+ has the least: \d+ kbps a student\.$/)).toBeVisible();
    // Held against a target for each student; how evenly it lies is among users.
    await expect(page.getByRole('columnheader', { name: 'Median, kbps a student' })).toBeAttached();
    await expect(page.getByText(/^[\d,]+ kbps a user$/)).toHaveCount(2);
    await expect(page.getByText('Demonstration: not real figures').first()).toBeVisible();
    await expect(page.getByText('One flow’s goodput is not a link’s capacity').first()).toBeVisible();
    await expectSound(page);
    return Number((await finding.innerText()).split(' ', 1)[0]);
  });

  await test.step('Which, and why each?', async () => {
    const rows = page
      .getByRole('table', { name: 'Below the target, and why' })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') });
    await expect(rows).toHaveCount(below);
    for (const words of await rows.allInnerTexts()) expect(words).toMatch(/Its line is too narrow: [\d,.]+ Mbps for [\d,]+ students\./);
  });

  await test.step('Is it need, or is it the mountains?', async () => {
    await page.getByRole('combobox', { name: 'Group by' }).selectOption({ label: 'Own fiber or not' });
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/by=fibre/);
    await expect(page.getByRole('row', { name: /^On no fiber/ })).toContainText(/\d+ of \d+/);
    await expect(page.getByText(/Of it between these groups: [\d.]+%/)).toBeVisible();
  });

  await test.step('And against what SETDA asks for?', async () => {
    await page.getByRole('combobox', { name: 'Target' }).selectOption({ label: 'SETDA 2023-24, 1.4 Mbps a user, large district' });
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/target=setda/);
    await expect(page.getByRole('heading', { name: /SETDA/ })).toBeVisible();
  });

  await test.step('When does the one with the least get its fiber?', async () => {
    const worst = page.getByRole('table', { name: 'Below the target, and why' }).getByRole('link').first();
    const name = await worst.innerText();
    await worst.click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Measured against provisioned' })).toBeVisible();
    await expectSound(page);
    await page.getByRole('link', { name: 'Fiber build-out' }).click();
    await expect(page.getByRole('heading', { name: /^\d+ schools wait for fiber; \d+ of them go live within a year$/ })).toBeVisible();
    await expectSound(page);
  });
});

test('a line is changed from its page, and its history says from what to what', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('technology');
  await page.goto('/network/circuits?medium=fixed_wireless');
  await expectSound(page);
  await page
    .getByRole('table', { name: 'Lines to schools' })
    .getByRole('link', { name: /^DEMO-/ })
    .first()
    .click();
  const down = page.getByRole('textbox', { name: 'Down' });
  const before = Number((await down.inputValue()).replaceAll(',', ''));
  await down.fill('much');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: /Write a number of Mbps/ })).toBeVisible();
  await expectSound(page);
  await page.getByRole('textbox', { name: 'Down' }).fill(String(before + 1));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: `from ${before} to ${before + 1}` })
      .first(),
  ).toContainText('Priya Raman');
});

test('a teacher reads the network of the school they work at, and no page of the district’s', async ({ as }) => {
  const page = await as('teacher');
  await page.goto('/network');
  await expect(page.getByRole('heading', { name: 'Network', exact: true })).toBeHidden();
});
