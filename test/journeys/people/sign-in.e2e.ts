import { expect, expectNoViolations, test } from '../../fixtures.ts';
import { emailOf, PASSWORD } from '../../people.ts';

test('who is not signed in is asked to, and then comes to the page they wanted @pe @phone', async ({ page }) => {
  await page.goto('/requests?show=open');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expectNoViolations(page);
  await page.locator('#field-email').fill(emailOf('teacher'));
  await page.locator('#field-password').fill(PASSWORD);
  await page.locator('#field-password').press('Enter');
  await expect(page).toHaveURL(/\/requests\?show=open$/);
});

test('a wrong password and an unknown address get the same words, and the address stays in its field @pe', async ({ page }) => {
  const said: string[] = [];
  for (const email of [emailOf('principal'), 'nobody@demo.example']) {
    await page.goto('/sign-in');
    await page.locator('#field-email').fill(email);
    await page.locator('#field-password').fill('not the password');
    await page.locator('#field-password').press('Enter');
    const alert = page.getByRole('alert').or(page.locator('[data-error-summary]')).first();
    await expect(alert).toBeVisible();
    await expect(page.locator('#field-email')).toHaveValue(email);
    said.push((await alert.innerText()).trim());
    await expectNoViolations(page);
  }
  expect(said[0]).toBe(said[1]);
});

test('signing out everywhere ends the session in another browser too @afterwards', async ({ browser }) => {
  const open = async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto('/sign-in');
    await page.locator('#field-email').fill(emailOf('planner'));
    await page.locator('#field-password').fill(PASSWORD);
    await page.locator('#field-password').press('Enter');
    await expect(page).toHaveURL('/');
    return page;
  };
  const [one, two] = [await open(), await open()];
  await one.locator('header summary').click();
  await one.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(one).toHaveURL(/\/sign-in/);
  await two.goto('/requests');
  await expect(two).toHaveURL(/\/sign-in/);
});
