import type { APIRequestContext } from '@playwright/test';
import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { emailOf } from '../../people.ts';
import { askForHelp, ownWord, read } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

/** A school where no other journey asks for anything. */
const SCHOOL = 'Columbine High School';

type Person = { id: string; name: string; email: string; roleGrants: { id: string; role: string }[] };
type Found = { items: { id: string; number: string; site: { id: string; name: string } }[]; nextCursor: string | null };

/** Every request that somebody may see, page by page. */
async function allOf(from: APIRequestContext, query = ''): Promise<Found['items']> {
  const items: Found['items'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Found = await read<Found>(from, `/api/work-orders?limit=100${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

test('an administrator gives a role for one school, and that person sees exactly that school’s requests', async ({ as }) => {
  test.slow();
  const [admin, cfo, auditor, teacher] = [await as('admin'), await as('cfo'), await as('auditor'), await as('teacher')];
  const { id, name } = await read<{ id: string; name: string }>(cfo.request, '/api/me');
  const [school] = (await read<{ items: { id: string; name: string }[] }>(admin.request, `/api/sites?q=${encodeURIComponent(SCHOOL)}`)).items;
  const elsewhere = await askForHelp(teacher.request, `Tap is loose ${ownWord()}`);
  // A run that was cut off may have left the role.
  for (const grant of (await read<Person>(admin.request, `/api/people/${id}`)).roleGrants.filter(({ role }) => role === 'site_administrator'))
    expect((await admin.request.post(`/api/people/${id}/role-grants/${grant.id}/endings`)).ok()).toBe(true);
  expect(await allOf(cfo.request)).toEqual([]);

  await admin.goto('/admin/people');
  await expectSound(admin);
  await admin.getByRole('searchbox', { name: /Name or email/ }).fill(emailOf('cfo'));
  await admin.getByRole('button', { name: 'Search', exact: true }).click();
  await admin.getByRole('link', { name }).click();
  await expect(admin.getByRole('heading', { level: 1, name })).toBeVisible();

  const give = admin.locator('form', { has: admin.getByRole('button', { name: 'Give this role' }) });
  await give.getByRole('combobox', { name: 'Role' }).selectOption('Site administrator');
  await give.getByRole('radio', { name: 'At one school or place' }).check();
  await give.getByRole('searchbox', { name: 'Name of the school' }).fill(SCHOOL);
  await give.getByRole('radio', { name: SCHOOL }).check();
  await expect(give.getByText(`${name} would be: Site administrator at ${SCHOOL}`)).toBeVisible();
  await expectSound(admin);
  await give.getByRole('button', { name: 'Give this role' }).click();
  await expect(admin.getByText(`${name} has the role now.`)).toBeVisible();
  await expect(admin.getByRole('heading', { name: `Site administrator at ${SCHOOL}` })).toBeVisible();
  await expectNoSidewaysScroll(admin);

  const seen = await allOf(cfo.request);
  const there = await allOf(auditor.request, `&siteId=${school!.id}`);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.map(({ number }) => number).toSorted()).toEqual(there.map(({ number }) => number).toSorted());
  expect(new Set(seen.map(({ site }) => site.name))).toEqual(new Set([SCHOOL]));

  await cfo.goto('/requests');
  await cfo.getByRole('link', { name: 'All I may see' }).click();
  await expect(cfo.getByRole('heading', { level: 1, name: 'Requests I may see' })).toBeVisible();
  const places = cfo.getByRole('cell').filter({ hasText: SCHOOL });
  await expect(places).toHaveCount(await cfo.locator('tbody').getByRole('row').count());
  await expectSound(cfo);
  expect((await cfo.goto(`/requests/${seen[0]!.number}`))?.status()).toBe(200);
  await expectSound(cfo);
  expect((await cfo.goto(`/requests/${elsewhere.number}`))?.status()).toBe(404);
  await expectNoSidewaysScroll(cfo);

  const held = admin.getByRole('listitem').filter({ has: admin.getByRole('heading', { name: `Site administrator at ${SCHOOL}` }) });
  await held.getByText('End this role').click();
  await held.getByRole('button', { name: 'Yes, end it' }).click();
  await expect(admin.getByText('The role is ended.')).toBeVisible();
  await expect(held).toHaveCount(0);
  await expect(admin.getByText(`ended the role Site administrator at ${SCHOOL}`).first()).toBeVisible();
  expect(await allOf(cfo.request)).toEqual([]);
  expect((await cfo.goto(`/requests/${seen[0]!.number}`))?.status()).toBe(404);
});
