import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { ownWord, read } from '../../pages/requests.ts';
import { signInBy, tell } from '../../pages/sign-in-service.ts';
import { expectSound } from '../../pages/sound.ts';

type People = { items: { id: string; name: string; email: string }[] };

const emailOf = (login: string) => `${login}@district.example`;
const header = (page: Page) => page.getByRole('banner');

test('the first time by the district’s account makes the person with the role of the claim; signing out ends it there too @pe @phone', async ({
  page,
}) => {
  const login = ownWord();
  await tell('district', login, { email: emailOf(login), name: 'Dana Whitfield', roles: ['desk'] });
  await page.goto('/triage');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Ftriage$/);
  await expectSound(page);
  await signInBy(page, 'district', login);
  await expect(page).toHaveURL(/\/triage/);
  await expect(page.getByRole('heading', { level: 1, name: 'Triage' })).toBeVisible();

  await header(page).getByText('Dana Whitfield').click();
  await header(page).getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/triage');
  await expect(page).toHaveURL(/\/sign-in/);
  // The service asks again who this is.
  await page.getByRole('link', { name: 'Sign in with District account' }).click();
  await expect(page.getByPlaceholder('Enter any login')).toBeVisible();
});

test('without the claim one asks for help and no more; a new address at the service is a new address here, for the same person', async ({
  page,
  browser,
  as,
}) => {
  const login = ownWord();
  await tell('district', login, { email: emailOf(login), name: `Robin ${login}` });
  await page.goto('/sign-in?next=/account');
  await signInBy(page, 'district', login);
  await expect(page.getByRole('main').getByText(emailOf(login))).toBeVisible();
  await expect(header(page).getByRole('link', { name: 'My requests' })).toBeVisible();
  await expect(header(page).getByRole('link', { name: 'Triage' })).toHaveCount(0);
  expect((await page.goto('/triage'))?.status()).toBe(404);

  await tell('district', login, { email: emailOf(`new-${login}`), name: `Robin ${login}` });
  const again = await (await browser.newContext()).newPage();
  await again.goto('/sign-in?next=/account');
  await signInBy(again, 'district', login);
  await expect(again.getByRole('main').getByText(emailOf(`new-${login}`))).toBeVisible();
  const admin = await as('admin');
  expect((await read<People>(admin.request, `/api/people?q=${login}`)).items).toMatchObject([{ email: emailOf(`new-${login}`) }]);
});

test('who no longer works here is signed out at once, and told so at the next try @pe', async ({ page, as }) => {
  const [login, admin] = [ownWord(), await as('admin')];
  await tell('district', login, { email: emailOf(login), name: `Jordan ${login}` });
  await page.goto('/sign-in?next=/requests');
  await signInBy(page, 'district', login);
  await expect(page).toHaveURL(/\/requests$/);
  const [person] = (await read<People>(admin.request, `/api/people?q=${login}`)).items;
  const { version } = await read<{ version: number }>(admin.request, `/api/people/${person!.id}`);
  expect((await admin.request.patch(`/api/people/${person!.id}`, { data: { isActive: false }, headers: { 'If-Match': `"${version}"` } })).ok()).toBe(
    true,
  );
  await page.goto('/requests');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole('link', { name: 'Sign in with District account' }).click();
  await expect(page.getByText('Your account here is switched off.')).toBeVisible();
  await expectSound(page);
});

test('services stand side by side: the same login at another is another person, and one that is away says so @pe', async ({ page, browser }) => {
  const login = ownWord();
  await tell('district', login, { email: emailOf(login), name: 'Of the district' });
  await tell('partner', login, { email: `${login}@partner.example`, name: 'Of the partner' });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Sign in with County account' }).click();
  await expect(page.getByRole('heading', { name: /^County account is not answering right now/ })).toBeVisible();
  await expectSound(page);
  await signInBy(page, 'district', login);
  await expect(header(page).getByText('Of the district')).toBeVisible();
  const { javaScriptEnabled = true } = test.info().project.use;
  const other = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await other.goto('/sign-in');
  await signInBy(other, 'partner', login);
  await expect(header(other).getByText('Of the partner')).toBeVisible();
});
