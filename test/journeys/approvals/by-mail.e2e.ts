import { expect, test } from '../../fixtures.ts';
import { ownWord, read, type Request } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

type Listed<T> = { items: T[] };
type Kind = { id: string; code: string };
type Mail = { subject: string | null; person: { id: string } | null; body: { text: string } | null };

/** One policy for all projects: it counts for a kind of request that no other journey asks for. */
const KIND = { word: 'locker', projects: ['desktop', 'no-javascript'] };

test('a principal is away: who stands in approves by the link in the mail, once, and the request goes to triage @pe', async ({ as, browser }) => {
  const [teacher, admin, principal] = [await as('teacher'), await as('admin'), await as('principal')];
  const isScripted = test.info().project.name === KIND.projects[0];
  const deputy = await as(isScripted ? 'planner' : 'cfo');
  const kinds = (
    await read<Listed<Kind & { serviceCode: string; fields: { isRequired: boolean }[]; isConfidential: boolean }>>(
      teacher.request,
      '/api/request-types?limit=200',
    )
  ).items;
  const free = kinds.filter(
    ({ serviceCode, fields, isConfidential }) => serviceCode === 'nutrition' && !isConfidential && !fields.some((field) => field.isRequired),
  );
  const kind = free[isScripted ? 0 : 1]!;
  const made = await admin.request.post('/api/set-up/approval-policies', {
    data: {
      name: `Approval ${ownWord()}`,
      serviceCode: 'nutrition',
      requestTypeId: kind.id,
      condition: 'always',
      threshold: null,
      amountKey: null,
      isActive: true,
      steps: [{ roles: ['site_administrator'] }],
    },
  });
  expect(made.status(), await made.text()).toBe(201);

  // The principal hands the duty over and notes the days away.
  const me = await read<{ id: string; name: string }>(deputy.request, '/api/me');
  const boss = await read<{ name: string }>(principal.request, '/api/me');
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(new Date());
  const own = (await read<{ mayGive: { id: string; role: string | null }[] }>(principal.request, '/api/delegations')).mayGive;
  const given = await principal.request.post('/api/delegations', {
    data: {
      delegateId: me.id,
      roleGrantIds: own.filter(({ role }) => role === 'site_administrator').map(({ id }) => id),
      startsOn: today,
      lastOn: today,
    },
  });
  expect(given.status(), await given.text()).toBe(201);
  await principal.goto('/account/stand-ins');
  const away = principal.locator('form', { has: principal.getByRole('button', { name: 'Note these days' }) });
  await away.getByLabel('Last day').fill(today);
  await away.getByRole('button', { name: 'Note these days' }).click();
  await expect(principal.getByText('The days are noted.')).toBeVisible();
  await expectSound(principal);

  const [room] = (await read<Listed<{ id: string; site: { id: string } }>>(teacher.request, '/api/me/rooms')).items;
  const title = `A cart for breakfast ${ownWord()}`;
  const asked = await teacher.request.post('/api/work-orders', { data: { requestTypeId: kind.id, title, siteId: room!.site.id, roomId: room!.id } });
  const request = (await asked.json()) as Request;
  expect(request.status).toBe('awaiting_approval');

  // The mail comes, with a link that needs no sign-in.
  let link = '';
  await expect(async () => {
    const { items } = await read<Listed<Mail>>(admin.request, `/api/mails?q=${encodeURIComponent(me.name)}`);
    link = items.find((mail) => mail.subject?.includes(request.number))?.body?.text.match(/\/approve\/\S+/)?.[0] ?? '';
    expect(link).not.toBe('');
  }).toPass({ timeout: 20_000 });
  const outside = await browser.newContext();
  try {
    for (let i = 0; i < 3; i += 1) expect((await outside.request.get(link)).status()).toBe(200);
    expect((await read<Request>(teacher.request, `/api/work-orders/${request.number}`)).status).toBe('awaiting_approval');
    const page = await outside.newPage();
    await page.goto(link);
    await expect(page.getByText(`You decide as ${me.name}, for ${boss.name}`)).toBeVisible();
    await expectSound(page);
    await page.getByRole('button', { name: 'Decline' }).click();
    await expect(page.locator('#field-words-error')).toBeVisible();
    await page.getByLabel('A word with it').fill('Out of the school’s budget.');
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByRole('heading', { name: 'You approved it.' })).toBeVisible();
    await page.goto(link);
    await expect(page.getByText('This link was used already: it works once.')).toBeVisible();
    await expectSound(page);
  } finally {
    await outside.close();
  }

  expect((await read<Request>(teacher.request, `/api/work-orders/${request.number}`)).status).toBe('submitted');
  await teacher.goto(`/requests/${request.number}`);
  await expect(teacher.getByText(`${me.name} for ${boss.name} approved it`)).toBeVisible();
  await deputy.goto('/approvals?state=decided');
  await expect(deputy.getByRole('link', { name: title })).toBeVisible();
  await expectSound(deputy);
});
