import { expect, expectNoSidewaysScroll, expectNoViolations, test } from '../../fixtures.ts';
import { openData } from '../../pages/open.ts';

const NOTICE = 'Demonstration: not real figures';

test('a visitor without sign-in follows one school’s promise to its invoices’ sum', { tag: ['@pe', '@phone'] }, async ({ page }) => {
  const open = openData(page);
  await open.begin();
  await expect(page.getByText(NOTICE).first()).toBeVisible();
  await open.openProgramme();
  await open.openSchoolThatSpent();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('was promised');
  expect(await open.promised()).toBeGreaterThan(0);
  const named = await open.followInvoices();
  const amounts = await open.invoiceAmounts();
  expect(amounts.length).toBeGreaterThan(0);
  expect(amounts.reduce((sum, cents) => sum + cents, 0)).toBe(named);
  expect(await open.spent()).toBe(named);
});

test(
  'every page for everybody says that it is a demonstration, can be used by all, and fits a phone',
  { tag: ['@pe', '@phone'] },
  async ({ page }) => {
    test.slow();
    const open = openData(page);
    const look = async () => {
      await expect(page.getByText(NOTICE).first()).toBeVisible();
      await expectNoViolations(page);
      await expectNoSidewaysScroll(page);
    };
    for (const path of ['/open/schools', '/open/decisions', '/open/data', '/open/words', '/open']) {
      await page.goto(path);
      await look();
    }
    await open.openProgramme();
    await look();
    await open.openSchoolThatSpent();
    await look();
    await open.followInvoices();
    await look();
  },
);

test('it is in Spanish by a link, and stays so from page to page', { tag: '@pe' }, async ({ page }) => {
  await page.goto('/open');
  await page.getByRole('link', { name: 'Español' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.getByRole('link', { name: 'Escuelas', exact: true }).click();
  await expect(page.getByText('Demostración: cifras no reales').first()).toBeVisible();
  await page.getByLabel('Nombre de la escuela').fill('zzzz');
  await page.getByRole('button', { name: 'Mostrar' }).click();
  await expect(page.getByText('Ninguna escuela tiene ese nombre')).toBeVisible();
});

test('it loads no script at all, and a cache may keep it for a minute', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  const answer = await page.goto('/open');
  expect(answer?.headers()).toMatchObject({ 'cache-control': 'public, s-maxage=60', 'x-robots-tag': 'noindex' });
  expect(scripts).toEqual([]);
  const etag = answer?.headers()['etag'] ?? '';
  expect((await page.request.get('/open', { headers: { 'if-none-match': etag } })).status()).toBe(304);
});

test('who is signed in reads the same page as everybody: nobody is named on it', async ({ as }) => {
  const cfo = await as('cfo');
  await cfo.goto('/account');
  const name = await cfo.locator('header summary .who').innerText();
  await cfo.goto('/open');
  await expect(cfo.getByText(name)).toHaveCount(0);
  const everybody = await (await cfo.request.get('/open')).text();
  expect(everybody).not.toContain(name);
});

test('by keyboard one skips to the content and finds a school', async ({ page }) => {
  await page.goto('/open');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Name of the school')).toBeFocused();
  await page.keyboard.type('element');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/open\/schools\?q=element/);
});

test('the files say first that they are not real', async ({ page }) => {
  await page.goto('/open/data');
  for (const name of ['invoices as CSV', 'condition as CSV', 'invoices as JSON']) {
    const href = await page.getByRole('link', { name }).getAttribute('href');
    expect((await (await page.request.get(href ?? '')).text()).slice(0, 60), name).toContain(NOTICE);
  }
});
