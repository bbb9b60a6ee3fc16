import { expect, test } from '../../fixtures.ts';
import { TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, ownWord, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { Triage } from '../../pages/triage.ts';

test('a dispatcher triages three requests by keyboard alone', async ({ as }) => {
  test.slow();
  const [teacher, page] = [await as('teacher'), await as('dispatcher')];
  const word = ownWord();
  const titles = [`Sink is clogged ${word}`, `Faucet drips ${word}`, `Drain smells ${word}`];
  for (const title of titles) await askForHelp(teacher.request, title);
  const { keyboard } = page;
  const triage = new Triage(page);
  const isAs = (number: string) => requestAsIs(page.request, { number });

  await page.goto('/triage');

  const search = page.getByRole('searchbox', { name: 'Search' });
  await expect(async () => {
    // The first key may come before the page listens.
    await keyboard.press('/');
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await keyboard.type(word);
  await keyboard.press('Enter');
  await expect(triage.lines).toHaveCount(3);
  for (const title of titles) await expect(page.getByRole('link', { name: title })).toBeVisible();
  const [first, second, third] = (await triage.lines.evaluateAll((lines) => lines.map((line) => line.dataset['row']))) as [string, string, string];

  await keyboard.press('Escape');
  await keyboard.press('j');
  await triage.expectChosen(first);
  await expect(triage.line(first)).toBeFocused();
  await expectSound(page);

  await test.step('the first goes to a wrong crew, comes back, and goes to the right one', async () => {
    await keyboard.press('e');
    await triage.giveTo('Carp', 'Carpentry');
    await expect(page.getByText(`${first} given to Carpentry.`).first()).toBeVisible();
    await triage.expectChosen(second);
    await keyboard.press('u');
    await expect(page.getByText(`Undone: ${first}`).first()).toBeVisible();
    await triage.expectChosen(first);
    await keyboard.press('e');
    await triage.giveTo('Plumb', 'Plumbing');
    await expect(page.getByText(`${first} given to Plumbing.`).first()).toBeVisible();
    expect(await isAs(first)).toMatchObject({ status: 'assigned', team: { name: 'Plumbing' }, assignee: null });
  });

  await test.step('the second is an emergency, and goes to one person', async () => {
    await triage.expectChosen(second);
    await keyboard.press('p');
    await expect(triage.panel.getByRole('group', { name: 'Priority' }).locator(':focus')).toBeVisible();
    await expectSound(page);
    await keyboard.press('1');
    await keyboard.press('Tab');
    await keyboard.type('Water runs into the hall.');
    await keyboard.press('Enter');
    await expect(page.getByText(`${second} has priority 1 Emergency.`).first()).toBeVisible();
    await triage.expectChosen(third);
    await keyboard.press('k');
    await triage.expectChosen(second);
    await keyboard.press('e');
    await triage.giveTo(TECHNICIAN, TECHNICIAN);
    await expect(page.getByText(`${second} given to ${TECHNICIAN}.`).first()).toBeVisible();
    expect(await isAs(second)).toMatchObject({ status: 'assigned', priority: 'P1', assignee: { name: TECHNICIAN } });
  });

  await test.step('the third is marked as looked at', async () => {
    await triage.expectChosen(third);
    await keyboard.press('t');
    await expect(page.getByText(`${third} marked as triaged.`).first()).toBeVisible();
    expect(await isAs(third)).toMatchObject({ status: 'triaged' });
    await expect(triage.lines).toHaveCount(1);
  });

  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of this page' })).toBeVisible();
  await expectSound(page);
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
