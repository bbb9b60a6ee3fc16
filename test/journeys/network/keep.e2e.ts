import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

const some = () => crypto.randomUUID().slice(0, 8);

test(
  'a provider and a contract are added, a wrong day is said beside its field, and a longer end stays in the history',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    const page = await as('technology');
    const [provider, number] = [`Provider ${some()}`, `C-${some()}`];
    await page.goto('/network/contracts');
    await expectSound(page);
    await page.getByRole('textbox', { name: 'Name of the provider' }).fill(provider);
    await page.getByRole('button', { name: 'Add a provider' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();

    await page.getByRole('button', { name: 'Add a contract' }).click();
    await expect(page.getByRole('link', { name: /Answer this/ }).first()).toBeVisible();
    await page.getByRole('combobox', { name: 'Run by' }).selectOption({ label: provider });
    await page.getByRole('textbox', { name: 'Contract number' }).fill(number);
    await page.getByLabel('Starts on').fill('2026-07-01');
    await page.getByLabel('Ends on').fill('2026-06-30');
    await page.getByRole('textbox', { name: 'A month' }).fill('1,850.50');
    await page.getByRole('button', { name: 'Add a contract' }).click();
    await expect(page.getByRole('link', { name: 'A contract ends after it starts.' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Contract number' })).toHaveValue(number);
    await expectSound(page);
    await page.getByLabel('Ends on').fill('2031-06-30');
    await page.getByRole('button', { name: 'Add a contract' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();

    await page.getByRole('link', { name: number }).click();
    await expect(page.getByText('$1,850.50 a month')).toBeVisible();
    await page.getByLabel('Ends on').fill('2032-06-30');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: /Contract ends: from .*2031 to .*2032/ })).toContainText('Priya Raman');
    await expectSound(page);
  },
);

test('a line is added at a school, and its page says what it began as', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  const code = `LINE-${some()}`;
  await page.goto('/network/circuits');
  await page.getByRole('link', { name: 'Add a line' }).click();
  await page.getByRole('combobox', { name: 'School' }).selectOption({ label: 'Bear Creek K-8' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Add a line' }).click();
  await expect(page.getByRole('link', { name: /Answer this/ }).first()).toBeVisible();
  await expectSound(page);
  await page.getByRole('textbox', { name: 'Name of the line' }).fill(code);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Fixed wireless' });
  await page.getByRole('textbox', { name: 'Down' }).fill('1');
  await page.getByRole('textbox', { name: 'Up' }).fill('1');
  await page.getByRole('textbox', { name: 'E-rate funding request' }).fill('12');
  await page.getByRole('combobox', { name: 'How far its fiber is' }).selectOption({ label: 'none planned' });
  await page.getByRole('button', { name: 'Add a line' }).click();
  await expect(page.getByRole('textbox', { name: 'E-rate funding request' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'E-rate funding request' }).fill('2600012345');
  await page.getByRole('button', { name: 'Add a line' }).click();
  await expect(page.getByRole('heading', { name: code, level: 1 })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^Added/ })).toContainText('E-rate funding request: 2600012345');
  await expectSound(page);
});

test('a target is added and corrected, and how wide the way out is', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  const code = `t-${some()}`;
  await page.goto('/network');
  await page.getByRole('link', { name: 'Targets and staff' }).click();
  await expectSound(page);
  await page.getByRole('textbox', { name: 'Short name' }).fill(code);
  await page.getByRole('textbox', { name: 'From which year on' }).fill('2098');
  await page.getByRole('combobox', { name: 'For whom' }).selectOption('user');
  await page.getByRole('textbox', { name: 'What it asks for' }).fill('lots');
  await page.getByRole('textbox', { name: 'Name in English' }).fill(`Ours ${code}`);
  await page.getByRole('textbox', { name: 'Name in Spanish' }).fill(`Nuestra ${code}`);
  await page.getByRole('textbox', { name: 'Where it is from' }).first().fill('The board');
  await page.getByRole('button', { name: 'Add a target' }).click();
  await expect(page.getByRole('link', { name: /Write a number of kbps/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'What it asks for' }).fill('14');
  await page.getByRole('button', { name: 'Add a target' }).click();
  await page.getByRole('link', { name: `Ours ${code}` }).click();
  await expect(page.getByRole('heading', { name: `From 2098 on: Ours ${code}`, level: 1 })).toBeVisible();
  await page.getByRole('textbox', { name: 'What it asks for' }).fill('1400');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'What it asks for: from 14 to 1,400' })).toBeVisible();
  await expectSound(page);
});

test('staff and the steps of a school’s fiber are kept from its page', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  await page.goto('/network/targets');
  await page.getByText(/^Staff of \d+ schools$/).click();
  await page.getByRole('link', { name: 'Bear Creek K-8' }).click();
  await expectSound(page);
  const staff = page.getByRole('textbox', { name: 'How many work here' });
  const before = Number(await staff.inputValue());
  await staff.fill('some');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: /whole number/ })).toBeVisible();
  await staff.fill(String(before + 1));
  await page.getByRole('textbox', { name: 'Where it is from' }).fill('Human resources');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: `Staff: from ${before} to ${before + 1}` })
      .first(),
  ).toBeVisible();

  await page.locator('summary', { hasText: 'Survey' }).click();
  await page.getByLabel('Planned for').first().fill('2027-03-01');
  await page.getByLabel('Done on').first().fill('2097-01-01');
  await page.getByRole('button', { name: /^Save ?: Survey$/ }).click();
  await expect(page.getByRole('link', { name: 'That day is still to come.' })).toBeVisible();
  await expectSound(page);
  await page.getByLabel('Done on').first().fill('');
  await page.getByRole('button', { name: /^Save ?: Survey$/ }).click();
  await expect(page.locator('summary', { hasText: 'Survey' })).toContainText('Mar 1, 2027');
});
