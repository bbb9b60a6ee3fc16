import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

// Ten seconds down and ten up, as the protocol has it.
test.setTimeout(90_000);

test('a principal measures from the school’s browser, and the result lands in the history', async ({ as }) => {
  const page = await as('principal');
  await page.goto('/my-school');
  await page.getByRole('link', { name: 'Measure this school’s network' }).click();
  await expect(page.getByRole('heading', { name: 'Measure now' })).toBeVisible();
  await expectSound(page);
  const history = page.getByRole('table', { name: 'Latest measurements' });
  const byBrowser = history.getByRole('row').filter({ hasText: 'browser' });
  const before = await byBrowser.count();

  await page.getByRole('button', { name: 'Measure now' }).click();
  await expect(page.getByRole('progressbar', { name: 'Measuring down' })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Measuring up' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^Measured: [\d,.]+ Mbps down, [\d,.]+ Mbps up\./)).toBeVisible({ timeout: 30_000 });
  await expect(byBrowser).toHaveCount(Math.min(10, before + 2));
  // What the page says is what stands in the history.
  const said = /^Measured: ([\d,.]+) Mbps down, ([\d,.]+) Mbps up\./.exec(await page.getByText(/^Measured: /).innerText());
  for (const [direction, figure] of [
    ['Down', said?.[1]],
    ['Up', said?.[2]],
  ] as const)
    await expect(byBrowser.filter({ has: page.getByRole('cell', { name: direction, exact: true }) }).first()).toContainText(` ${figure} `);
  await expectSound(page);
});

test('without script the page says what measuring needs, and shows everything else', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('principal');
  await page.goto('/my-school');
  await page.getByRole('link', { name: 'Measure this school’s network' }).click();
  if (test.info().project.use.javaScriptEnabled === false) await expect(page.getByText('Measuring needs a browser with JavaScript.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Latest measurements' })).toBeVisible();
});
