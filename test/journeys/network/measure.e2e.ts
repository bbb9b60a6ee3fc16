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

test('a browser waits for its turn while the server is busy, and is told what was in the way', { tag: ['@phone'] }, async ({ as }) => {
  const page = await as('principal');
  await page.goto('/my-school');
  await page.getByRole('link', { name: 'Measure this school’s network' }).click();
  await page.route('**/network/ticket', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), waitSeconds: 1 } });
  });
  const measure = page.getByRole('button', { name: 'Measure now' });
  await measure.click();
  await expect(page.getByText('Waiting for a turn: try 2 of 10.')).toBeVisible();
  await expectSound(page);
  await expect(page.getByText('The district’s server is busy with other measurements. Try again in a few minutes.')).toBeVisible({ timeout: 40_000 });
  await page.unroute('**/network/ticket');
  await page.route('**/network/ticket', (route) => route.abort());
  await measure.click();
  await expect(page.getByText('Check that you are on the school’s network')).toBeVisible();
});
