import { expect, test } from '../../fixtures.ts';
import { TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, assignPlumber, ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { Triage } from '../../pages/triage.ts';

test('two people see each other’s changes as they happen, each on the page they have open', async ({ as }) => {
  const [teacher, desk] = [await as('teacher'), await as('dispatcher')];
  const word = ownWord();
  const { number } = await askForHelp(teacher.request, `Radiator knocks ${word}`);
  const triage = new Triage(desk);
  await Promise.all([teacher.goto(`/requests/${number}`), desk.goto(`/triage?q=${word}`)]);
  await expect(triage.lines).toHaveCount(1);

  // A second request comes into the dispatcher’s list by itself; the one they have chosen stays chosen.
  await triage.line(number).click();
  await triage.expectChosen(number);
  const second = await askForHelp(teacher.request, `Radiator is cold ${word}`);
  await expect(triage.line(second.number)).toBeVisible();
  await triage.expectChosen(number);

  await triage.assignTo.selectOption('Plumbing');
  await triage.panel.getByRole('button', { name: 'Assign' }).click();
  await expect(desk.getByText(`${number} given to Plumbing.`).first()).toBeVisible();
  await expect(teacher.locator('#content')).toContainText('Plumbing');
  await expectSound(teacher);

  // And the other way: what the teacher takes back leaves the list.
  await teacher.request.post(`/api/work-orders/${second.number}/transitions`, {
    data: { to: 'cancelled', note: 'It was the wind.' },
    headers: { 'If-Match': `"${second.version}"` },
  });
  await expect(triage.line(second.number)).toHaveCount(0);
});

test('what somebody is writing is left alone, and they are told that there is something to show @phone', async ({ as }) => {
  const [teacher, desk] = [await as('teacher'), await as('dispatcher')];
  const asked = await askForHelp(teacher.request, `Sink drips ${ownWord()}`);
  await teacher.goto(`/requests/${asked.number}`);
  const field = teacher.getByRole('textbox', { name: 'Write a message' });
  await field.fill('It drips into the');

  await assignPlumber(desk.request, asked, TECHNICIAN);
  await expect(teacher.getByText('This request has changed.')).toBeVisible();
  await expect(field).toHaveValue('It drips into the');
  await expect(field).toBeFocused();
  await expectSound(teacher);

  await teacher.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(teacher.getByText('This request has changed.')).toBeHidden();
  await expect(teacher.locator('#content')).toContainText(TECHNICIAN);
  await expect(field).toHaveValue('It drips into the');
});

test('work that the desk gives somebody comes to their day, and goes when it is given to others @phone-only @phone', async ({ as }) => {
  const [teacher, desk, phone] = [await as('teacher'), await as('dispatcher'), await as('technician')];
  const asked = await askForHelp(teacher.request, `Faucet runs ${ownWord()}`);
  await phone.goto('/my-day');
  const given = await assignPlumber(desk.request, asked, TECHNICIAN);
  const card = phone
    .getByRole('article')
    .filter({ hasText: asked.number })
    .or(phone.locator(`[id="${asked.number}"]`))
    .first();
  await expect(card).toBeVisible();
  await desk.request.post(`/api/work-orders/${asked.number}/transitions`, {
    data: { to: 'cancelled', note: 'It stopped.' },
    headers: { 'If-Match': `"${given.version}"` },
  });
  await expect(card).toBeHidden();
});
