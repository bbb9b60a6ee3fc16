import { expect, test } from '../../fixtures.ts';
import { aProgramme, capitalPages, post } from '../../pages/capital.ts';
import { bare, packetPage, wordsOf } from '../../pages/packet.ts';
import { ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('the chief financial officer takes a board packet along, and its figures are those of the page @pe @phone', async ({ as }) => {
  const page = await as('cfo');
  await capitalPages(page).open();
  const link = page.getByRole('link', { name: 'Board packet (PDF)' });
  const answer = await page.request.get((await link.getAttribute('href'))!);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  const paper = await wordsOf(await answer.body());
  expect(paper).toContain(bare('Demonstration: not real figures'));

  const main = page.getByRole('main');
  for (const name of ['On promise?', 'On money?', 'On time?']) {
    const said = await main.getByRole('region', { name }).getByRole('paragraph').first().innerText();
    expect(paper).toContain(bare(said));
  }
  const figures = page.getByRole('table', { name: 'Uses, in dollars' }).getByRole('link');
  const amounts = (await figures.allInnerTexts()).map((text) => text.replace('$', ''));
  expect(amounts.length).toBeGreaterThan(10);
  for (const amount of amounts) expect(paper).toContain(bare(amount));
});

test('a packet of another day is asked for on its page; a day that cannot be is said beside its field @pe @phone', async ({ as }) => {
  const page = await as('cfo');
  await packetPage(page).open('bond-2018');
  await expectSound(page);
  await page.getByLabel('Figures as of').fill('2024-03-31');
  await page.getByLabel(/^What changed since/).fill('2024-05-01');
  await page.getByRole('button', { name: 'Open the PDF' }).click();
  await expect(page.getByText('This day comes after the day of the figures.').first()).toBeVisible();
  await expect(page.getByLabel('Figures as of')).toHaveValue('2024-03-31');
  await expectSound(page);
});

test('finance has the packet sent to somebody, and the mail brings it; it is ended by whose it is @pe @phone', async ({ as }) => {
  const [cfo, capital, auditor, admin] = [await as('cfo'), await as('capital'), await as('auditor'), await as('admin')];
  const { code } = await aProgramme(capital.request, cfo.request);
  const packets = packetPage(cfo);
  await packets.open(code);
  await expect(cfo.getByText('Nobody gets this packet by mail yet')).toBeVisible();
  await packets.subscribe('Helen Achterberg', 31);
  await expect(packets.row('Helen Achterberg')).toContainText('Every month on day 31 at 7:00 AM');
  await expectSound(cfo);

  await cfo.getByRole('button', { name: 'Send now to Helen Achterberg' }).click();
  await expect(cfo.getByText('The packet is on its way.')).toBeVisible();
  const file = cfo.getByRole('link', { name: /\.pdf$/ });
  const sent = await cfo.request.get((await file.getAttribute('href'))!);
  expect(await wordsOf(await sent.body())).toContain(bare('Board packet: Programme'));

  const name = `Programme-${code.slice(0, 4)}`;
  await expect(async () => {
    await admin.goto('/admin/mails?q=Achterberg');
    await expect(admin.getByText(`Brings ${name}`).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();

  const own = packetPage(auditor);
  await own.open(code);
  await expect(auditor.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await auditor.getByRole('button', { name: 'End the packet for Helen Achterberg' }).click();
  await expect(auditor.getByText('Ended. It goes out no more.')).toBeVisible();
  await expect(auditor.getByText('Nobody gets this packet by mail yet')).toBeVisible();
});

test('finance approves capital money from the mail, without signing in, once @pe @phone', async ({ as, browser }) => {
  const [cfo, capital, admin] = [await as('cfo'), await as('capital'), await as('admin')];
  const { programmeId, lines } = await aProgramme(capital.request, cfo.request);
  const title = `More for the roof ${ownWord()}`;
  await post(capital.request, `/api/programmes/${programmeId}/transfers`, {
    fromLineId: lines.contingency,
    toLineId: lines.construction,
    amount: '1500.00',
    title,
    reason: 'Bids came in higher than was estimated.',
    noDocumentReason: 'The board item follows',
  });
  let path = '';
  await expect(async () => {
    const { items } = (await (await admin.request.get('/api/mails?q=Lindgren&limit=100')).json()) as {
      items: { subject: string; body: { text: string } }[];
    };
    const mail = items.find(({ subject }) => subject?.includes(title));
    path = /\/approve\/capital\/[\w-]{43}/.exec(mail?.body?.text ?? '')?.[0] ?? '';
    expect(path).not.toBe('');
  }).toPass();

  const outside = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await outside.goto(path);
  await expect(outside.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(outside.getByText('$1,500.00').first()).toBeVisible();
  await expectSound(outside);
  await outside.getByRole('button', { name: 'Decline' }).click();
  await expect(outside.getByText('Say why you decline, in a few words.').first()).toBeVisible();
  await outside.getByRole('button', { name: 'Approve' }).click();
  await expect(outside.getByText('$1,500.00')).toBeVisible();
  await outside.goto(path);
  await expect(outside.getByText('This link was used already: it works once.')).toBeVisible();
  await expectSound(outside);
  await outside.context().close();
});

test('the schedule of all projects is read as bars and as a table, the latest first @pe @phone', async ({ as }) => {
  const page = await as('cfo');
  await page.goto('/capital/schedule?programme=bond-2018');
  const rows = capitalPages(page).rows();
  await expect(rows).toHaveCount(50);
  const days = async () =>
    (
      await rows
        .getByRole('cell')
        .filter({ hasText: /^\s*-?[\d,]+\s*$/ })
        .allInnerTexts()
    ).map((text) => Number(text.replaceAll(/[^\d-]/g, '')));
  const all = await days();
  expect(all).toEqual(all.toSorted((a, b) => b - a));
  await expectSound(page);
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rows.first()).toBeVisible();
});
