import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { aProgramme, post } from '../../pages/capital.ts';
import { ownWord, read } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

type School = { buildings: { id: string }[] };
type Building = { deferred: string; deficiencies: { id: string; scope: string }[] };

test('a promise names a deficiency, is completed with what it came to, and the condition of the school follows; reopened, it is back @pe @phone', async ({
  as,
}) => {
  const [capital, cfo, planner] = [await as('capital'), await as('cfo'), await as('planner')];
  const { projectId } = await aProgramme(capital.request, cfo.request);
  const { project } = await read<{ project: { site: { id: string } } }>(capital.request, `/api/projects/${projectId}`);
  const { buildings } = await read<School>(planner.request, `/api/condition/schools/${project.site.id}`);
  const structure = buildings[0]!.id;
  const scope = `Roof leaks ${ownWord()}`;
  await post(planner.request, `/api/structures/${structure}/deficiencies`, {
    systemCode: 'B3010',
    priority: 1,
    scope,
    cost: '90000.00',
    source: 'inspection',
  });
  /** What the building's condition counts, and whether this is among it. */
  const counted = async () => {
    const { deferred, deficiencies } = await read<Building>(planner.request, `/api/structures/${structure}`);
    return { deferred: Number(deferred), isOpen: deficiencies.some((one) => one.scope === scope) };
  };
  const before = await counted();

  await capital.goto(`/capital/projects/${projectId}`);
  await capital.getByRole('link', { name: 'Add a promise' }).click();
  await capital.getByLabel('What is promised').fill('A new roof');
  await capital.getByRole('button', { name: 'Keep it' }).click();
  await expect(capital.getByText('It is kept.')).toBeVisible();
  await capital.getByRole('link', { name: /^Choose what it puts right/ }).click();
  await capital.getByLabel('Look among what is open at the school').fill(scope);
  await capital.getByRole('button', { name: 'Look', exact: true }).click();
  await expect(capital).toHaveURL(/q=Roof/);
  await expect(capital.getByRole('checkbox')).toHaveCount(1);
  await capital.getByRole('checkbox', { name: new RegExp(scope) }).check();
  await expectSound(capital);
  await capital.getByRole('button', { name: 'Keep it' }).click();
  await expect(capital.getByRole('link', { name: scope })).toBeVisible();
  expect(await counted()).toEqual(before);

  // Without an amount it is not complete; nothing typed is lost.
  await capital.getByRole('link', { name: /^Complete it/ }).click();
  await capital.getByRole('button', { name: 'Keep it' }).click();
  await expect(capital.getByRole('link', { name: 'Answer this.' })).toBeVisible();
  await capital.getByLabel('What it came to').fill('$84,500.00');
  await capital.getByRole('button', { name: 'Keep it' }).click();
  await expect(capital.getByText('It is kept.')).toBeVisible();
  expect(await counted()).toEqual({ deferred: before.deferred - 90_000, isOpen: false });
  await expectSound(capital);
  await expectNoSidewaysScroll(capital);

  await capital.getByRole('link', { name: /^Reopen it/ }).click();
  await capital.getByLabel('Why', { exact: true }).fill('It leaks again');
  await capital.getByRole('button', { name: 'Keep it' }).click();
  await expect(capital.getByText('It is kept.')).toBeVisible();
  expect(await counted()).toEqual(before);
});

test('finance closes no month by mistake, and says anew who approves @pe', async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  await capital.goto('/capital/rules');
  await expect(capital.getByRole('heading', { level: 1, name: 'Rules and months' })).toBeVisible();
  await expect(capital.getByText('Close a month')).toHaveCount(0);
  await expectSound(capital);
  await cfo.goto('/capital/rules');
  await cfo.getByText('Close a month').click();
  await cfo.getByRole('button', { name: 'Close it for good' }).click();
  await expect(cfo.getByText('Say that you know it.').first()).toBeVisible();
  await expectSound(cfo);
  await expectNoSidewaysScroll(cfo);
});
