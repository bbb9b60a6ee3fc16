import { expect, test } from '../../fixtures.ts';
import { ownWord, read, type Request } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

type Kind = { id: string; serviceCode: string; isConfidential: boolean; fields: { isRequired: boolean }[] };
type Clocks = { resolution: { dueAt: string } | null };

/** The projects run beside each other: each has a service of its own. */
const SERVICES: Record<string, { code: string; name: string }> = {
  desktop: { code: 'nutrition', name: 'Food and Nutrition' },
  'no-javascript': { code: 'it', name: 'Technology' },
};
const dayFrom = (now: number, days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(new Date(now + days * 86_400_000)).replaceAll('-', '');

test('a service gets a calendar of its own, and a file of the district closes days: it is shown whose promise moves, and it moves @pe', async ({
  as,
}) => {
  const [admin, teacher] = [await as('admin'), await as('teacher')];
  const service = SERVICES[test.info().project.name]!;
  const word = ownWord();

  await admin.goto('/set-up/calendars');
  await admin.getByRole('link', { name: 'Make a calendar' }).click();
  await admin.getByLabel('Name in English').fill(`Crew ${word}`);
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByRole('alert')).toContainText('Choose a calendar.');
  await expectSound(admin);
  await admin.getByLabel('Name in Spanish').fill(`Equipo ${word}`);
  await admin.getByLabel('Begin with the hours and days of').selectOption({ label: service.name });
  await admin.getByLabel('Why', { exact: true }).fill('Hours of its own');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText('No service works by it yet, so no due time moves.')).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('The calendar is made.')).toBeVisible();
  await expectSound(admin);
  const page = new URL(admin.url()).pathname;

  await admin.goto('/set-up/services');
  await admin.getByRole('link', { name: new RegExp(`Choose another.*${service.name}`) }).click();
  await admin.getByLabel('Calendar', { exact: true }).selectOption({ label: `Crew ${word}` });
  await admin.getByLabel('Why', { exact: true }).fill('It works at other hours');
  await admin.getByRole('button', { name: 'Look at it' }).last().click();
  await expect(admin.getByText(/Open requests keep the calendar that they were promised by/)).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Saved. It counts from now on.')).toBeVisible();

  const kinds = (await read<{ items: Kind[] }>(teacher.request, '/api/request-types?limit=200')).items;
  const kind = kinds.findLast(
    ({ serviceCode, isConfidential, fields }) => serviceCode === service.code && !isConfidential && !fields.some(({ isRequired }) => isRequired),
  )!;
  const [room] = (await read<{ items: { id: string; site: { id: string } }[] }>(teacher.request, '/api/me/rooms')).items;
  const asked = await teacher.request.post('/api/work-orders', {
    data: { requestTypeId: kind.id, title: `Late ${word}`, siteId: room!.site.id, roomId: room!.id, impact: 'room', urgency: 'disrupts' },
  });
  expect(asked.status(), await asked.text()).toBe(201);
  const { number } = (await asked.json()) as Request;
  const dueAt = async () => (await read<Clocks>(teacher.request, `/api/work-orders/${number}/clocks`)).resolution!.dueAt;
  const before = await dueAt();

  const [from, until] = [dayFrom(Date.now(), 1), dayFrom(Date.now(), 15)];
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//journey//\r\nBEGIN:VEVENT\r\nUID:${word}\r\nDTSTART;VALUE=DATE:${from}\r\nDTEND;VALUE=DATE:${until}\r\nSUMMARY:Offices closed ${word}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  await admin.goto(page);
  await admin.getByRole('link', { name: 'Import a calendar file' }).click();
  await admin.getByLabel('Calendar file').setInputFiles({ name: 'district.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });
  await admin.getByRole('button', { name: 'Read the file' }).click();
  await expect(
    admin
      .getByRole('listitem')
      .filter({ hasText: `Offices closed ${word}` })
      .getByLabel('For those who work'),
  ).toHaveValue('closed');
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Look at it' }).click();
  await expect(admin.getByText(/Due times that would move: [1-9]/)).toBeVisible();
  await expect(admin.getByRole('link', { name: number })).toBeVisible();
  await expectSound(admin);
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText(/counted anew/).first()).toBeVisible();
  await expect(async () => {
    // Without script one loads the page again to see how far it is.
    await admin.reload();
    await expect(admin.getByText('Every due time is counted anew')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(admin.getByRole('row').filter({ hasText: word }).first()).toBeVisible();
  expect(Date.parse(await dueAt())).toBeGreaterThan(Date.parse(before));

  // Others ask of this service, too: it works as before again.
  const { items } = await read<{ items: { services: { code: string; version: number }[] }[] }>(admin.request, '/api/calendars');
  const { version } = items.flatMap(({ services }) => services).find(({ code }) => code === service.code)!;
  const put = { data: { calendarCode: service.code, why: 'As before' }, headers: { 'If-Match': `"${version}"` } };
  expect((await admin.request.put(`/api/set-up/services/${service.code}/calendar`, put)).status()).toBe(200);
});
