import { expect, test } from '../../fixtures.ts';
import { aDevice, whoHas } from '../../pages/devices.ts';
import { expectSound } from '../../pages/sound.ts';

test('a teacher reports a broken device from its label, and is not told whose it is', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const keeper = await as('technology');
  const device = await aDevice(keeper, 'status=assigned');
  const student = await whoHas(keeper, device.id);
  const page = await as('teacher');
  await page.goto(`/d/${device.assetTag}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Device ${device.assetTag}`);
  expect(await page.content()).not.toContain(student.key);
  await expectSound(page);
  await page.getByRole('button', { name: 'Report a problem' }).click();
  await expect(page.getByText(/The IT desk has it: WO-\d{4}-\d+/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Report a problem' })).toHaveCount(0);
});

test('who is not signed in is asked to be before a label says anything', async ({ page, as }) => {
  const { assetTag } = await aDevice(await as('technology'), 'status=in_stock');
  await page.goto(`/d/${assetTag}`);
  await expect(page).toHaveURL(/\/sign-in/);
});
