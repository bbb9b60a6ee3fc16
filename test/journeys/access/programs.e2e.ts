import { expect, test } from '../../fixtures.ts';
import { ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a token is made in the portal, used over HTTP, ended, and opens nothing any more @pe @phone', async ({ as, playwright, baseURL }) => {
  const page = await as('manager');
  const name = `Wall board ${ownWord()}`;
  await page.goto('/account');
  await page.getByRole('link', { name: 'Programs' }).click();
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Make the token' }) });
  await form.getByLabel('What is it for?').fill(name);
  await form.getByRole('button', { name: 'Make the token' }).click();
  await expect(page.locator('#field-scopes-error')).toBeVisible();
  await form.getByRole('checkbox', { name: 'Read requests' }).check();
  await form.getByRole('button', { name: 'Make the token' }).click();
  await expect(page.getByText(`The token “${name}” is made`)).toBeVisible();
  await expectSound(page);
  const secret = (await page.locator('code').first().textContent())!.trim();

  const program = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
  const list = await program.get('/api/work-orders?limit=1');
  expect([list.status(), (await list.json()).items.length]).toEqual([200, 1]);
  expect((await program.get('/api/people')).status()).toBe(403);

  await page.goto('/account/programs');
  await expect(page.getByText(secret)).toHaveCount(0);
  const token = page.getByRole('listitem').filter({ hasText: name });
  await expect(token).toContainText('Works');
  await token.getByText('End this token').click();
  await token.getByRole('button', { name: 'Yes, end it' }).click();
  await expect(page.getByText('The token has ended.')).toBeVisible();
  await expectSound(page);
  const after = await program.get('/api/work-orders?limit=1');
  expect([after.status(), after.headers()['www-authenticate']]).toEqual([401, 'Bearer realm="steward", error="invalid_token"']);
  await program.dispose();
});
