import { expect, test } from '../../fixtures.ts';
import { MyDay, TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, assignPlumber, ownWord, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a teacher says not fixed, it comes back to the technician, is fixed, and is confirmed and rated @pe', async ({ as }) => {
  test.slow();
  const [teacher, desk, technician] = [await as('teacher'), await as('dispatcher'), await as('technician')];
  const asked = await askForHelp(teacher.request, `No hot water ${ownWord()}`);
  const { number } = await assignPlumber(desk.request, asked, TECHNICIAN);
  const day = new MyDay(technician);
  await day.open();
  await day.start(number);
  await day.complete(number, 'Opened the valve.');

  await teacher.goto(`/requests/${number}`);
  await expectSound(teacher);
  await teacher.getByText('No, not fixed').click();
  await teacher.getByRole('button', { name: 'Send it back' }).click();
  await expect(teacher.getByText('Say what is still wrong.').first()).toBeVisible();
  await expectSound(teacher);
  await teacher.getByLabel('What is still wrong?').fill('It is cold again since lunch.');
  await teacher.getByRole('button', { name: 'Send it back' }).click();
  await expect(teacher.getByText('It is back with the team.')).toBeVisible();
  expect(await requestAsIs(teacher.request, asked)).toMatchObject({ status: 'assigned', reopenCount: 1, assignee: { name: TECHNICIAN } });

  await day.open();
  await day.unfold(number);
  await day
    .card(number)
    .getByRole('link', { name: `Read all of ${number}` })
    .click();
  await expect(technician.getByText('It is cold again since lunch.').filter({ visible: true }).first()).toBeVisible();
  await expectSound(technician);
  await day.open();
  await day.start(number);
  await day.complete(number, 'Changed the mixer.', '25');

  await teacher.goto(`/requests/${number}`);
  await expect(teacher.getByText('Changed the mixer.').first()).toBeVisible();
  await teacher.getByRole('button', { name: 'Yes, it is fixed' }).click();
  await expect(teacher.getByText('Thank you. The request is closed.')).toBeVisible();
  await teacher.getByRole('radio', { name: 'Very good' }).check();
  await teacher.getByLabel(/What should we know/).fill('Quick the second time.');
  await teacher.getByRole('button', { name: 'Send my rating' }).click();
  await expect(teacher.getByText('Thank you for your rating.')).toBeVisible();
  await expectSound(teacher);
  expect(await requestAsIs(teacher.request, asked)).toMatchObject({ status: 'closed', rating: 5 });
});
