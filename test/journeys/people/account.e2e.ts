import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { emailOf, PASSWORD, type Person } from '../../people.ts';
import { expectSound } from '../../pages/sound.ts';

/** The projects run beside each other: what one changes is no other's. */
const WHO: Record<string, Person> = { desktop: 'capital', phone: 'cfo', 'no-javascript': 'technology' };
// They are one person's: one after the other.
test.describe.configure({ mode: 'default' });
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0';

/** A sign-in of its own: what is ended here is no other journey's. */
async function signedIn(browser: Browser, more: BrowserContextOptions = {}): Promise<Page> {
  const { javaScriptEnabled = true, viewport = null } = test.info().project.use;
  const page = await (await browser.newContext({ javaScriptEnabled, viewport, ...more })).newPage();
  await page.goto('/sign-in?next=/account');
  await page.locator('#field-email').fill(emailOf(WHO[test.info().project.name]!));
  await page.locator('#field-password').fill(PASSWORD);
  await page.locator('#field-password').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible();
  return page;
}

test('one sees where one is signed in, and signs the other browser out @pe @phone', async ({ browser }) => {
  const [other, page] = [await signedIn(browser, { userAgent: FIREFOX }), await signedIn(browser)];
  const sessions = page.getByRole('listitem').filter({ hasText: 'Last used' });
  const current = sessions.filter({ hasText: 'This one' });
  await expect(current).toContainText('Chrome on');
  await expect(current).toContainText('127.0.0.1');
  await expectSound(page);
  await sessions.filter({ hasText: 'Firefox on Linux' }).getByRole('button', { name: 'Sign out there' }).click();
  await expect(page.getByText('That device is signed out.')).toBeVisible();
  await expect(sessions.filter({ hasText: 'Firefox on Linux' })).toHaveCount(0);
  await other.goto('/requests');
  await expect(other).toHaveURL(/\/sign-in/);
});

test('one adds a room of another school to one’s own, and takes it away again @pe', async ({ browser }) => {
  const page = await signedIn(browser);
  await page.getByText('Add another room').click();
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Add this room' }) });
  await form.getByRole('searchbox', { name: 'Name of the school' }).fill('Columbine High');
  await form.getByRole('button', { name: 'Search', exact: true }).first().click();
  await form.getByRole('radio', { name: 'Columbine High School' }).check();
  await form.getByRole('searchbox', { name: 'Number or name of the room' }).fill('1');
  await form.getByRole('button', { name: 'Search', exact: true }).last().click();
  await form.getByRole('group', { name: 'Room' }).getByRole('radio').first().check();
  await form.getByRole('button', { name: 'Add this room' }).click();
  await expect(page.getByText('The room is one of yours now.')).toBeVisible();
  await expectSound(page);
  const room = page.getByRole('listitem').filter({ hasText: 'Columbine High School' });
  await room.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The room is no longer one of yours.')).toBeVisible();
  await expect(room).toHaveCount(0);
});

test('one’s language is kept, whatever the browser asks for @pe', async ({ browser }) => {
  const page = await signedIn(browser);
  await page.getByRole('radio', { name: 'Español' }).check();
  await page.getByRole('button', { name: 'Save language' }).click();
  await expect(page.getByText('Su idioma está guardado.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Español' })).toBeChecked();
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('button', { name: 'Guardar el idioma' }).click();
  await expect(page.getByText('Your language is saved.')).toBeVisible();
});

test('one turns notices by e-mail off, and on again @pe', async ({ browser }) => {
  const page = await signedIn(browser);
  const form = page.locator('form', { has: page.getByRole('group', { name: 'Do you want your notices by email too?' }) });
  for (const choice of ['No, only in Steward', 'Yes, by email too']) {
    await form.getByRole('radio', { name: choice }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Your choice about email is saved.')).toBeVisible();
    await expect(form.getByRole('radio', { name: choice })).toBeChecked();
  }
});
