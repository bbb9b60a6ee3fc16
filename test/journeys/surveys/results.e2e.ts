import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

test('a manager reads what the staff say of their service, beside its own figures; a school of its own @pe @phone', async ({ as }) => {
  const [manager, principal] = [await as('manager'), await as('principal')];
  await manager.goto('/surveys');
  await expect(manager.getByRole('heading', { level: 2 }).first()).toContainText('find Facilities effective');
  await expect(manager.getByText('Demonstration: not real figures').first()).toBeVisible();
  const table = manager.getByRole('table', { name: 'Beside the services’ own figures' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await expectSound(manager);
  const file = await manager.request.get((await manager.getByRole('link', { name: 'Take as CSV' }).getAttribute('href'))!);
  expect(await file.text()).toContain('Demonstration');

  await principal.goto('/my-school');
  await expect(principal.getByRole('heading', { name: /^What your staff say/ })).toBeVisible();
  expect((await principal.goto('/surveys'))?.status()).toBe(404);
});

test('the plan’s measures stand against their targets, and each opens where it comes from @pe @phone', async ({ as }) => {
  const cfo = await as('cfo');
  await cfo.goto('/plan');
  await expect(cfo.getByRole('heading', { name: /^Condition of buildings \(FCI\): \d/ })).toBeVisible();
  await expect(cfo.getByRole('table', { name: 'Services are effective' })).toContainText('%');
  await expectSound(cfo);
  await cfo.getByRole('link', { name: 'Where it comes from: Services are effective' }).click();
  await expect(cfo).toHaveURL(/\/surveys$/);
  await expect(cfo.getByRole('heading', { level: 1 })).toHaveText('What the staff say');
});

test('everybody reads the survey and the plan without a sign-in @pe @phone', async ({ page }) => {
  await page.goto('/open/survey');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('is found effective most often');
  await expectSound(page);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Condition of buildings/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Drawn from the reserve: not measured yet' })).toBeVisible();
  await expectSound(page);
  await page.goto('/open/plan?lang=es');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Las medidas del plan estratégico');
});
