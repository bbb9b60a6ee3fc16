import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';

test(
  'an administrator says which system a kind of request speaks of, looks at it first, and finds it in the history',
  { tag: ['@phone', '@pe'] },
  async ({ as }) => {
    const admin = await as('admin');
    await admin.goto('/set-up/building-systems');
    await expect(admin.getByText(/\d+ of \d+ kinds of request speak of a system/)).toBeVisible();
    await expectSound(admin);
    await admin.getByRole('link', { name: 'Elevator', exact: false }).first().click();
    const system = admin.getByLabel('Building system');
    const was = await system.inputValue();
    const [next, words] = was === 'D1010' ? ['D1090', /D1090/] : ['D1010', /D1010/];
    await system.selectOption(next);
    await admin.getByRole('button', { name: 'Look at it' }).last().click();
    await expect(admin.getByText(/^From now on, requests of this kind count for/)).toHaveText(words);
    await expectSound(admin);
    const why = `Looked at by ${crypto.randomUUID().slice(0, 8)}`;
    await admin.getByLabel(/^Why/).fill(why);
    await admin.getByRole('button', { name: 'Save' }).click();
    await expect(admin.getByText('Saved. What requests proposed before stays as it is.')).toBeVisible();
    await admin.getByRole('link', { name: 'Elevator', exact: false }).first().click();
    await expect(admin.getByText(why)).toBeVisible();
    await expect(admin.getByLabel('Building system')).toHaveValue(next);
  },
);
