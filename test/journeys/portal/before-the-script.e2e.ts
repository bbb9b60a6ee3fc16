import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';

/** The page's scripts do not come before they are let. */
async function holdScripts(page: Page): Promise<{ letThemCome: () => Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/_app/immutable/**/*.js', async (route) => {
    await promise;
    await route.continue();
  });
  return {
    letThemCome: async () => {
      resolve();
      // SvelteKit puts it in once the page is its own.
      await expect(page.locator('#svelte-announcer')).toBeAttached();
    },
  };
}

test('what one ticks, picks and types while the page’s script is still on its way is kept when it comes', async ({ as }) => {
  const admin = await as('admin');
  const scripts = await holdScripts(admin);
  await admin.goto('/set-up/calendars/snow-day', { waitUntil: 'commit' });
  const days = admin.getByRole('group', { name: 'Which days' }).getByRole('checkbox');
  const late = admin.getByRole('radio', { name: 'Delayed start' });
  const why = admin.getByLabel('Why');
  await expect(days).toHaveCount(5);
  for (const day of await days.all()) await day.setChecked(false);
  await days.last().check();
  await late.check();
  await why.fill('The boiler is out');

  await scripts.letThemCome();
  await expect(days.and(admin.locator(':checked'))).toHaveCount(1);
  await expect(days.last()).toBeChecked();
  await expect(late).toBeChecked();
  await expect(why).toHaveValue('The boiler is out');
});

test('what one unfolds before the page’s script comes stays open', async ({ as }) => {
  const planner = await as('planner');
  const scripts = await holdScripts(planner);
  await planner.goto('/buildings/priorities', { waitUntil: 'commit' });
  const weight = planner.getByRole('textbox', { name: 'Readiness', exact: true });
  await planner.getByText('Try other weights').click();
  await expect(weight).toBeVisible();
  await scripts.letThemCome();
  await weight.fill('0');
});

test('what one sent before the page’s script came, and must mend, is all there when it is sent again with it', async ({ as }) => {
  const admin = await as('admin');
  const scripts = await holdScripts(admin);
  await admin.goto('/set-up/types/new', { waitUntil: 'commit' });
  await admin.getByLabel('Name in English').fill('Wobbly stool');
  await admin.getByRole('button', { name: 'Add a question' }).click();
  const question = admin.getByRole('group', { name: 'Question 1' });
  await expect(question).toBeVisible();
  await scripts.letThemCome();
  await question.getByLabel('Question in English').fill('How many legs?');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByRole('alert')).toContainText('Question 1, Question in Spanish');
  await expect(admin.getByLabel('Name in English')).toHaveValue('Wobbly stool');
  await expect(question.getByLabel('Question in English')).toHaveValue('How many legs?');
});
