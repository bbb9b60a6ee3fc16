import { expect, test } from '../../fixtures.ts';
import { askForHelp, ownWord, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { Triage } from '../../pages/triage.ts';

test('two dispatchers change one request at once: the second sees what differs and can send again @pe', async ({ as }) => {
  const [teacher, one, two] = [await as('teacher'), await as('dispatcher'), await as('dispatcher')];
  const asked = await askForHelp(teacher.request, `Sink overflows ${ownWord()}`);
  for (const page of [one, two]) await page.goto(`/requests/${asked.number}`);
  await expectSound(one);

  const desk = (page: typeof one) => page.getByRole('region', { name: 'At the desk' });
  // The second has begun, so that what the first does is not shown under their hands.
  await desk(two).getByText('Team and person').click();
  await desk(two).getByLabel(/^Team/).selectOption('General maintenance');

  await desk(one).getByText('Priority', { exact: true }).first().click();
  await desk(one).getByRole('radio', { name: 'Danger' }).check();
  await desk(one).getByRole('button', { name: 'Save' }).click();
  await expect(one.getByText('Saved.')).toBeVisible();

  await desk(two).getByRole('button', { name: 'Assign' }).click();
  await expect(two.getByText('Somebody else changed this meanwhile')).toBeVisible();
  await expect(desk(two).getByRole('term').filter({ hasText: 'How much it disturbs' })).toBeVisible();
  await expect(desk(two).getByRole('definition').filter({ hasText: 'Danger' })).toBeVisible();
  await expect(desk(two).getByLabel(/^Team/)).toHaveValue(/./);
  await expectSound(two);
  expect(await requestAsIs(teacher.request, asked)).toMatchObject({ status: 'submitted' });

  await two.getByRole('button', { name: 'Assign all the same' }).click();
  await expect(two.getByText('It is assigned.')).toBeVisible();
  await expectSound(two);
  const { priority } = await requestAsIs(one.request, asked);
  expect(await requestAsIs(two.request, asked)).toMatchObject({ status: 'assigned', team: { name: 'General maintenance' }, priority });
  expect(priority).not.toBe(asked.priority);
});

test('the same on the page of the desk: the second sees what the first did, and sends again', async ({ as }) => {
  const [teacher, one, two] = [await as('teacher'), await as('dispatcher'), await as('dispatcher')];
  const word = ownWord();
  const { number } = await askForHelp(teacher.request, `Faucet runs ${word}`);
  const [first, second] = [new Triage(one), new Triage(two)];
  for (const { page } of [first, second]) await page.goto(`/triage?q=${word}&order=${number}`);

  await second.assignTo.selectOption('General maintenance');
  await first.assignTo.selectOption('Carpentry');
  await first.panel.getByRole('button', { name: 'Assign' }).click();
  await expect(one.getByText(`${number} given to Carpentry.`).first()).toBeVisible();

  await second.panel.getByRole('button', { name: 'Assign' }).click();
  await expect(second.panel.getByText('Somebody else changed this meanwhile')).toBeVisible();
  await expect(second.panel.getByRole('definition').filter({ hasText: 'Carpentry' })).toBeVisible();
  await expectSound(two);
  expect(await requestAsIs(two.request, { number })).toMatchObject({ team: { name: 'Carpentry' } });

  await second.panel.getByRole('button', { name: 'Assign' }).click();
  await expect(two.getByText(`${number} given to General maintenance.`).first()).toBeVisible();
  expect(await requestAsIs(two.request, { number })).toMatchObject({ team: { name: 'General maintenance' } });
});
