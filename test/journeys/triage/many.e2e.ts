import { expect, test } from '../../fixtures.ts';
import { askForHelp, ownWord, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { Triage } from '../../pages/triage.ts';

test('a dispatcher changes fifty requests at once, looks at it before, and undoes it', async ({ as }) => {
  const [teacher, page] = [await as('teacher'), await as('dispatcher')];
  const word = ownWord();
  const asked = await Promise.all(Array.from({ length: 50 }, async (_, i) => askForHelp(teacher.request, `Sink ${i} drips ${word}`)));
  const before = await Promise.all(asked.map(async (each) => requestAsIs(page.request, each)));

  await page.goto(`/triage?q=${word}`);
  await expect(new Triage(page).lines).toHaveCount(50);
  await page.getByRole('link', { name: 'Change all of these' }).click();
  await expect(page.getByText('All 50 requests of the list')).toBeVisible();
  await expectSound(page);

  await test.step('what is missing is said', async () => {
    await page.getByRole('button', { name: 'Look at what it would do' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  });
  await test.step('what it would do is shown, and nothing is done', async () => {
    await page.getByRole('radio', { name: 'Set the priority' }).check();
    await page.getByLabel('Priority', { exact: true }).selectOption('P1');
    await page.getByLabel('Why this priority?').fill('Water runs everywhere.');
    await page.getByRole('button', { name: 'Look at what it would do' }).click();
    await expect(page.getByText('50 would change')).toBeVisible();
    await expectSound(page);
    expect((await requestAsIs(page.request, asked[0]!)).priority).toBe(before[0]!.priority);
  });
  // The page follows by itself.
  const untilIt = async (says: RegExp) => expect(page.getByRole('status').filter({ hasText: says })).toBeVisible({ timeout: 20_000 });
  await test.step('it is done in the background, and says so', async () => {
    await page.getByRole('button', { name: 'Change 50 requests' }).click();
    await untilIt(/^Done: 50 changed/);
    await expectSound(page);
    expect((await requestAsIs(page.request, asked[49]!)).priority).toBe('P1');
  });
  await test.step('a server that is away for a moment takes nothing from the page', async () => {
    await page.context().setOffline(true);
    await page.waitForEvent('requestfailed');
    await untilIt(/^Done: 50 changed/);
    await page.context().setOffline(false);
  });
  await test.step('and undone, each is as it was, and its history says both', async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await untilIt(/^Undone: 50/);
    const after = await Promise.all(asked.map(async (each) => requestAsIs(page.request, each)));
    expect(after.map(({ priority, status, team }) => ({ priority, status, team }))).toEqual(
      before.map(({ priority, status, team }) => ({ priority, status, team })),
    );
    await page.goto(`/requests/${asked[0]!.number}`);
    await expect(page.getByText('undid a change of many requests').first()).toBeAttached();
  });
});
