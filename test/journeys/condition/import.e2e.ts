import type { Page } from '@playwright/test';
import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

/** One for each project: they run beside each other. */
const SCHOOLS: Record<string, string> = { desktop: 'Conifer High School', phone: 'Evergreen High School' };

const bring = async (page: Page, name: string, lines: readonly string[]) => {
  await page.goto('/buildings/import');
  await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
};
/** The worker does it; without script one looks again. */
const wait = async (page: Page, text: string | RegExp) => {
  await expect(async () => {
    if (test.info().project.use.javaScriptEnabled === false) await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
};
const attempt = async (page: Page) => {
  await page.getByRole('button', { name: 'Try it: nothing is let in yet' }).click();
  await wait(page, 'What the dry run found');
};

test(
  'a file with faults is brought, its faults are shown with their rows, it is mended and brought again, and the good ones are let in',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    const school = SCHOOLS[test.info().project.name] ?? 'Wheat Ridge High School';
    const mark = crypto.randomUUID().slice(0, 8);
    const head = 'ID,Building,System,Priority,Description,Qty,Unit,Cost';
    const good = `${mark}-1,${school},D3020,High,Boiler ${mark} cracked,1,EA,"$1,234.56 "`;
    const page = await as('planner');

    await page.goto('/buildings');
    await page.getByRole('link', { name: 'Let an assessment in' }).click();
    await expectSound(page);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await expect(page.getByRole('alert')).toBeVisible();

    await bring(page, 'faulty.csv', [
      head,
      good,
      `${mark}-2,Nowhere School,D3020,High,Lost ${mark},1,EA,5`,
      `${mark}-3,${school},D3020,#N/A,Who knows,1,EA, -   `,
      ',,,,Total,,,"$9,999.00 "',
    ]);
    await expect(page.getByLabel('Priority')).toHaveValue('priority');
    await expectSound(page);
    await attempt(page);
    await expect(page.getByText('good: 1')).toBeVisible();
    await expect(page.getByText('There is no building “Nowhere School” in this portfolio.')).toBeVisible();
    await expect(page.getByText('Priority: the spreadsheet could not work it out (#N/A).')).toBeVisible();
    await expect(page.getByText('Does not match', { exact: true })).toBeVisible();
    await expectSound(page);
    const csv = await page.request.get((await page.getByRole('link', { name: 'All of them as CSV' }).getAttribute('href'))!);
    expect(await csv.text()).toContain('Nowhere School');

    await bring(page, 'mended.csv', [
      head,
      good,
      `${mark}-2,${school},D3020,High,Found ${mark},1,EA,5`,
      `${mark}-3,${school},D3020,P2,Known ${mark},1,EA,10`,
    ]);
    await attempt(page);
    await expect(page.getByText('good: 3')).toBeVisible();
    await page.getByRole('button', { name: 'Let the good ones in' }).click();
    await wait(page, /^3 rows are in\./);
    await expectNoSidewaysScroll(page);

    await page.goto('/buildings?level=high');
    await page.getByRole('row').filter({ hasText: school }).getByRole('link', { name: 'Main building' }).click();
    await expect(page.getByText(`Found ${mark}`).first()).toBeVisible();
    const report = await page.request.get((await page.getByRole('link', { name: /on one page/ }).getAttribute('href'))!);
    expect([report.status(), report.headers()['content-type'], (await report.body()).subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
  },
);

test('the buildings of another district stand beside the district’s own, as they were published', async ({ as }) => {
  const page = await as('auditor');
  await page.goto('/buildings');
  await page.getByRole('combobox', { name: 'Buildings of' }).selectOption('dcps-2014');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText(/^FCI 1\.53.*replacing 118 schools/)).toBeVisible();
  await expect(page.getByText('6 more buildings without a known value stand in neither sum.', { exact: false })).toBeVisible();
  await page.goto('/buildings/import');
  await expect(page.getByRole('button', { name: 'Read the file' })).toHaveCount(0);
  await page.getByRole('link', { name: 'dcps_building_condition_2014.csv' }).click();
  await expect(page.getByText('says 1,131,272,246, the rows add up to 4,210,015,773')).toBeVisible();
});
