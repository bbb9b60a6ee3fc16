import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

const HEAD =
  'Project Geographic District ,Project Building Identifier,Project School Name,Project Type ,Project Description,Project Phase Name,Project Status Name,Project Phase Actual Start Date,Project Phase Planned End Date,Project Phase Actual End Date,Project Budget Amount,Final Estimate of Actual Costs Through End of Phase Amount,Total Phase Actual Spending Amount,DSF Number(s)';
const row = (phase: string, budget: string) => `1,M015,P.S. 15,SCA CIP,BOILER,${phase},PNS,PNS,PNS,PNS,${budget},100.00,0.00,DSF1`;

const bring = async (page: Page, programme: string, isNew: boolean, day: string, lines: readonly string[]) => {
  await page.goto('/capital/imports');
  await page.getByRole('radio', { name: 'Projects of another owner' }).check();
  if (isNew) await page.getByLabel('Name of a new programme').fill(programme);
  else await page.getByLabel('Programme', { exact: true }).selectOption(programme);
  await page.getByLabel('The day that it speaks of').fill(day);
  // Packed, as such lists are published.
  const buffer = gzipSync([HEAD, ...lines].join('\n'));
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'projects.csv.gz', mimeType: 'application/gzip', buffer });
  await page.getByRole('button', { name: 'Read the file' }).click();
  // The worker does it; without script one looks again.
  await expect(async () => {
    if (test.info().project.use.javaScriptEnabled === false) await page.reload();
    await expect(page.getByRole('heading', { name: 'What came of it' })).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
};

test(
  'a list of another owner’s projects is placed or listed with its reason; a later one shows what changed',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    const page = await as('capital');
    const name = `Owner ${crypto.randomUUID().slice(0, 8)}`;
    await page.goto('/capital/imports');
    await expectSound(page);
    await bring(page, name, true, '2025-09-30', [row('Scope', '10'), row('Design', '20'), row('Design', '30'), row('Construction', 'DOER')]);
    await expect(page.getByText('Rows 3, 4 name the same building').first()).toBeVisible();
    await expectSound(page);
    await bring(page, name, false, '2025-12-31', [row('Scope', '10.00'), row('Construction', '500')]);
    await expect(page.getByText('Budget: unknown, says DOER → $500.00')).toBeVisible();
    await expectSound(page);
    await page.getByRole('link', { name: 'BOILER' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('BOILER');
    await expectSound(page);
  },
);

test('the projects of New York City stand as they were published, apart from the district’s own', { tag: '@phone' }, async ({ as }) => {
  const page = await as('auditor');
  await page.goto('/capital/imports');
  await expect(page.getByRole('button', { name: 'Read the file' })).toHaveCount(0);
  await page.getByRole('link', { name: 'nyc_sca_capital_projects_2025-09.csv' }).click();
  await expect(page.getByText('13,153')).toBeVisible();
  await expect(page.getByText('Rows that are placed nowhere').first()).toBeVisible();
  await page.getByRole('link', { name: 'See all its projects' }).click();
  await expectSound(page);
  await page.getByLabel('Find a project').fill('PLANYC BOILER CONVERSION');
  await page.getByRole('button', { name: 'Show' }).click();
  await page
    .getByRole('link', { name: /^PLANYC BOILER CONVERSION/ })
    .first()
    .click();
  await expect(page.getByRole('rowheader', { name: 'CM,F&E' })).toBeVisible();
  await expectSound(page);
});
