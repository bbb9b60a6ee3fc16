import { expect, test } from '../../fixtures.ts';
import { ownWord, read, type Request, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a principal sees on My school what waits for them, approves it, and who asked sees that it goes on @pe @phone', async ({ as }) => {
  const [teacher, principal] = [await as('teacher'), await as('principal')];
  const kinds = (await read<{ items: { id: string; code: string }[] }>(teacher.request, '/api/request-types?limit=200')).items;
  const move = kinds.find(({ code }) => code === 'move_furniture')!;
  const [room] = (await read<{ items: { id: string; site: { id: string } }[] }>(teacher.request, '/api/me/rooms')).items;
  const title = `Boxes to the annex ${ownWord()}`;
  const asked = await teacher.request.post('/api/work-orders', {
    data: { requestTypeId: move.id, title, siteId: room!.site.id, roomId: room!.id, answers: { to: 'The annex' } },
  });
  expect(asked.status(), await asked.text()).toBe(201);
  const request = (await asked.json()) as Request;
  expect(request.status).toBe('awaiting_approval');

  const boss = await read<{ name: string }>(principal.request, '/api/me');
  await principal.goto('/my-school');
  await principal.getByRole('link', { name: /Wait for your yes or no/ }).click();
  await expectSound(principal);
  await principal.getByRole('link', { name: title }).click();
  await expect(principal.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(principal.getByText('The annex', { exact: true })).toBeVisible();
  await expectSound(principal);
  await principal.getByLabel('A word with it').fill('On Friday, please.');
  await principal.getByRole('button', { name: 'Approve' }).click();
  await expect(principal.getByText('You approved it.')).toBeVisible();
  await principal.goto('/my-school');
  await expect(principal.getByRole('heading', { level: 2, name: 'Visits this week' })).toBeVisible();
  await expect(principal.getByRole('link', { name: title })).toHaveCount(0);

  expect((await requestAsIs(teacher.request, request)).status).toBe('submitted');
  await teacher.goto(`/requests/${request.number}`);
  await expect(teacher.getByText(`${boss.name} approved it`)).toBeVisible();
  await expect(teacher.getByText('On Friday, please.').first()).toBeVisible();
});
