import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { MyDay, TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, assignPlumber, ownWord, read, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a dispatcher says in one go that a part is ordered; the technician ticks off what is on the list @pe @phone', async ({ as }) => {
  const [teacher, desk, technician] = [await as('teacher'), await as('dispatcher'), await as('technician')];
  const asked = await askForHelp(teacher.request, `Faucet drips ${ownWord()}`);
  const { number } = asked;

  await test.step('a macro that does not fit says so before anything is done', async () => {
    await desk.goto(`/triage?order=${number}`);
    await desk.getByLabel('Use a macro').selectOption('Part ordered');
    await desk.getByRole('button', { name: 'See what it does' }).click();
    await expect(desk.getByText('It cannot be used on this request now')).toBeVisible();
    await expect(desk.getByRole('button', { name: 'Do it all' })).toHaveCount(0);
    await desk.getByRole('link', { name: 'Back without doing it' }).click();
    await expect(desk.getByRole('region', { name: 'Chosen request' })).toContainText(asked.title);
  });

  await assignPlumber(desk.request, asked, TECHNICIAN);
  await desk.goto(`/triage?order=${number}`);
  await desk.getByLabel('Use a macro').selectOption('Part ordered');
  await desk.getByRole('button', { name: 'See what it does' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Part ordered' })).toBeVisible();
  await expect(desk.getByText('Put it on hold, waiting for a part')).toBeVisible();
  await expectSound(desk);
  await expectNoSidewaysScroll(desk);
  const reply = desk.getByLabel(/^Reply to /);
  await expect(reply).toHaveValue(new RegExp(number));
  await reply.fill('A new cartridge comes on Friday.');
  await desk.getByRole('button', { name: 'Do it all' }).click();
  await expect(desk.getByText('The macro was used.')).toBeVisible();
  await expect(desk.getByText('Checklist: 0 of 3 done')).toBeVisible();
  await expectSound(desk);
  expect(await requestAsIs(desk.request, asked)).toMatchObject({ status: 'on_hold', hold: { reason: 'parts' } });

  const day = new MyDay(technician);
  await day.open();
  await day.unfold(number);
  const card = day.card(number);
  await card.getByRole('button', { name: 'Part is here' }).click();
  await expect(card.getByRole('button', { name: 'Part is here', pressed: true })).toBeVisible();
  await expect(card.getByText('1 of 3 done')).toBeVisible();
  await expectSound(technician);
  await expectNoSidewaysScroll(technician);

  await technician.goto(`/requests/${number}`);
  const list = technician.getByRole('region', { name: 'Checklist' });
  await list.getByText('Add to the checklist').click();
  await list.getByLabel('Something to do').fill('Wipe the basin');
  await list.getByRole('button', { name: 'Add' }).click();
  await expect(list.getByText('1 of 4 done')).toBeVisible();
  await list.getByRole('button', { name: 'Remove: Try it out' }).click();
  await expect(list.getByText('1 of 3 done')).toBeVisible();
  await expect(technician.getByText(/used the macro “Part ordered”/)).toBeVisible();
  await expect(technician.getByText(`${TECHNICIAN} ticked off: Part is here`)).toBeVisible();
  await expectSound(technician);
  await expectNoSidewaysScroll(technician);

  await teacher.goto(`/requests/${number}`);
  await expect(teacher.getByText('A new cartridge comes on Friday.')).toBeVisible();
  await expect(teacher.getByText('Part is here')).toHaveCount(0);
  const { items } = await read<{ items: { kind: string }[] }>(teacher.request, `/api/work-orders/${number}/events`);
  expect(items.map(({ kind }) => kind)).not.toContain('macro_used');
});
