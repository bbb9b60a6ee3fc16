import { expect, test } from '../../fixtures.ts';
import { aDevice } from '../../pages/devices.ts';
import { expectSound } from '../../pages/sound.ts';

test('a sheet of labels is made for the devices of a list', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  const device = await aDevice(page, 'status=in_stock');
  await page.goto(`/devices/all?q=${device.assetTag}`);
  await page.getByRole('link', { name: 'Labels for these' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Labels on one sheet: 1');
  await expectSound(page);
  const href = await page.getByRole('link', { name: 'Make the PDF' }).getAttribute('href');
  const file = await page.request.get(href!);
  expect([file.status(), file.headers()['content-type'], (await file.body()).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  await page.getByLabel('Only these tags').fill(`${device.assetTag}\nNOBODY-1`);
  await page.getByRole('button', { name: 'Find devices' }).click();
  await expect(page.getByText('Not found: NOBODY-1')).toBeVisible();
});
