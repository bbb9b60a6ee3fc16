import { expect, test } from '../../fixtures.ts';
import { askForHelp, ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { Triage } from '../../pages/triage.ts';

test('a dispatcher narrows the list, keeps it as a view for everybody, and a manager opens it by its address @pe', async ({ as }) => {
  const [teacher, page, manager] = [await as('teacher'), await as('dispatcher'), await as('manager')];
  const word = ownWord();
  const number = (await askForHelp(teacher.request, `Sink is loud ${word}`)).number;
  await askForHelp(teacher.request, `Sink is quiet ${word}`);
  await page.request.post(`/api/work-orders/${number}/tags`, { data: { add: [word] } });

  await test.step('everything can be asked for on the page of filters', async () => {
    await page.goto(`/triage?view=all&q=${word}`);
    await expect(new Triage(page).lines).toHaveCount(2);
    await page.getByRole('link', { name: 'More filters' }).click();
    await expect(page.getByRole('heading', { name: 'Filters' })).toBeVisible();
    await expectSound(page);
    await page.getByLabel('Tags').fill(word);
    await page.getByRole('checkbox', { name: 'Asked by' }).check();
    await page.getByRole('button', { name: 'Show the list' }).click();
    await expect(new Triage(page).lines).toHaveCount(1);
    await expect(page.getByText(`Tags: ${word}`).first()).toBeVisible();
    await expectSound(page);
  });

  await test.step('the list as it is now becomes a view', async () => {
    await page.getByRole('link', { name: 'Save and manage views' }).click();
    await page.getByRole('button', { name: 'Save this view' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Name of the view').last().fill(`Loud sinks ${word}`);
    await page.getByRole('radio', { name: 'Everybody' }).last().check();
    await page.getByRole('button', { name: 'Save this view' }).click();
    await expect(page.getByText('The view is saved.')).toBeVisible();
    await expectSound(page);
    await page
      .getByRole('link', { name: `Loud sinks ${word}` })
      .first()
      .click();
    await expect(page).toHaveURL(/\/triage\?view=[0-9a-f-]{36}$/);
    await expect(new Triage(page).lines).toHaveCount(1);
  });

  await test.step('its address shows a colleague the same, and the file holds what the list shows', async () => {
    await manager.goto(page.url());
    await expect(new Triage(manager).lines).toHaveCount(1);
    await expect(manager.getByRole('link', { name: `Loud sinks ${word}` })).toHaveAttribute('aria-current', 'page');
    const href = await manager.getByRole('link', { name: 'Download as CSV' }).getAttribute('href');
    const lines = (await (await manager.request.get(href!)).text()).trim().split('\r\n');
    expect(lines[0]).toContain('Demonstration: not real figures');
    expect(lines.slice(2).map((line) => line.split(',')[0])).toEqual([number]);
  });

  await test.step('taken off, a filter is the address’ own, and the view stays as it was', async () => {
    await manager.getByRole('link', { name: `Take off: Tags: ${word}` }).click();
    await expect(new Triage(manager).lines).toHaveCount(2);
    await manager.getByRole('link', { name: `Loud sinks ${word}` }).click();
    await expect(new Triage(manager).lines).toHaveCount(1);
  });

  await page.goto('/triage/views');
  const mine = page.getByRole('listitem').filter({ hasText: `Loud sinks ${word}` });
  await mine.getByRole('link', { name: /^Change/ }).click();
  // One form is open, and its label is its field's.
  await expect(page.getByLabel('Name of the view')).toHaveValue(`Loud sinks ${word}`);
  await expectSound(page);
  await mine.getByText('Remove', { exact: false }).first().click();
  await mine.getByRole('button', { name: 'Remove this view' }).click();
  await expect(page.getByText('The view is removed.')).toBeVisible();
});
