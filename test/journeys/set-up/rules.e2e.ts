import { expect, test } from '../../fixtures.ts';
import { askForHelp, ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a rule is tried on what was asked, switched on, and explains itself on an order @pe @phone', async ({ as }) => {
  const [admin, teacher, dispatcher] = [await as('admin'), await as('teacher'), await as('dispatcher')];
  const word = ownWord();
  const name = `Smell of ${word}`;
  const ask = () => askForHelp(teacher.request, `It smells of ${word}`);
  const before = await ask();

  await admin.goto('/set-up/rules/new');
  await admin.getByLabel('What is the rule called?').fill(name);
  await admin.getByLabel('Add tags').fill('smell');
  await admin.getByRole('button', { name: 'Save the rule' }).click();
  // What is missing is said beside it, and nothing typed is lost.
  await expect(admin.getByRole('alert')).toContainText('Say when the rule holds');
  await expect(admin.getByLabel('What is the rule called?')).toHaveValue(name);
  await expectSound(admin);
  await admin.getByLabel('The words contain').fill(word.toUpperCase());
  await admin.getByRole('button', { name: 'Save the rule' }).click();
  await expect(admin.getByText('Saved. Try it on past requests, then switch it on.')).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Switch it on' })).toHaveCount(0);

  await admin.getByRole('button', { name: 'Try it on the last 90 days' }).click();
  await expect(admin.getByText(/It would have changed 1 of \d+ requests/)).toBeVisible();
  await expect(admin.getByRole('link', { name: new RegExp(before.number) })).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Switch it on' }).click();
  await expect(admin.getByText('The rule is on.')).toBeVisible();
  await admin.goto('/set-up/rules');
  await expect(admin.getByRole('listitem').filter({ hasText: name })).toContainText('On');
  await expectSound(admin);

  const { number } = await ask();
  await dispatcher.goto(`/requests/${number}`);
  await expect(dispatcher.getByText(`Rule “${name}”: gets the tags smell. Why: the words contain “${word.toUpperCase()}”.`)).toBeVisible();
  await teacher.goto(`/requests/${number}`);
  await expect(teacher.getByText(name)).toHaveCount(0);

  await admin.getByRole('link', { name }).click();
  await admin.getByRole('button', { name: 'Switch it off' }).click();
  await admin.getByText('Remove the rule').click();
  await admin.getByRole('button', { name: 'Yes, remove it' }).click();
  await expect(admin.getByText('The rule is removed.')).toBeVisible();
  await expect(admin.getByRole('link', { name })).toHaveCount(0);
});
