import { expect, test } from '../../fixtures.ts';
import { ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

/** The projects run beside each other: each has an area of its own. */
const AREAS: Record<string, string> = { desktop: 'Conifer area', phone: 'Evergreen area', 'no-javascript': 'Pomona area' };

test('an administrator makes a team, sees whose requests it takes, and takes it out of use @pe @phone', async ({ as }) => {
  const admin = await as('admin');
  const name = `Signs ${ownWord()}`;
  await admin.goto('/set-up/teams/new');
  await admin.getByLabel('Name of the team').fill(name);
  await admin.getByLabel('Hours a week').fill('72');
  await admin.getByLabel('Trade', { exact: true }).selectOption({ label: 'Facilities: Carpentry' });
  await admin.getByLabel('Area', { exact: true }).selectOption({ label: AREAS[test.info().project.name]! });
  await admin.getByRole('searchbox').fill('Tuan Le');
  await admin.getByRole('button', { name: 'Search', exact: true }).click();
  await admin
    .getByRole('radio', { name: /Tuan Le/ })
    .first()
    .check();
  await admin.getByRole('button', { name: 'Add to the team' }).click();
  await admin.getByRole('listitem').filter({ hasText: 'Tuan Le' }).getByRole('radio', { name: 'Lead' }).check();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText(`New requests go to ${name} instead of Carpentry:`)).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Saved. It counts from now on.')).toBeVisible();
  await admin.getByLabel('Takes new requests').uncheck();
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText(`New requests go to Carpentry instead of ${name}:`)).toBeVisible();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('heading', { name: 'History of changes' })).toBeVisible();
  await expectSound(admin);
});

test('priorities, partners and names are looked at before they are saved', async ({ as }) => {
  const admin = await as('admin');
  await admin.goto('/set-up/priorities');
  await expectSound(admin);
  const cell = admin.getByLabel('The whole district, Can wait');
  const was = await cell.inputValue();
  await cell.selectOption(was === 'P3' ? 'P4' : 'P3');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText('They keep the priority they have. Only new requests get the new one.')).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Go on editing' }).click();
  await expect(cell).not.toHaveValue(was);

  await admin.goto('/set-up/partners');
  await expectSound(admin);
  await admin.getByRole('link', { name: 'Columbine High School' }).click();
  await admin.getByRole('searchbox').fill('Amara Nwosu');
  await admin.getByRole('radio', { name: /Amara Nwosu/ }).check();
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByRole('heading', { name: /Is this right\?|Nothing would change/ })).toBeVisible();
  await expectSound(admin);

  await admin.goto('/set-up/services');
  await expectSound(admin);
  await admin.getByRole('link', { name: 'Plumbing', exact: true }).click();
  await admin.getByLabel('Name in English').fill('');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByRole('alert')).toContainText('Write this: Name in English');
  await expectSound(admin);
});
