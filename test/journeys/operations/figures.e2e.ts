import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

const numberOf = (words: string | null) => Number(/[\d,]+/.exec(words ?? '')![0].replaceAll(',', ''));

test('a manager goes from a figure to its orders, and finds as many', { tag: '@phone' }, async ({ as }) => {
  const page = await as('manager');
  await page.goto('/operations');
  await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
  await expectSound(page);
  await expectNoSidewaysScroll(page);

  const figure = page.getByRole('region', { name: 'Open orders by trade' });
  await figure.getByText('What this means').click();
  await expect(figure.getByText('by the trade of their kind of request')).toBeVisible();
  let count = 0;
  // Others ask for help meanwhile: the figure and the list are of one moment when nobody did between the two.
  await expect(async () => {
    await page.goto('/operations');
    const most = figure.getByRole('link', { name: /^[\d,]+ orders:/ }).first();
    count = numberOf(await most.textContent());
    expect(count).toBeGreaterThan(1);
    await most.click();
    await expect(page.getByRole('heading', { level: 1, name: `${count.toLocaleString('en')} orders` })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('rowheader')).toHaveCount(Math.min(count, 50));
  await expectSound(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'Back to Operations' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
});

test('figures are chosen by service and period, and taken as CSV with their definition', { tag: '@pe' }, async ({ as }) => {
  const page = await as('auditor');
  await page.goto('/operations');
  await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Food and Nutrition' });
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Last school year' });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/service=nutrition/);
  const figure = page.getByRole('region', { name: 'In target by service' });
  await expect(figure.getByRole('rowheader')).toHaveText([/Food and Nutrition/, 'All']);
  const href = await figure.getByRole('link', { name: 'Download as CSV: In target by service' }).getAttribute('href');
  const csv = await (await page.request.get(href!)).text();
  expect(csv).toContain('In target by service');
  expect(csv).toContain('Orders done at or before the time promised');
});

test('a principal sees their school', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('principal');
  await page.goto('/');
  await page.getByRole('link', { name: 'My school' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Visits this week' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Done lately' })).toBeVisible();
  await expectSound(page);
  await expectNoSidewaysScroll(page);
  await expect(async () => {
    await page.goto('/my-school');
    const open = page.getByRole('link', { name: /Open requests/ });
    const count = numberOf(await open.textContent());
    await open.click();
    const words = count === 1 ? '1 order' : `${count.toLocaleString('en')} orders`;
    await expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectNoSidewaysScroll(page);
});

test('who has no use for the figures finds no such page', async ({ as }) => {
  const page = await as('teacher');
  for (const path of ['/operations', '/my-school']) expect((await page.goto(path))?.status()).toBe(404);
});
