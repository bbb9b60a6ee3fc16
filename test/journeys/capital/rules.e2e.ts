import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a ladder that is refused is shown as it was typed and ticked, with why beside its amount; kept, it is what was typed @pe @phone', async ({
  as,
}) => {
  const cfo = await as('cfo');
  await cfo.goto('/capital/rules');
  await cfo.getByText('Change: Invoices', { exact: true }).click();
  const form = cfo.locator('form').filter({ has: cfo.locator('input[name="kind"][value="invoice"]') });
  const step = (number: number) => form.getByRole('group', { name: `Step ${number}`, exact: true });
  const amount = await step(2).getByLabel('From, $').inputValue();
  await step(1).getByRole('checkbox', { name: 'Capital manager' }).uncheck();
  await step(1).getByRole('checkbox', { name: 'Administrator' }).check();
  await step(2).getByLabel('From, $').fill('500,00');
  await form.getByRole('button', { name: 'Keep it' }).click();
  await expect(step(2).getByLabel('From, $')).toHaveAccessibleDescription(/Write dollars and cents/);
  await expect(step(2).getByLabel('From, $')).toHaveValue('500,00');
  const isTicked = (role: string) => step(1).getByRole('checkbox', { name: role }).isChecked();
  expect([await isTicked('Capital manager'), await isTicked('Finance'), await isTicked('Administrator')]).toEqual([false, true, true]);
  await expectSound(cfo);
  await expectNoSidewaysScroll(cfo);

  // Back to what it was: others in the district go by it meanwhile.
  await step(1).getByRole('checkbox', { name: 'Capital manager' }).check();
  await step(1).getByRole('checkbox', { name: 'Administrator' }).uncheck();
  await step(2).getByLabel('From, $').fill(amount);
  // Neither is it changed without a reason, which stays with the change.
  await expect(form.getByLabel('Why it changes')).toHaveAccessibleDescription(/Say why|Answer this/);
  const why = `As the board has it ${ownWord()}`;
  await form.getByLabel('Why it changes').fill(why);
  await form.getByRole('button', { name: 'Keep it' }).click();
  await expect(cfo.getByText('It is kept.')).toBeVisible();
  await expect(cfo.getByText(why)).toBeVisible();
});

test('ways of buying that allow nothing from an amount on are refused there', async ({ as }) => {
  const cfo = await as('cfo');
  await cfo.goto('/capital/rules');
  await cfo.getByText('Change: How things may be bought', { exact: true }).click();
  const form = cfo.locator('form[action*="thresholds"]');
  const last = form.getByRole('group').last();
  await last.getByLabel('From, $').fill('900,000');
  await form.getByRole('button', { name: 'Keep it' }).click();
  await expect(last.getByRole('checkbox').first()).toHaveAccessibleDescription(/Allow a way of buying/);
  await expect(last.getByLabel('From, $')).toHaveValue('900,000');
});

test('a vendor is added, bought from no more, and again', async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const name = `Roofers ${ownWord()}`;
  expect((await capital.request.post('/api/vendors', { data: { name } })).status()).toBe(201);
  await cfo.goto(`/capital/rules?q=${encodeURIComponent(name)}`);
  await cfo.getByRole('button', { name: new RegExp(`Buy nothing more.*${name}`) }).click();
  await expect(cfo.getByText('It is kept.')).toBeVisible();
  await cfo.goto(`/capital/rules?q=${encodeURIComponent(name)}`);
  await cfo.getByRole('button', { name: new RegExp(`Buy again.*${name}`) }).click();
  await cfo.goto(`/capital/rules?q=${encodeURIComponent(name)}`);
  await expect(cfo.getByRole('button', { name: new RegExp(`Buy nothing more.*${name}`) })).toBeVisible();
});

test('finance begins a programme, and goes on to its sources; days that are turned lose nothing that was typed @pe', async ({ as }) => {
  const cfo = await as('cfo');
  const word = ownWord().toLowerCase();
  await cfo.goto('/capital/rules');
  await cfo.getByText('Begin a programme').first().click();
  const form = cfo.locator('form[action*="/programme"]');
  await form.getByLabel('Code').fill(`p-${word}`);
  await form.getByLabel('Name', { exact: true }).fill(`Programme ${word}`);
  await form.locator('[name="kind"]').selectOption('bond');
  await form.locator('[name="source"]').fill('A journey');
  await form.locator('[name="startsOn"]').fill('2027-07-01');
  await form.locator('[name="endsOn"]').fill('2027-01-01');
  await form.getByRole('button', { name: 'Begin a programme' }).click();
  await expect(form.locator('[name="endsOn"]')).toHaveAccessibleDescription(/end after it begins/);
  await expect(form.getByLabel('Code')).toHaveValue(`p-${word}`);
  await form.locator('[name="endsOn"]').fill('2030-06-30');
  await form.getByRole('button', { name: 'Begin a programme' }).click();
  await expect(cfo.getByRole('heading', { level: 2, name: 'Sources' })).toBeVisible();
});
