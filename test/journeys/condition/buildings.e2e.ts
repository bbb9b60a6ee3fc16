import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

/** One for each project: they run beside each other. */
const SCHOOLS: Record<string, string> = { desktop: 'Columbine High School', phone: 'Lakewood High School' };

test(
  'the planner sees which schools are worst, notes what was found in one, and the index moves at once, and back when it was put right',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    const school = SCHOOLS[test.info().project.name] ?? 'Golden High School';
    const page = await as('planner');
    await page.goto('/buildings');
    await expect(page.getByText(/^FCI \d/)).toBeVisible();

    await page.getByRole('combobox', { name: 'Level' }).selectOption({ label: 'High' });
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/level=high/);
    await page.getByRole('row').filter({ hasText: school }).getByRole('link', { name: 'Main building' }).click();

    const index = async () => Number(/FCI ([\d.]+)/.exec(await page.getByText(/^FCI \d/).innerText())![1]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${school}, Main building`);
    await expectSound(page);
    const before = await index();
    const scope = `The gas line behind the stage leaks ${crypto.randomUUID().slice(0, 8)}`;

    await page.getByRole('link', { name: 'Note a deficiency' }).click();
    await page.getByRole('button', { name: 'Note it' }).click();
    // Above the form one tells the fields apart.
    const summary = page.getByRole('alert').getByRole('link');
    await expect(summary).toHaveText([
      'Which part: answer this.',
      'What is wrong: answer this.',
      'Priority: answer this.',
      'What putting it right costs, in dollars: answer this.',
    ]);
    await page.getByRole('searchbox').fill('D3010');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('radio', { name: /^Energy Supply/ }).check();
    await page.getByLabel('What is wrong').fill(scope);
    await page.getByRole('radio', { name: '1 Critical' }).check();
    await page.getByLabel('What putting it right costs, in dollars').fill('$9,500,000');
    await page.getByRole('radio', { name: 'On an inspection' }).check();
    await page.getByRole('button', { name: 'Note it' }).click();
    await expect(page.getByText('It is noted, and counts.', { exact: false })).toBeVisible();
    const worse = await index();
    expect(worse).toBeGreaterThan(before);

    const found = page.getByRole('listitem').filter({ hasText: scope }).first();
    await found.getByRole('link', { name: `End it: ${scope}` }).click();
    await page.getByRole('radio', { name: 'It was put right' }).check();
    await page.getByLabel('What that cost, in dollars').fill('9100000');
    await page.getByLabel('What was done, or why it was none').fill('The line was replaced');
    await page.getByRole('button', { name: 'End this deficiency' }).click();
    await expect(page.getByText('It has ended, and no longer counts.')).toBeVisible();
    expect(await index()).toBe(before);
    await page.getByText('What happened: everything').click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Work done' }).filter({ hasText: scope })).toBeVisible();
  },
);

test('in front of a school with a phone, a planner goes to its page by its name', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings');
  await page.getByRole('combobox', { name: 'Go to one school' }).selectOption({ label: 'Dunstan Middle School' });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dunstan Middle School');
  // Its systems add up to it: not a dollar lies between.
  const { total, systems } = (await (await page.request.get(`/api/condition/schools/${page.url().split('/').at(-1)}`)).json()) as {
    total: { deferred: string };
    systems: { deferred: string }[];
  };
  expect(systems.reduce((sum, { deferred }) => sum + Math.round(Number(deferred) * 100), 0)).toBe(Math.round(Number(total.deferred) * 100));
});

test('who has no use for the condition of buildings has no such page', async ({ as }) => {
  const page = await as('teacher');
  expect((await page.goto('/buildings'))?.status()).toBe(404);
});
