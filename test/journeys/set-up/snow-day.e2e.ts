import { expect, test } from '../../fixtures.ts';
import { askForHelp, ownWord, read } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

type Clocks = { resolution: { dueAt: string; segments: { why: string; by: string | null; note: string | null }[] } };
type Calendar = { openOn: { day: string; windows: unknown[] }[] };

test('an administrator declares a snow day: it is shown whose promise moves, it moves, says why, and the requester is told @afterwards', async ({
  as,
}) => {
  const [admin, teacher] = [await as('admin'), await as('teacher')];
  const request = await askForHelp(teacher.request, `Drip ${ownWord()}`);
  const clocks = () => read<Clocks>(teacher.request, `/api/work-orders/${request.number}/clocks`);
  const before = (await clocks()).resolution.dueAt;
  const { openOn } = await read<Calendar>(admin.request, '/api/calendars/facilities');
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(new Date());
  const snowDay = openOn.find(({ day, windows }) => day > today && windows.length > 0)!.day;
  const why = `Snow ${ownWord()}`;

  await admin.goto('/set-up/calendars');
  await expectSound(admin);
  await admin.getByRole('link', { name: 'Declare a snow day' }).click();
  const days = admin.getByRole('group', { name: 'Which days' }).getByRole('checkbox');
  await expect(days).toHaveCount(5);
  for (const day of await days.all()) await day.uncheck();
  await admin.getByRole('button', { name: 'Look at it' }).click();
  await expect(admin.getByRole('alert')).toContainText('Choose a day.');
  await expectSound(admin);
  await admin.getByLabel('Another day').fill(snowDay);
  await admin.getByLabel('Why').fill(why);
  await admin.getByRole('button', { name: 'Look at it' }).click();
  await expect(admin.getByText(/Due times that would move: [1-9]/)).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Every due time is counted anew')).toBeVisible({ timeout: 30_000 });

  const { resolution } = await clocks();
  expect(Date.parse(resolution.dueAt)).toBeGreaterThan(Date.parse(before));
  expect(resolution.segments.at(-1)).toMatchObject({ why: 'calendar_changed', note: why });
  await expect(async () => {
    await teacher.goto('/notices');
    await expect(teacher.getByText(why).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await teacher.goto(`/requests/${request.number}`);
  await teacher.getByText('Why then?').click();
  await expect(teacher.getByRole('listitem').filter({ hasText: why }).filter({ hasText: 'Omar Castellan' }).first()).toBeVisible();

  await admin.goto('/set-up/history?subject=calendar');
  await expect(admin.getByRole('listitem').filter({ hasText: why })).toHaveCount(1);
  await admin.goto('/set-up/calendars/facilities');
  await expect(admin.getByRole('row').filter({ hasText: why })).toHaveCount(1);
  await expectSound(admin);
});
