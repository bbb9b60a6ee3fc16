import { expect, test } from '../../fixtures.ts';
import { ownWord, read } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

type Kind = { id: string; nameEn: string };
type Room = { id: string; site: { id: string } };

test('an administrator adds a question with its preview; it is asked at once, and an old order keeps its answers @pe @phone', async ({ as }) => {
  const [admin, teacher] = [await as('admin'), await as('teacher')];
  const word = ownWord();
  const name = `Wobbly ${word}`;

  await admin.goto('/set-up/types/new');
  await admin.getByLabel('Name in English').fill(name);
  await admin.getByLabel('Name in Spanish').fill(`Tambaleante ${word}`);
  await admin.getByLabel('What it is for, in English').fill('It wobbles.');
  await admin.getByLabel('What it is for, in Spanish').fill('Se tambalea.');
  await admin.getByLabel('Trade', { exact: true }).selectOption({ label: 'Facilities: Carpentry' });
  await admin.getByRole('button', { name: 'Add a question' }).click();
  const first = admin.getByRole('group', { name: 'Question 1' });
  await first.getByLabel('Question in English').fill('How many legs?');
  await first.getByLabel('Answered by').selectOption({ label: 'A number' });
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  // What is missing is said with its label, and nothing typed is lost.
  await expect(admin.getByRole('alert')).toContainText('Question 1, Question in Spanish');
  await expectSound(admin);
  await first.getByLabel('Question in Spanish').fill('¿Cuántas patas?');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText('It is on offer as soon as you save it.')).toBeVisible();
  await expect(admin.getByRole('region', { name: 'As the requester sees it' }).getByLabel('How many legs?')).toBeVisible();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('The new kind of request is on offer now.')).toBeVisible();

  const { items } = await read<{ items: Kind[] }>(teacher.request, `/api/request-types?q=${word}`);
  const [room] = (await read<{ items: Room[] }>(teacher.request, '/api/me/rooms')).items;
  const data = { requestTypeId: items[0]!.id, title: `Stool ${word}`, siteId: room!.site.id, answers: { how_many_legs: 3 } };
  const old = (await (await teacher.request.post('/api/work-orders', { data })).json()) as { number: string };

  await admin.getByRole('button', { name: 'Add a question' }).click();
  const second = admin.getByRole('group', { name: 'Question 2' });
  await second.getByLabel('Question in English').fill('Is it yours?');
  await second.getByLabel('Question in Spanish').fill('¿Es suya?');
  await second.getByLabel('Answered by').selectOption({ label: 'Yes or no' });
  await second.getByRole('button', { name: 'Move up' }).click();
  await admin.getByRole('group', { name: 'Question 2' }).getByRole('button', { name: 'Remove' }).click();
  await expect(admin.getByRole('group', { name: 'Question 1' }).getByLabel('Question in English')).toHaveValue('Is it yours?');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText('Open orders of this kind: 1. They stay as they are.')).toBeVisible();
  await expect(admin.getByRole('row', { name: /Question: How many legs\?/ })).toContainText('nothing');
  await expectSound(admin);
  await admin.getByLabel('Why').fill('Legs are always three.');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Saved. It counts from now on.')).toBeVisible();
  await expectSound(admin);

  await teacher.goto(`/?title=${word}`);
  await teacher.getByRole('button', { name }).click();
  await expect(teacher.getByRole('group', { name: /Is it yours\?/ })).toBeVisible();
  await expect(teacher.getByLabel('How many legs?')).toHaveCount(0);
  await teacher.goto(`/requests/${old.number}`);
  await expect(teacher.getByText('How many legs?')).toBeVisible();

  await admin.goto('/set-up/history?subject=request_type');
  const change = admin.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'Legs are always three.' });
  await expect(change.getByRole('row', { name: /Question: Is it yours\?/ })).toBeVisible();
  await expectSound(admin);
});
