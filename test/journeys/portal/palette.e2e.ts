import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { askForHelp, ownWord, read, type Request } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { Triage } from '../../pages/triage.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search or go to' });
const box = (page: Page) => palette(page).getByRole('combobox');
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name });

/** Ctrl-K; the first may come before the page listens. */
async function openByKey(page: Page) {
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(box(page)).toBeFocused({ timeout: 500 });
  }).toPass();
}

test('a dispatcher finds, goes and changes three at once by keyboard alone', async ({ as }) => {
  const [teacher, page] = [await as('teacher'), await as('dispatcher')];
  const { keyboard } = page;
  const word = ownWord();
  const asked: Request[] = [];
  for (const title of [`Sink is clogged ${word}`, `Faucet drips ${word}`, `Drain smells ${word}`])
    asked.push(await askForHelp(teacher.request, title));
  const [first] = asked as [Request];

  await test.step('finds a request by a word, and goes to it', async () => {
    await page.goto('/requests');
    await openByKey(page);
    await keyboard.type(`${word} clog`);
    await expect(option(page, new RegExp(first.number))).toHaveAttribute('aria-selected', 'true');
    await expect(palette(page).getByText(/^\d+ found$/)).toBeVisible();
    await expectSound(page);
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: first.title })).toBeVisible();
  });

  await test.step('opens the form of an act that is allowed there', async () => {
    await openByKey(page);
    await keyboard.type('priority');
    await expect(option(page, /priority/i).first()).toBeVisible();
    await keyboard.press('Enter');
    await expect(palette(page)).toBeHidden();
    await expect(page.locator('details[open] :focus')).toBeVisible();
  });

  await test.step('goes to Operations, which is a dispatcher’s; People and roles is not, and is not found', async () => {
    await openByKey(page);
    await keyboard.type('people and roles');
    await expect(palette(page).getByText(/found/i)).toBeVisible();
    await expect(option(page, /^People and roles/)).toHaveCount(0);
    await keyboard.press('Control+a');
    await keyboard.type('operat');
    await expect(option(page, 'Operations')).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
    await openByKey(page);
    await expect(palette(page).getByRole('group', { name: 'Chosen last' }).getByRole('option')).toHaveText([/Operations/, new RegExp(first.number)]);
    await keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
  });

  const triage = new Triage(page);
  await test.step('ticks three in Triage and hangs a tag on them', async () => {
    await page.goto(`/triage?q=${word}`);
    await expect(triage.lines).toHaveCount(3);
    await expect(async () => {
      await keyboard.press('*');
      await expect(page.getByText('3 chosen').first()).toBeVisible({ timeout: 500 });
    }).toPass();
    await keyboard.press('*');
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
    for (const more of [1, 2, 3]) {
      await keyboard.press('Shift+J');
      await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(more);
    }
    await keyboard.press('g');
    const tags = page.getByLabel('Add tags');
    await expect(tags).toBeFocused();
    await keyboard.type(word);
    await keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Change 3 requests' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'Done: 3 changed' })).toBeVisible({ timeout: 20_000 });
  });

  await test.step('goes on in Triage, and takes it back by a key there', async () => {
    await page.goto('/triage');
    await expect(page.getByText('Done: 3 changed')).toBeVisible();
    await expectSound(page);
    await keyboard.press('z');
    await expect(page.getByRole('status').filter({ hasText: /^Undone: 3/ })).toBeVisible({ timeout: 20_000 });
    const { items } = await read<{ items: Request[] }>(page.request, `/api/work-orders?tags=${word}`);
    expect(items).toEqual([]);
  });
});

test('a teacher opens it by its button and asks for help with what they typed', { tag: ['@phone', '@phone-only'] }, async ({ as }) => {
  const page = await as('teacher');
  await page.goto('/requests');
  const button = page.getByRole('button', { name: 'Search or go to…' });
  await expect(button).toBeVisible();
  // Two requests that are done: both ask the same.
  await page.evaluate(`for (const one of [1, 2]) {
    const act = document.createElement('button');
    act.dataset.act = act.textContent = 'Twice';
    document.querySelector('main').append(act);
  }`);
  await button.click();
  await expect(box(page)).toBeFocused();
  await expect(option(page, 'My account')).toBeVisible();
  await expect(option(page, 'Twice')).toHaveCount(0);
  await expect(option(page, 'Triage')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await button.click();
  await box(page).fill('faucet');
  await expect(option(page, /^Ask: Sink, faucet/)).toBeVisible();
  await expectSound(page);
  await option(page, /^Ask: Sink, faucet/).click();
  await expect(page).toHaveURL(/type=/);
  await expect(palette(page)).toBeHidden();
});

test('a planner goes to a school’s condition, and the CFO to a project, by a word; a teacher finds neither', async ({ as }) => {
  const [planner, cfo, teacher] = [await as('planner'), await as('cfo'), await as('teacher')];
  const { items } = await read<{ items: { programme: { id: string; kind: string } }[] }>(cfo.request, '/api/programmes');
  const programmeId = items.find(({ programme }) => programme.kind === 'bond')!.programme.id;
  const [project] = (await read<{ items: { name: string; code: string }[] }>(cfo.request, `/api/projects?programmeId=${programmeId}&limit=1`)).items;
  const [school] = (await read<{ items: { name: string }[] }>(planner.request, '/api/sites?q=elementary&limit=1')).items;
  for (const [page, typed, group, heading] of [
    [planner, school!.name, 'Condition of schools', school!.name],
    [cfo, project!.code, 'Capital projects', project!.name],
  ] as const) {
    await page.goto('/buildings');
    await openByKey(page);
    await page.keyboard.type(typed);
    const offered = palette(page).getByRole('group', { name: group }).getByRole('option').first();
    await expect(offered).toBeVisible();
    await expectSound(page);
    await offered.click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
  await teacher.goto('/');
  await openByKey(teacher);
  await teacher.keyboard.type(school!.name);
  await expect(palette(teacher).getByText(/found|Nothing/i)).toBeVisible();
  await expect(palette(teacher).getByRole('group', { name: /Condition of schools|Capital projects/ })).toHaveCount(0);
});
