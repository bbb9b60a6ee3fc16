import type { Page } from '@playwright/test';
import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

/** One for each project: they run beside each other. */
const SCHOOLS: Record<string, string> = { desktop: 'Chatfield Senior High School', phone: 'Standley Lake High School' };
const CREWS: Record<string, number> = { desktop: 1, phone: 2 };
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'America/Denver' });
const hasScript = () => test.info().project.use.javaScriptEnabled !== false;

async function openBuilding(page: Page) {
  await page.goto('/buildings?level=high');
  const school = SCHOOLS[test.info().project.name] ?? 'Dakota Ridge High School';
  await page.getByRole('row').filter({ hasText: school }).getByRole('link', { name: 'Main building' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${school}, Main building`);
}

test('a planner says what an hour of a crew costs from a day on, and the history of Set-up tells it', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings/cost-basis');
  const section = page.locator('#labor');
  await section.getByText('Say what an hour costs').click();
  const crew = section.getByLabel('Of which crew');
  await crew.selectOption({ index: CREWS[test.info().project.name] ?? 3 });
  const name = await crew.locator('option:checked').innerText();
  await section.getByLabel('Dollars for an hour of one person').fill('sixty');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByRole('alert').getByRole('link')).toHaveCount(2);
  await expectSound(page);
  // What was typed is still there.
  await expect(crew.locator('option:checked')).toHaveText(name);
  const rate = `${60 + Math.floor(Math.random() * 30)}.${10 + Math.floor(Math.random() * 90)}`;
  await section.getByLabel('Dollars for an hour of one person').fill(`$${rate}`);
  await section.getByLabel('From which day on').fill(day(0));
  await section.getByLabel('Why, or from where').fill('The agreement of the summer');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. What was put right since that day is priced by it.')).toBeVisible();
  await expect(section.getByRole('row').filter({ hasText: name })).toContainText(`$${rate}`);
  await expectSound(page);

  const admin = await as('admin');
  await admin.goto('/set-up/history?subject=labour_rate');
  const change = admin
    .getByRole('listitem')
    .filter({ hasText: name.split(':')[0]! })
    .filter({ hasText: rate })
    .first();
  await expect(change.getByRole('row').filter({ hasText: 'Dollars an hour' })).toContainText(rate);
  await expect(change.getByRole('row').filter({ hasText: 'Counts from' })).toContainText(String(new Date(day(0)).getUTCFullYear()));
});

test('who owns buildings that nobody uses is removed after one more question, with its buildings', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const owner = `Tried ${crypto.randomUUID().slice(0, 8)}`;
  const page = await as('planner');
  await page.goto('/buildings/import');
  await page.getByRole('radio', { name: /^Buildings with their FCI/ }).check();
  await page.getByLabel('Name of a new portfolio').fill(owner);
  const lines = ['Code,Name,Replacement value,FCI', `A,Hall ${owner},"$1,000,000",5%`, 'B,Gym,"$500,000",20%'];
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'owner.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByRole('button', { name: 'Try it: nothing is let in yet' }).click();
  const wait = async (text: string | RegExp) =>
    expect(async () => {
      if (!hasScript()) await page.reload();
      await expect(page.getByText(text).first()).toBeVisible({ timeout: 1_500 });
    }).toPass({ timeout: 30_000 });
  await wait('What the dry run found');
  await page.getByRole('button', { name: 'Let the good ones in' }).click();
  await wait(/^2 rows are in\./);

  await page.goto('/buildings/import');
  const row = page.getByRole('row').filter({ hasText: owner });
  await row.getByRole('link', { name: `Remove ${owner}` }).click();
  await expect(row.getByText(`Remove “${owner}” and its 2 buildings?`)).toBeVisible();
  await row.getByRole('link', { name: 'No, keep it' }).click();
  await expect(row.getByRole('button')).toHaveCount(0);
  await row.getByRole('link', { name: owner, exact: true }).click();
  await expect(page.getByText(/^FCI 10%/)).toBeVisible();
  await page.goto('/buildings/import');
  await row.getByRole('link', { name: `Remove ${owner}` }).click();
  await expectSound(page);
  await row.getByRole('button', { name: 'Yes, remove it' }).click();
  await expect(page.getByText('Removed.', { exact: true })).toBeVisible();
  await expect(page.getByText(owner)).toHaveCount(0);
});

test(
  'what a component or a building costs is said in the money of its year, and is dearer by what came since',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    const page = await as('planner');
    test.slow();
    await openBuilding(page);
    const ahead = String(new Date().getFullYear() + 9);
    await page.getByRole('link', { name: 'Edit this building' }).click();
    await page.getByLabel('Replacement value known from elsewhere, in dollars').fill('$40,000,000');
    await page.getByLabel('That value is in dollars of the year').fill(ahead);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert').getByRole('link')).toContainText('The money of that year is not spent yet.');
    await expectSound(page);
    await page.getByLabel('That value is in dollars of the year').fill('2020');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('It is saved.')).toBeVisible();
    const worth = Number(/of \$([\d.]+)M/.exec(await page.getByText(/^FCI \d/).innerText())![1]);
    expect(worth).toBeGreaterThan(45);
    await page.getByRole('link', { name: 'Edit this building' }).click();
    await expect(page.getByLabel('That value is in dollars of the year')).toHaveValue('2020');
    await page.getByLabel('Replacement value known from elsewhere, in dollars').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('It is saved.')).toBeVisible();

    await page.locator('#components > summary').click();
    const part = page.locator('#components').getByRole('row').nth(1);
    await part.getByRole('link', { name: /^Change/ }).click();
    await page.getByLabel('Cost of one unit, in dollars').fill('12.50');
    await page.getByLabel('That cost is in dollars of the year').fill('19');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert').getByRole('link')).toHaveCount(1);
    await page.getByLabel('That cost is in dollars of the year').fill('2021');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('It is saved.')).toBeVisible();
    await expect(part).toContainText('its own, in dollars of 2021');
    await expectSound(page);
  },
);

test(
  'who reads Spanish sees what systems are called in Spanish, on the pages of buildings and in their files',
  { tag: ['@pe', '@phone'] },
  async ({ as, baseURL }) => {
    const page = await as('planner');
    test.slow();
    await page.context().addCookies([{ name: 'PARAGLIDE_LOCALE', value: 'es', url: baseURL! }]);
    await page.goto('/buildings');
    await page.getByText(/^Mostrar los \d+ sistemas$/).click();
    await expect(page.getByRole('link', { name: 'B30 Techado' })).toBeVisible();
    await expect(page.getByText('Roofing')).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    const csv = await page.request.get('/buildings/csv/systems');
    expect(await csv.text()).toContain('Techado');
    await page.getByRole('link', { name: 'B30 Techado' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('B30 Techado');
    await expectNoSidewaysScroll(page);
    await page.goto('/buildings/cost-basis');
    await page.getByText('Cuánto cuesta una unidad de cada sistema').first().click();
    await expect(page.getByText('B3010 Cubiertas de techo').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
  },
);
