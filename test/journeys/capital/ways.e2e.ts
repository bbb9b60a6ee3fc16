import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

test('from the capital plan one reaches each of its pages', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('cfo');
  await page.goto('/capital?programme=bond-2018');
  for (const [link, heading] of [
    ['Outlook', 'Outlook'],
    ['Proposals', 'Proposals'],
    ['Matching', 'Matching with the finance system'],
    ['Files', 'Files about capital money'],
    ['What changed', /^What changed from/],
  ] as const) {
    await page.getByRole('navigation', { name: 'Capital pages' }).getByRole('link', { name: link, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  }
  await expectSound(page);
});

test('what another owner states is not judged as ours', async ({ as }) => {
  const page = await as('cfo');
  await page.goto('/capital?programme=nyc-sca');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/New York/);
  await expect(page.getByLabel('Programme', { exact: true }).getByRole('option', { name: /New York/ })).toHaveCount(0);
  for (const path of ['outlook', 'reconciliation']) {
    await page.goto(`/capital/${path}?programme=nyc-sca`);
    await expect(page.getByLabel('Programme', { exact: true })).not.toHaveValue('nyc-sca');
  }
});
