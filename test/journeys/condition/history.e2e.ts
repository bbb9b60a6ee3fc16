import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'America/Denver' });

test('a planner lets a new cost basis count from today, and the bridge tells it as method, not as decay', async ({ as }) => {
  // Every building of the district is brought to it meanwhile.
  test.slow();
  const page = await as('planner');
  await page.goto('/buildings/cost-basis');
  await page.getByRole('link', { name: /^(Make|Change) the next version$/ }).click();
  await page.getByLabel('Counts from').fill(day(0));
  await page.getByLabel('Location factor').fill('0');
  await page.getByLabel('Source').fill('Bids of the summer');
  await page.getByRole('button', { name: 'Look at what it would do' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Location factor').fill('1.12');
  await page.getByRole('button', { name: 'Look at what it would do' }).click();
  await expect(page.getByText(/^By method, if it counted today: FCI /)).toBeVisible();
  await expectSound(page);
  await page.getByRole('button', { name: 'Save this version' }).click();
  await expect(page.getByText('The next version is made.')).toBeVisible();
  // The worker brings building after building to it, and the page follows.
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 30_000 });

  await page.goto('/buildings/changes');
  await page.getByLabel('From the end of').fill(day(1));
  await page.getByLabel('To the end of').fill(day(0));
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${day(1)}&to=${day(0)}`));
  const part = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  const method = page.locator('tr[data-cause="method"]');
  await expect(method).toContainText('+$');
  for (const decay of ['Ageing', 'Higher prices']) await expect(part(decay)).not.toContainText('$');
  await expectSound(page);
  await method.getByRole('link').click();
  await expect(page.getByRole('row').filter({ hasText: 'New cost basis' }).first()).toBeVisible();
});

test('a planner looks at one system: what changed it, its history, its files', { tag: ['@phone', '@pe'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings/changes');
  const whole = await page.locator('tr.end').last().innerText();
  await page.getByLabel('System', { exact: true }).selectOption({ label: 'D30 HVAC' });
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What changed, and why: All schools · D30 HVAC');
  await expect(page.getByRole('heading', { name: /^D30 HVAC: FCI / }).first()).toBeVisible();
  await expect(page.locator('tr.end').last()).not.toHaveText(whole);
  await expectSound(page);
  // What it is of stays, to the events behind a part, and in the files.
  const files = page.getByRole('link', { name: /^D30 HVAC: .*CSV|CSV.*D30 HVAC/ });
  for (const href of await files.evaluateAll((links) => links.map((link) => link.getAttribute('href')!))) expect(href).toContain('system=D30');
  const csv = await page.request.get((await files.first().getAttribute('href'))!);
  expect([csv.status(), csv.headers()['content-disposition']]).toEqual([200, 'attachment; filename="what-changed-D30.csv"']);
  await page.locator('tr[data-cause="ageing"]').getByRole('link').click();
  await expect(page).toHaveURL(/system=D30.*cause=ageing|cause=ageing.*system=D30/);
});

test('the next version of the cost basis and a file with a long name fit a phone', { tag: ['@phone-only'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings/cost-basis/next');
  await expect(page.getByLabel('Location factor')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.goto('/buildings/import');
  await page.getByRole('link', { name: 'dcps_building_condition_2014.csv' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('dcps_building_condition_2014.csv');
  await expectNoSidewaysScroll(page);
});

test('schools of one band are told as they are today: what is of all schools does not stand beside them', async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings?level=elementary&band=good');
  await expect(page.getByText(/^FCI [0-4]\.\d/)).toBeVisible();
  await expect(page.getByRole('heading', { name: /^FCI (rose|fell|stayed)/ })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: /worst system/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'See them for all conditions' }).click();
  await expect(page.getByRole('heading', { name: /worst system/ })).toBeVisible();
  await expect(page).toHaveURL('/buildings?level=elementary');
});

test('the map and the list show the same schools, and a point leads to its school', { tag: '@phone' }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings?level=high');
  const schools = page.getByRole('table', { name: 'Schools, the worst first' }).getByRole('rowheader').getByRole('link');
  const listed = await schools.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  await page.getByText(/^Show the map of these/).click();
  const drawn = page.locator('[data-school] a');
  const cannot = page.getByText('This browser draws no maps');
  await expect(drawn.first().or(cannot)).toBeVisible({ timeout: 30_000 });
  if (await cannot.isVisible()) return;
  const missing = await page.getByText(/^Not on the map/).count();
  const points = await drawn.evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  if (missing === 0) expect(new Set(points)).toEqual(new Set(listed));
  else expect(listed).toEqual(expect.arrayContaining(points));
  await drawn.first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/buildings\/sites\//);
  await expect(page.getByText(/^FCI \d/).first()).toBeVisible();
  await expectSound(page);
});

test('a principal reads the condition of their school on its page, and what lies behind it', { tag: '@pe' }, async ({ as }) => {
  const page = await as('principal');
  await page.goto('/my-school');
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await expect(page.getByRole('heading', { name: 'Condition of the buildings' })).toBeVisible();
  await expect(page.getByText(/^FCI \d/)).toBeVisible();
  await page.getByRole('link', { name: 'All about the condition' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByRole('heading', { name: 'What changed, and why' })).toBeVisible();
  // The whole district is not theirs to look through.
  expect((await page.goto('/buildings'))?.status()).toBe(404);
});
