import { expect, test } from '../../fixtures.ts';
import { read } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

const SCHOOL = 'Arvada West High School';
/** The projects run beside each other: each has somebody of its own. */
const NTH: Record<string, number> = { desktop: 0, 'no-javascript': 1 };

type Found = { id: string; name: string; siteName: string | null; email: string | null };

test('an administrator proposes who may see private requests; a second person confirms, and one ends it @pe', async ({ as }) => {
  const [admin, partner] = [await as('admin'), await as('hr-partner')];
  const { items } = await read<{ items: Found[] }>(admin.request, '/api/people?limit=200');
  const person = items.filter(({ siteName }) => siteName !== null && siteName !== SCHOOL)[NTH[test.info().project.name]!]!;

  await admin.goto(`/admin/people/${person.id}`);
  await admin.getByText('Propose access to private requests').click();
  const form = admin.locator('form', { has: admin.getByRole('button', { name: 'Propose it' }) });
  await form.getByLabel('Which private requests?').selectOption('Human resources');
  await form.getByRole('searchbox', { name: 'Name of the school' }).fill('Arvada West');
  await form.getByRole('button', { name: 'Search', exact: true }).click();
  await form.getByRole('radio', { name: SCHOOL }).check();
  await expectSound(admin);
  await form.getByRole('button', { name: 'Propose it' }).click();
  await expect(admin.getByText('Proposed. Another administrator,')).toBeVisible();
  await expect(admin.getByText('May open no private requests but their own.')).toBeVisible();

  const waiting = (page: typeof admin) => page.getByRole('listitem').filter({ hasText: `${person.name} is to see private requests` });
  await admin.goto('/account/confirmations');
  await expect(waiting(admin)).toContainText('Another person must confirm it.');
  await expect(waiting(admin).getByRole('button', { name: /^Confirm/ })).toHaveCount(0);
  await expectSound(admin);

  await partner.goto('/account');
  await partner.getByRole('link', { name: 'Waiting for a second person' }).click();
  await expectSound(partner);
  await waiting(partner)
    .getByRole('button', { name: /^Confirm/ })
    .click();
  await expect(partner.getByText('Confirmed. It counts at once.')).toBeVisible();

  await admin.goto(`/admin/people/${person.id}`);
  await expect(admin.getByText('Amara Nwosu confirmed access to private requests, which Omar Castellan had proposed').first()).toBeVisible();
  const held = admin
    .getByRole('listitem')
    .filter({ hasText: `Human resources at ${SCHOOL}` })
    .filter({ hasText: 'End this access' });
  await held.getByText('End this access').click();
  await held.getByRole('button', { name: 'Yes, end it' }).click();
  await expect(admin.getByText(`${person.name} no longer sees these requests.`)).toBeVisible();
  await expectSound(admin);
});
