import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, expectNoSidewaysScroll, expectNoViolations, test } from '../../fixtures.ts';

const hasScript = () => test.info().project.use.javaScriptEnabled !== false;

/** A photo as a phone takes it: large, and with the place where it was taken. */
const aPhoto = async () => ({
  name: 'radiator.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#7a8ea8' } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 45/1 0/1' } })
    .toBuffer(),
});

async function chooseKind(page: Page, words: string, kind: string) {
  await page.goto('/');
  await page.getByLabel('What’s wrong?').fill(words);
  if (!hasScript()) await page.getByRole('button', { name: 'Continue' }).click();
  await page
    .getByRole('link', { name: kind })
    .or(page.getByRole('button', { name: kind }))
    .first()
    .click();
  await expect(page.getByRole('group', { name: 'Where is it?' })).toBeVisible();
}

test('a teacher asks for help with a photo, and sees what happens next @phone @phone-only @pe', async ({ as }) => {
  const page = await as('teacher');
  await page.goto('/');
  await expectNoViolations(page);
  await chooseKind(page, 'It is freezing in my room', 'Too cold or no heat');
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('group', { name: 'Where is it?' }).getByRole('radio').first().check();
  await page.getByLabel(/How warm is it/).fill('54');
  await page.locator('input[type=file]').setInputFiles(await aPhoto());
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await expect(page.getByText('We have your request')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('It is freezing in my room');
  await expect(page.getByText('54', { exact: true })).toBeVisible();
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);

  const picture = page.locator('main img').first();
  await expect(picture).toBeVisible();
  const number = new URL(page.url()).pathname.split('/').at(-1)!;
  const { items } = (await (await page.request.get(`/api/work-orders/${number}/attachments`)).json()) as {
    items: { id: string; fileName: string }[];
  };
  expect(items.map((i) => i.fileName)).toEqual(['radiator.jpg']);
  const kept = await page.request.get(`/api/attachments/${items[0]!.id}/file`);
  expect((await sharp(await kept.body()).metadata()).exif, 'the place where it was taken is gone').toBeUndefined();

  await page.goto('/requests');
  await expect(page.getByRole('link', { name: 'It is freezing in my room' }).first()).toBeVisible();
});

test('what is missing is said beside its field and in a list, and nothing typed or chosen is lost @phone @pe', async ({ as }) => {
  const page = await as('teacher');
  await chooseKind(page, 'Water runs from the ceiling', 'Leak or water on the floor');
  await page.getByLabel(/Anything else/).fill('It has been dripping since Monday.');
  await page.locator('input[type=file]').setInputFiles(await aPhoto());
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  const summary = page.getByRole('alert').or(page.locator('[data-error-summary]')).first();
  await expect(summary).toContainText('Is water running now?');
  await expectNoViolations(page);
  await expect(page.getByLabel('What’s wrong?')).toHaveValue('Water runs from the ceiling');
  await expect(page.getByLabel(/Anything else/)).toHaveValue('It has been dripping since Monday.');
  await expect(page.getByText('radiator.jpg')).toBeVisible();

  await page
    .getByRole('group', { name: /Is water running now/ })
    .getByLabel('Yes')
    .check();
  await page.getByRole('group', { name: 'Where is it?' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('We have your request')).toBeVisible();
  const number = new URL(page.url()).pathname.split('/').at(-1)!;
  const { items } = (await (await page.request.get(`/api/work-orders/${number}/attachments`)).json()) as { items: unknown[] };
  expect(items).toHaveLength(1);
});

test('who types before the page’s script has come is answered all the same', async ({ as }) => {
  const page = await as('teacher');
  const typed = Promise.withResolvers<void>();
  await page.route('**/_app/**/*.js', async (route) => {
    await typed.promise;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByLabel('What’s wrong?').fill('Water runs from the ceiling');
  typed.resolve();
  await expect(page.getByRole('button', { name: 'Leak or water on the floor' })).toBeVisible();
});

test('what is too long is said beside its field @pe', async ({ as }) => {
  const page = await as('teacher');
  await chooseKind(page, 'The cabinet door is broken', 'Broken furniture or cabinet');
  await page.getByRole('group', { name: 'Where is it?' }).getByRole('radio').first().check();
  const where = page.getByLabel(/Where exactly/);
  await where.fill('By the window. '.repeat(600));
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await expect(page.getByRole('alert').or(page.locator('[data-error-summary]')).first()).toContainText(/Use at most \d+ characters/);
  await expect(where).toHaveAccessibleDescription(/Use at most \d+ characters/);
  await expect(where).toHaveValue(/By the window/);
});

test('an emergency at another school: call 911 first, and the school chosen before is no hit of the search @pe', async ({ as }) => {
  const page = await as('teacher');
  await chooseKind(page, 'Sparks come out of the outlet', 'Broken or sparking outlet');
  await expect(page.getByRole('link', { name: 'Call 911' })).toHaveAttribute('href', 'tel:911');
  await page.getByLabel('Another place').check();
  const school = page.getByRole('group', { name: 'School or place' });
  await expect(school.getByText('Chosen: ')).toBeVisible();
  await school.getByRole('searchbox').fill('Lakewood');
  if (!hasScript()) await school.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(school.getByRole('radio', { name: /Lakewood High School/ })).toBeVisible();
  for (const hit of await school.getByRole('radio').all()) await expect(hit).toHaveAccessibleName(/Lakewood/);
  await expect(school.getByRole('radio', { checked: true })).toHaveCount(0);
  await expectNoViolations(page);
  await school.getByRole('radio', { name: /Lakewood High School/ }).check();
  for (const yes of await page.getByRole('radio', { name: 'Yes' }).all()) await yes.check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await expect(page.getByText('We have your request')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Call 911' })).toBeVisible();
  await expectNoViolations(page);
  await expect(page.getByText('Lakewood High School').first()).toBeVisible();
});

test('sending twice makes one request', async ({ as }) => {
  const page = await as('teacher');
  const title = `Clock is slow ${crypto.randomUUID().slice(0, 8)}`;
  await chooseKind(page, `${title}, furniture broken`, 'Broken furniture or cabinet');
  await page.getByRole('group', { name: 'Where is it?' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Send', exact: true }).dblclick();
  await expect(page.getByText('We have your request')).toBeVisible();
  const found = (await (await page.request.get(`/api/work-orders?q=${encodeURIComponent(title)}`)).json()) as { items: unknown[] };
  expect(found.items).toHaveLength(1);
});

test('the same page speaks Spanish, all of it @pe', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'es-MX' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('#field-email').fill('teacher@demo.example');
  await page.locator('#field-password').fill('steward-demo');
  await page.locator('#field-password').press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pedir ayuda');
  await page.locator('textarea').first().fill('hace mucho frío');
  if (!hasScript()) await page.locator('main form button').first().click();
  await expect(page.getByText('Hace frío o no hay calefacción').first()).toBeVisible();
  await context.close();
});
