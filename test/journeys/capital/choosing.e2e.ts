import { expect, expectNoSidewaysScroll, expectNoViolations, test } from '../../fixtures.ts';

test(
  'work is proposed, published, seen by a committee and decided by somebody else; everybody reads why',
  { tag: ['@pe', '@phone'] },
  async ({ as }) => {
    test.slow();
    const title = `Gym floor ${crypto.randomUUID().slice(0, 8)}`;
    const [planner, capital, cfo] = [await as('planner'), await as('capital'), await as('cfo')];
    await planner.goto('/capital/proposals');
    await expectNoViolations(planner);
    await planner.getByText('Propose by hand').click();
    await planner.getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(planner.getByRole('heading', { name: 'Some answers need your attention' })).toBeVisible();
    await planner.getByLabel('School', { exact: true }).selectOption({ index: 1 });
    if ((await planner.getByLabel('Programme', { exact: true }).last().inputValue()) === '')
      await planner.getByLabel('Programme', { exact: true }).last().selectOption('bond-2018');
    await planner.getByLabel('What is to be done').fill(title);
    await planner.getByLabel('In plain words, for everybody').fill('The floor of the gym is worn through.');
    await planner.getByLabel('Cost', { exact: true }).fill('45,000');
    await planner.getByLabel('Score, 0 to 100').fill('72');
    await planner.getByLabel('What the score is made of').fill('A walk with the principal');
    await planner.getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(planner.getByRole('heading', { name: title })).toBeVisible();
    const path = new URL(planner.url()).pathname;

    await capital.goto(path);
    await capital.getByRole('button', { name: 'Publish it' }).click();
    await capital.getByLabel('Committee', { exact: true }).fill('Citizens’ oversight');
    await capital.getByLabel('What it says, for everybody').fill('Worth doing this summer');
    await capital.getByRole('button', { name: 'Note it' }).click();
    await expect(capital.getByText('Seen by the committee')).toBeVisible();
    await expect(capital.getByRole('button', { name: 'Decide' })).toHaveCount(0);

    await cfo.goto(path);
    await expectNoViolations(cfo);
    await expectNoSidewaysScroll(cfo);
    await cfo.getByLabel('Later').check();
    await cfo.getByLabel('Reason, for everybody').fill('The roof comes first');
    await cfo.getByRole('button', { name: 'Decide' }).click();
    await expect(cfo.getByText('Later: The roof comes first')).toBeVisible();

    await cfo.goto('/open/decisions');
    const told = cfo.getByRole('article').filter({ hasText: title });
    await expect(told).toContainText('Citizens’ oversight');
    await expect(told).toContainText('The roof comes first');
  },
);

test('the CFO looks ahead, saves two scenarios and compares them', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  test.slow();
  const cfo = await as('cfo');
  await cfo.goto('/capital/outlook');
  await expectNoViolations(cfo);
  await expectNoSidewaysScroll(cfo);
  await expect(cfo.getByRole('heading', { name: /is spent; by/ })).toBeVisible();
  const save = async (name: string, growth: string) => {
    await cfo.getByText('Save a scenario').click();
    const typed: [string, string][] = [
      ['Name', name],
      ['What comes in', '1200000000'],
      ['What is spent', '1230000000'],
      ['Reserve at the beginning', '150000000'],
      ['Revenue grows by', growth],
      ['Spending grows by', '3'],
      ['Building gets dearer by', '4'],
      ['Added for surprises', '10'],
      ['Renewals falling due that are done', '50'],
    ];
    for (const [label, value] of typed) await cfo.getByLabel(label, { exact: true }).fill(value);
    await expectNoSidewaysScroll(cfo);
    await cfo.getByRole('button', { name: 'Save the scenario' }).click();
    await expect(cfo.getByText('The scenario is saved')).toBeVisible();
  };
  const own = crypto.randomUUID().slice(0, 6);
  await save(`Growth ${own}`, '2');
  await save(`Flat ${own}`, '0');
  const operating = cfo.getByRole('region', { name: 'Operating (general fund)' });
  for (const name of [`Growth ${own}`, `Flat ${own}`])
    await expect(operating.getByRole('row').filter({ hasText: name }).first()).toContainText('2.44%');
  await expectNoViolations(cfo);
  for (const name of [`Growth ${own}`, `Flat ${own}`]) await cfo.getByRole('button', { name: `Take “${name}” away` }).click();
});
