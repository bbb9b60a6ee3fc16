import { expect, test } from '../../fixtures.ts';
import { TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, assignPlumber, ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a hold stops the clock; the page says what is left, and why @pe', async ({ as }) => {
  const [teacher, desk] = [await as('teacher'), await as('dispatcher')];
  const asked = await askForHelp(teacher.request, `Tap drips ${ownWord()}`);
  await teacher.goto(`/requests/${asked.number}`);
  await expect(teacher.getByText(/We will take a first look by .+, and be done by .+\./)).toBeVisible();

  await assignPlumber(desk.request, asked, TECHNICIAN);
  await desk.goto(`/requests/${asked.number}`);
  await desk.locator('summary', { hasText: 'Put on hold' }).click();
  await desk.getByRole('radio', { name: 'A part' }).check();
  await desk.getByLabel('What was said about the wait').fill('The cartridge is on order.');
  await desk.getByRole('button', { name: 'Put on hold' }).click();
  await expect(desk.getByText('It is on hold.')).toBeVisible();

  await teacher.goto(`/requests/${asked.number}`);
  await expect(teacher.getByText(/While it waits, the clock stands still: .+ left once it goes on\./)).toBeVisible();
  await teacher.getByText('Why then?').click();
  const trace = teacher.getByRole('listitem').filter({ hasText: 'Waits for a part' });
  await expect(trace.first()).toContainText('The cartridge is on order.');
  await expect(trace.first()).toContainText('does not count');
  await expectSound(teacher);
});
