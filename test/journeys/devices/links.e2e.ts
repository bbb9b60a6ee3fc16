import { expect, test } from '../../fixtures.ts';
import { aDevice } from '../../pages/devices.ts';
import { expectSound } from '../../pages/sound.ts';

test(
  'a principal sees who has a device of the own school only, and the auditor sees that they looked',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    const principal = await as('principal');
    const device = await aDevice(principal, 'status=assigned');
    await principal.goto(`/devices/all?q=${device.assetTag}`);
    await expectSound(principal);
    await principal.getByRole('link', { name: device.assetTag }).click();
    const holder = principal.getByText(/\(S-[0-9A-Z]{6}\), grade \d+, to keep since/);
    await expect(holder).toBeVisible();
    const key = /S-[0-9A-Z]{6}/.exec(await holder.innerText())![0];
    await expectSound(principal);

    const elsewhere = await aDevice(await as('technology'), 'status=assigned', (one) => one.site.name !== device.site.name);
    expect((await principal.goto(`/devices/${elsewhere.id}`))?.status()).toBe(404);

    const auditor = await as('auditor');
    await auditor.goto('/devices/views');
    const row = auditor.getByRole('row').filter({ hasText: device.assetTag }).filter({ hasText: key }).filter({ hasText: 'Daniel Whitaker' });
    await expect(row.first()).toContainText('The device’s page');
    await expectSound(auditor);
    await auditor.goto(`/devices/${device.id}`);
    await expect(auditor.getByText('Somebody has it.')).toBeVisible();
    expect(await auditor.content()).not.toContain(key);
  },
);

test('coverage comes first, with its table; who may not see students sees no small group', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const keeper = await as('technology');
  await keeper.goto('/devices');
  await expect(keeper.getByRole('heading', { level: 2 }).first()).toHaveText(/% of students have a working device of their own/);
  await keeper.locator('summary', { hasText: 'Every school as a table' }).click();
  await expect(keeper.getByRole('row').filter({ hasText: 'Arvada High School' }).first()).toContainText('%');
  await expectSound(keeper);
  const cfo = await as('cfo');
  await cfo.goto('/devices');
  await expect(cfo.getByText('Groups of fewer than 10 students are hidden')).toBeVisible();
  await expect(cfo.getByRole('link', { name: 'Counter' })).toHaveCount(0);
  await expectSound(cfo);
});
