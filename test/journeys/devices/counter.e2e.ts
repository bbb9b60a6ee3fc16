import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { aDevice } from '../../pages/devices.ts';
import { expectSound } from '../../pages/sound.ts';

const said = (page: Page) => page.getByRole('status').first();

test('a broken device is swapped for a loaner by scanner and keyboard alone, and it is taken back', async ({ as }) => {
  const page = await as('technology');
  const [broken, loaner] = [await aDevice(page, 'status=assigned'), await aDevice(page, 'look=loaners&status=in_stock')];
  await page.goto('/devices/counter');
  await expect(page.getByLabel('Scan a label or a student key')).toBeFocused();
  // Comes with the script: from here on nothing that is typed waits for a page.
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  const began = Date.now();
  const scan = async (code: string) => {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  };
  // A scanner does not wait for answers.
  await scan(broken.assetTag.toLowerCase());
  await scan(loaner.assetTag);
  await expect(said(page)).toContainText(`${broken.assetTag} goes to repair, ${loaner.assetTag} is lent to`);
  expect(Date.now() - began).toBeLessThan(20_000);
  await expectSound(page);

  await expect(page.getByLabel('Scan a label or a student key')).toBeFocused();
  const undo = page.getByRole('button', { name: 'Undo' });
  for (let i = 0; i < 5 && !(await undo.evaluate((button) => button === button.ownerDocument.activeElement)); i += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Taken back.');
  await expect(page.getByLabel('Scan a label or a student key')).toBeFocused();

  await scan('NOTHING-AT-ALL');
  await expect(said(page)).toContainText('No device or student here has this code.');
});

test('the counter works without JavaScript, and on a phone', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  const device = await aDevice(page, 'status=assigned');
  await page.goto('/devices/counter');
  await page.getByLabel('Scan a label or a student key').fill(device.assetTag);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(said(page)).toContainText('Scan a loaner to swap');
  await expectSound(page);
});
