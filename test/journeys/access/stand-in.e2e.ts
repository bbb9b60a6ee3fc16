import { expect, test } from '../../fixtures.ts';
import { emailOf, type Person } from '../../people.ts';
import { askForHelp, ownWord, read, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

/** The projects run beside each other: each has a colleague of its own. */
const COLLEAGUES: Record<string, Person> = { desktop: 'planner', 'no-javascript': 'cfo' };

test('a dispatcher is away: a colleague stands in, triages, the history names both, and it ends at once @pe', async ({ as }) => {
  const [teacher, desk, colleague] = [await as('teacher'), await as('dispatcher'), await as(COLLEAGUES[test.info().project.name]!)];
  const request = await askForHelp(teacher.request, `The sink is blocked ${ownWord()}`);
  const me = await read<{ name: string; email: string }>(colleague.request, '/api/me');
  expect(me.email).toBe(emailOf(COLLEAGUES[test.info().project.name]!));
  const triage = async () => {
    const { version } = await requestAsIs(teacher.request, request);
    return colleague.request.post(`/api/work-orders/${request.id}/transitions`, { data: { to: 'triaged' }, headers: { 'If-Match': `"${version}"` } });
  };
  expect((await triage()).ok()).toBe(false);

  await desk.goto('/account');
  await desk.getByRole('link', { name: 'Standing in' }).click();
  const form = desk.locator('form', { has: desk.getByRole('button', { name: 'Let them stand in' }) });
  await form.getByRole('checkbox', { name: 'Dispatcher for Facilities' }).check();
  await form.getByRole('searchbox', { name: 'Name of your colleague' }).fill(me.name);
  await form.getByRole('button', { name: 'Search', exact: true }).click();
  await form.getByRole('radio', { name: me.name }).check();
  await form.getByRole('button', { name: 'Let them stand in' }).click();
  await expect(desk.locator('#field-lastOn-error')).toBeVisible();
  await expectSound(desk);
  await form.getByLabel('Last day').fill(await form.getByLabel('First day').inputValue());
  await form.getByRole('button', { name: 'Let them stand in' }).click();
  await expect(desk.getByText('It is arranged.')).toBeVisible();
  await expectSound(desk);

  expect((await triage()).status()).toBe(200);
  await teacher.goto(`/requests/${request.number}`);
  await expect(teacher.getByText(`${me.name} for Renee Gallagher looked at it`)).toBeVisible();

  await colleague.goto('/account/stand-ins');
  const item = colleague.getByRole('listitem').filter({ hasText: 'Dispatcher for Facilities' }).filter({ hasText: 'Counts now' });
  await expect(item).toContainText(`${me.name} for Renee Gallagher`);
  await expectSound(colleague);
  await item.getByText('End it now').click();
  await item.getByRole('button', { name: 'Yes, end it' }).click();
  await expect(colleague.getByText('It has ended.')).toBeVisible();
  expect((await colleague.goto('/triage'))?.status()).toBe(404);
});
