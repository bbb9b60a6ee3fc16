import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

test('everybody reads devices and bandwidth of each school, and takes them along', { tag: ['@pe', '@phone'] }, async ({ page }) => {
  await page.goto('/open');
  await page.getByRole('link', { name: 'Technology', exact: true }).click();
  await expect(page.getByRole('heading', { name: /of [\d,]+ students in grades 5 to 12 have a working device/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^\d+ of \d+ schools reach FCC, 1 Mbps a student$/ })).toBeVisible();
  await expect(
    page.getByText(/^For each user, student or staff: half of the schools have more than [\d,]+ kbps, and the least is [\d,]+ kbps\./),
  ).toBeVisible();
  await expectSound(page);
  const file = await page.request.get((await page.getByRole('link', { name: 'Take as CSV' }).getAttribute('href'))!);
  expect(await file.text()).toContain('school,level,students,with_device,coverage');
  await page.goto('/open/technology?lang=es');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equipos y ancho de banda');
});

test('a principal sees the devices and the bandwidth of the school against their targets', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('principal');
  await page.goto('/my-school');
  await expect(page.getByText(/^[\d,]+ of [\d,]+ students have a working device: [\d.]+\s?%/)).toBeVisible();
  await expect(page.getByText(/kbps a student, held against FCC/)).toBeVisible();
  await expectSound(page);
});

test('the plan’s devices and bandwidth open where they come from', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('cfo');
  await page.goto('/plan');
  await page.getByRole('link', { name: 'Where it comes from: Schools with the bandwidth asked for' }).click();
  await expect(page).toHaveURL(/\/network$/);
  await page.goto('/open/plan');
  await page.getByRole('link', { name: 'Where it comes from: Students with a working device' }).click();
  await expect(page).toHaveURL(/\/open\/technology/);
});

test('a teacher finds from the first page where their school’s network is measured', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('teacher');
  await page.goto('/');
  await page.getByRole('link', { name: 'Measure this school’s network' }).click();
  await expect(page).toHaveURL(/\/network\/schools\//);
  await expect(page.getByRole('heading', { name: 'Measure now' })).toBeVisible();
});
