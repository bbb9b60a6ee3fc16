import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

const aCode = () => `JC-J${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`.toUpperCase();

/** Registers a device by its form, and stays on its page. */
async function register(page: Page): Promise<string> {
  const tag = aCode();
  await page.goto('/devices/new');
  await page.getByLabel('Asset tag').fill(tag);
  await page.getByLabel('Serial').fill(`SN${tag}`);
  await page.getByLabel('Model', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Belongs to').selectOption({ label: 'Arvada High School' });
  await page.getByLabel('Price in dollars').fill('$325');
  await page.getByRole('button', { name: 'Register it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(tag);
  return tag;
}

/** What the page offers as "What to do with it". */
async function move(page: Page, what: string): Promise<void> {
  await page.getByLabel('What', { exact: true }).selectOption({ label: what });
  await page.getByRole('button', { name: 'Do it' }).click();
  await expect(page.getByText('Done.')).toBeVisible();
}

test('a device is registered, goes into a cart, is edited and comes back', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  await page.goto('/devices/new');
  await page.getByRole('button', { name: 'Register it' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectSound(page);
  await register(page);
  await expectSound(page);
  await page.getByLabel('A cart').check();
  await page.getByLabel('Name of the cart').fill('Cart 12');
  await page.getByRole('button', { name: 'Hand it out' }).click();
  await expect(page.getByText(/^Cart 12, since/)).toBeVisible();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Paid from').fill('Mill levy');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByText('Mill levy', { exact: true })).toBeVisible();
  await move(page, 'Take back');
  await expect(page.getByText('Nobody has it.')).toBeVisible();
});

test('parts of a retired device, a lot, and nothing leaves without its certificate', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('technology');
  const tag = await register(page);
  await move(page, 'Retire');
  await page.getByLabel('Screen').check();
  await page.getByRole('button', { name: 'Note the parts' }).click();
  await expect(page.getByText('Screen: not used yet')).toBeVisible();

  await page.goto('/devices/lots');
  await page.getByLabel('What it is called').fill(`Lot of ${tag}`);
  await page.getByLabel('How they leave').selectOption({ label: 'Recycled' });
  await page.getByLabel('Who takes them').fill('A certified recycler');
  await page.getByRole('button', { name: 'Begin a lot' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Lot of ${tag}`);
  await page.getByLabel('Asset tags or serials').fill(`${tag}\nNOTHING-1`);
  await page.getByRole('button', { name: 'Put them in' }).click();
  await expect(page.getByRole('alert')).toContainText('NOTHING-1: there is no such device');
  await expectSound(page);
  await page.getByLabel('Asset tags or serials').fill(tag);
  await page.getByRole('button', { name: 'Put them in' }).click();
  await expect(page.getByText('Some devices are not wiped yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dispose of them' })).toHaveCount(0);
  await page.getByRole('button', { name: 'All are deprovisioned and wiped' }).click();
  await expect(page.getByText('The certificate of wiping is missing.')).toBeVisible();
  await page.getByLabel('Its file').setInputFiles({ name: 'wipe.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 made up') });
  await page.getByRole('button', { name: 'Bring the file' }).click();
  await expect(page.getByText('All is there: it may leave.')).toBeVisible();
  await page.getByRole('button', { name: 'Dispose of them' }).click();
  await expect(page.getByText(/^Left on /)).toBeVisible();
  await expect(page.getByRole('link', { name: 'wipe.pdf' })).toBeVisible();
  await expectSound(page);
  await page.getByRole('link', { name: tag, exact: true }).click();
  await expect(page.getByText('Disposed of').first()).toBeVisible();
});

test('a price that nobody knows is told, then set, by keyboard; the history keeps who said what', async ({ as }) => {
  const page = await as('technology');
  const name = aCode();
  await page.goto('/devices/models');
  await page.locator('summary', { hasText: 'Add a model' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Maker').fill('Acme');
  await page.getByLabel('Model', { exact: true }).fill(name);
  await page.getByLabel('Kind').selectOption({ label: 'Chromebook' });
  await page.getByLabel('Kind').press('Enter');
  await page.getByLabel('Model', { exact: true }).press('Enter');
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('unknown');
  await row.getByRole('link').click();
  await page.getByLabel('Price in dollars').fill('342.5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Price: unknown → $342.50')).toBeVisible();
  await expectSound(page);
});

test('what is to be replaced is planned, and stands in the capital outlook with a way back', { tag: ['@pe'] }, async ({ as }) => {
  const cfo = await as('cfo');
  await cfo.goto('/capital/outlook');
  const devices = cfo.locator('#devices');
  await expect(devices.getByRole('heading', { level: 2 })).toHaveText('Students’ devices');
  await expect(devices.getByText(/devices fall due in/)).toBeVisible();
  await devices.getByRole('link', { name: 'Where these figures come from' }).click();
  await expect(cfo.getByRole('heading', { level: 1 })).toHaveText('Replacement');
  await expectSound(cfo);
  await expect(cfo.getByRole('link', { name: /^Change/ })).toHaveCount(0);
  const keeper = await as('technology');
  await keeper.goto('/devices/refresh');
  await keeper
    .getByRole('link', { name: /^Change/ })
    .first()
    .click();
  await keeper.getByLabel('Where the price is from').fill('The price list of this year');
  await keeper.getByRole('button', { name: 'Save' }).click();
  await expect(keeper.getByText('Saved.')).toBeVisible();
  await expect(keeper.getByText('The price list of this year').first()).toBeVisible();
});

test('the list is narrowed by school and age, kept as a view and opened again', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  await page.goto('/devices/all');
  await page.getByLabel('School').selectOption({ label: 'Arvada High School' });
  await page.getByLabel('Bought at least').selectOption({ label: '2 years ago' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/minAge=2/);
  await expectSound(page);
  const name = aCode();
  await page.getByLabel('Keep this list as').fill(name);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('The view is kept.')).toBeVisible();
  await page.goto('/devices/all');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(/minAge=2/);
  await expect(page.getByLabel('School')).not.toHaveValue('');
  await page.getByRole('button', { name: `Remove ${name}` }).click();
  await expect(page.getByText('The view was removed.')).toBeVisible();
});

test('a family’s statement shows the ladder and what became of a charge; it is waived without a reason', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('technology');
  const found = (await (await page.request.get('/api/devices?limit=200&status=assigned')).json()) as { items: { id: string }[] };
  const { id } = found.items[Math.floor(Math.random() * found.items.length)]!;
  await page.goto(`/devices/${id}`);
  await move(page, 'Send to repair here');
  await page.getByLabel('Repaired').check();
  await page.getByLabel('What kind of damage').selectOption({ label: 'Carelessness' });
  await page.getByLabel('What it cost').fill('84');
  await page.getByLabel('Charge the family by the ladder').check();
  await page.getByLabel('The student has it again').check();
  await page.getByRole('button', { name: 'Close the repair' }).click();
  await expect(page.getByText('With its student').first()).toBeVisible();
  await page.getByRole('link', { name: 'What the family was charged' }).click();
  await expect(page.getByText(/^The family owes/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How charges are set' })).toBeVisible();
  await page.getByLabel('Waive it').check();
  await expect(page.getByLabel('What it rests on')).toBeHidden();
  await page.getByLabel('Amount').fill('5');
  await page.getByLabel('Of which charge').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Enter it' }).click();
  await expect(page.getByText('Entered.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Waived' }).first()).toContainText('-$5.00');
  await expectSound(page);
});
