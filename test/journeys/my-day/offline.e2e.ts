import { type APIRequestContext, type Browser, chromium, type Cookie } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../../fixtures.ts';
import { CHROMIUM_FLAGS, findBrowser } from '../../src/browser.ts';
import { TECHNICIAN } from '../../pages/my-day.ts';
import { Phone } from '../../pages/offline.ts';
import { askForHelp, assignPlumber, ownWord, read, type Request, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { emailOf, PASSWORD, sessionOf } from '../../people.ts';

type List<T> = { items: T[] };
type Event = { kind: string; occurredAt: string; recordedAt: string | null };

/** A red square of one pixel. */
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

const eventsOf = async (from: APIRequestContext, number: string) => (await read<List<Event>>(from, `/api/work-orders/${number}/events`)).items;
const notesOf = async (from: APIRequestContext, number: string) =>
  (await read<List<{ body: string }>>(from, `/api/work-orders/${number}/comments`)).items.map(({ body }) => body);
const minutesOf = async (from: APIRequestContext, number: string) =>
  (await read<List<{ minutes: number }>>(from, `/api/work-orders/${number}/labour`)).items.map(({ minutes }) => minutes);

/** The whole conversation, in the order it was written down. */
async function everyNote(from: APIRequestContext, number: string) {
  const notes: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: List<{ body: string }> & { nextCursor: string | null } = await read(
      from,
      `/api/work-orders/${number}/comments?limit=200${cursor ? `&cursor=${cursor}` : ''}`,
    );
    notes.push(...page.items.map(({ body }) => body));
    cursor = page.nextCursor;
  }
  return notes;
}

/** An order for the technician, and the desk that gave it. */
async function anOrder(as: (person: 'teacher' | 'dispatcher') => Promise<{ request: APIRequestContext }>, words = 'Pipe drips in the basement') {
  const [teacher, desk] = [(await as('teacher')).request, (await as('dispatcher')).request];
  const asked = await askForHelp(teacher, `${words} ${ownWord()}`);
  return { order: await assignPlumber(desk, asked, TECHNICIAN), teacher, desk };
}

/** Another phone of the same crew: a browser with nothing on it but the session. */
const anotherPhone = async (browser: Browser, person: Parameters<typeof sessionOf>[0] = 'technician') =>
  new Phone(await (await browser.newContext({ storageState: sessionOf(person) })).newPage());

test('a plumber works in a basement for a morning, restarts the page, and it is all sent when the signal is back @phone @phone-only', async ({
  as,
}) => {
  test.slow();
  const { order, teacher, desk } = await anOrder(as);
  const { number } = order;
  await desk.post(`/api/work-orders/${number}/comments`, { data: { body: 'Shut-off is behind the boiler.', isInternal: true } });
  const phone = new Phone(await as('technician'));
  await phone.keep();
  await expectSound(phone.page);

  await phone.loseSignal();
  await phone.page.reload();
  await expect(phone.day.card(number)).toContainText(order.title);
  await phone.day.unfold(number);
  await phone.day.card(number).getByText('What was asked, notes and photos').click();
  await expect(phone.day.card(number)).toContainText('Shut-off is behind the boiler.');
  await expectSound(phone.page);

  await phone.start(number);
  await expect(phone.page.getByRole('region', { name: /You are working on/ }).locator(`#${number}`)).toBeVisible();
  await phone.add(number, { note: 'The valve is worn.', minutes: '45', photo: PHOTO });
  await phone.waits(4);
  await phone.day.openForm(number, 'Put on hold');
  await phone.day.card(number).getByRole('radio', { name: 'a part' }).check();
  await phone.press(number, 'Put on hold', 'Waits');
  await phone.press(number, 'Go on with it', 'Go on');
  await phone.day.openForm(number, 'Done');
  await phone.day.card(number).getByRole('button', { name: 'Mark as done' }).click();
  await expect(phone.day.card(number).getByRole('alert')).toContainText('Say what was done.');
  await phone.day.card(number).getByLabel('What did you do?').fill('New valve, no drip.');
  await phone.press(number, 'Mark as done', 'Done');
  await phone.waits(7);
  await phone.page.getByText('What it is').click();
  await expectSound(phone.page);

  await phone.page.close();
  const again = new Phone(await phone.context.newPage());
  await again.day.open();
  await again.waits(7);
  await expect(again.page.getByRole('region', { name: /Done today/ }).locator(`#${number}`)).toBeVisible();
  expect(await requestAsIs(teacher, order)).toMatchObject({ status: 'assigned' });

  await again.findSignal();
  await again.isSent();
  expect(await requestAsIs(teacher, order)).toMatchObject({ status: 'completed' });
  expect((await eventsOf(desk, number)).map(({ kind }) => kind).filter((kind) => !['submitted', 'assigned'].includes(kind))).toEqual([
    'commented',
    'started',
    'attached',
    'commented',
    'labour_logged',
    'held',
    'resumed',
    'completed',
  ]);
  expect([await minutesOf(desk, number), await notesOf(desk, number)]).toEqual([[45], ['Shut-off is behind the boiler.', 'The valve is worn.']]);
});

for (const first of ['mine', 'theirs'] as const) {
  test(`two phones without signal on one order, ${first} finds it first: nothing is lost or doubled`, async ({ as, browser }) => {
    test.slow();
    const { order, desk } = await anOrder(as);
    const { number } = order;
    const [mine, theirs] = [new Phone(await as('technician')), await anotherPhone(browser)];
    for (const phone of [mine, theirs]) {
      await phone.keep();
      await phone.loseSignal();
    }
    await mine.start(number);
    await mine.add(number, { note: 'From mine.', minutes: '30' });
    await mine.complete(number, 'Done by mine.');
    await theirs.start(number);
    await theirs.add(number, { note: 'From theirs.', minutes: '20' });
    await theirs.complete(number, 'Done by theirs.');

    for (const phone of first === 'mine' ? [mine, theirs] : [theirs, mine]) {
      await phone.findSignal();
      await phone.isSent();
    }
    const [winner, other] = first === 'mine' ? ['mine', 'theirs'] : ['theirs', 'mine'];
    expect(await requestAsIs(desk, order)).toMatchObject({ status: 'completed', resolutionNote: `Done by ${winner}.` });
    expect((await minutesOf(desk, number)).toSorted((a, b) => a - b)).toEqual([20, 30]);
    expect((await notesOf(desk, number)).toSorted()).toEqual([`Done by ${other}.`, 'From mine.', 'From theirs.']);
    const kinds = (await eventsOf(desk, number)).map(({ kind }) => kind);
    expect([kinds.filter((kind) => kind === 'completed').length, kinds.filter((kind) => kind === 'started').length]).toEqual([1, 1]);
    await theirs.context.close();
  });
}

test('the page dies while it sends, and the answer is lost: nothing is doubled, and the rest goes on', async ({ as }) => {
  test.slow();
  const { order, desk } = await anOrder(as);
  const { number } = order;
  const phone = new Phone(await as('technician'));
  await phone.keep();
  await phone.loseSignal();
  await phone.start(number);
  await phone.add(number, { note: 'Once.', minutes: '15' });

  // It reaches the district, and the answer never comes back.
  let reached = 0;
  await phone.context.route('**/field/operations', async (route) => {
    await route.fetch();
    reached += 1;
    await route.abort('connectionreset');
  });
  await phone.findSignal();
  await expect.poll(() => reached).toBeGreaterThan(0);
  await phone.page.close();
  await phone.context.unrouteAll({ behavior: 'wait' });
  expect([await minutesOf(desk, number), await notesOf(desk, number)]).toEqual([[15], ['Once.']]);

  const again = new Phone(await phone.context.newPage());
  await again.day.open();
  await again.isSent();
  expect([await minutesOf(desk, number), await notesOf(desk, number)]).toEqual([[15], ['Once.']]);
  expect((await eventsOf(desk, number)).filter(({ kind }) => kind === 'started').length).toBe(1);
});

test('a phone that is switched off for the night has everything in the morning', async ({ as, baseURL }) => {
  test.slow();
  const { order, desk } = await anOrder(as);
  const profile = await mkdtemp(join(tmpdir(), 'steward-phone-'));
  const executablePath = findBrowser();
  const options = { baseURL: baseURL!, locale: 'en-US', args: CHROMIUM_FLAGS, ...(executablePath ? { executablePath } : {}) };
  const evening = await chromium.launchPersistentContext(profile, options);
  try {
    await evening.addCookies((JSON.parse(await readFile(sessionOf('technician'), 'utf8')) as { cookies: Cookie[] }).cookies);
    const phone = new Phone(await evening.newPage());
    await phone.keep();
    await phone.loseSignal();
    await phone.start(order.number);
    await phone.add(order.number, { minutes: '25', photo: PHOTO });
    await phone.waits(3);
    await evening.close();

    const morning = await chromium.launchPersistentContext(profile, options);
    await morning.setOffline(true);
    const woken = new Phone(await morning.newPage());
    await woken.day.open();
    // Waiting still, or sent by the browser itself the moment it woke: either way the page shows what was done.
    await expect(woken.page.getByRole('region', { name: /You are working on/ }).locator(`#${order.number}`)).toBeVisible();
    await woken.findSignal();
    await woken.isSent();
    expect(await minutesOf(desk, order.number)).toEqual([25]);
    expect((await read<List<unknown>>(desk, `/api/work-orders/${order.number}/attachments`)).items.length).toBe(1);
    await morning.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

test('five hundred things wait and are sent in order', async ({ as }) => {
  test.slow();
  const { order, desk } = await anOrder(as);
  const phone = new Phone(await as('technician'));
  await phone.keep();
  await phone.loseSignal();
  await phone.add(order.number, { note: 'Reading 0' });
  // Each of the others as the page made the first.
  await phone.page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('steward');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const tx = opening.result.transaction('operations', 'readwrite');
      const store = tx.objectStore('operations');
      const all = store.getAll();
      all.onsuccess = () => {
        const { seq, ...first } = all.result[0];
        // An hour ago: before the order was asked for, so that all count from then and are read in the order they came.
        const operation = { ...first.operation, deviceAt: new Date(Date.now() - 3600000).toISOString() };
        store.put({ ...first, seq, operation });
        for (let n = 1; n < 500; n += 1) {
          const id = crypto.randomUUID();
          store.add({ ...first, id, operation: { ...operation, id, payload: { ...operation.payload, body: 'Reading ' + n } } });
        }
      };
      tx.oncomplete = () => resolve();
    };
  })`);
  await phone.page.reload();
  await phone.waits(500);
  await phone.findSignal();
  await expect(phone.page.getByText('things wait for signal')).toBeHidden({ timeout: 60_000 });
  expect(await everyNote(desk, order.number)).toEqual(Array.from({ length: 500 }, (_, n) => `Reading ${n}`));
});

test('a phone whose clock is a day behind writes the right hour, and what is being typed stays when the signal comes back', async ({ as }) => {
  test.slow();
  const { order, desk } = await anOrder(as);
  const { number } = order;
  const phone = new Phone(await as('technician'));
  const before = Date.now();
  await phone.page.clock.install({ time: new Date(before - 86_400_000) });
  await phone.keep();
  await phone.loseSignal();
  await phone.start(number);
  await phone.day.openForm(number, 'Done');
  const card = phone.day.card(number);
  await card.getByLabel('What did you do?').fill('Tightened the nut.');
  await card.getByLabel(/Minutes worked/).fill('10');
  await phone.findSignal();
  await phone.isSent();
  await expect(card.getByText('Sent.')).toBeHidden({ timeout: 20_000 });
  await expect(card.getByLabel('What did you do?')).toHaveValue('Tightened the nut.');
  await phone.day.press(number, 'Mark as done', `Done: ${number}.`);

  const steps = (await eventsOf(desk, number)).filter(({ kind }) => ['started', 'completed'].includes(kind));
  expect(steps.map(({ kind, occurredAt }) => [kind, Date.parse(occurredAt) > before - 60_000])).toEqual([
    ['started', true],
    ['completed', true],
  ]);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(new Date());
  const { items } = await read<List<{ workedOn: string }>>(desk, `/api/work-orders/${number}/labour`);
  expect(items.map(({ workedOn }) => workedOn)).toEqual([today]);
});

test('an order that the desk cancelled meanwhile: the minutes are on it, and the desk decides on the rest', async ({ as }) => {
  test.slow();
  const { order, desk } = await anOrder(as);
  const { number } = order;
  const phone = new Phone(await as('technician'));
  await phone.keep();
  await phone.loseSignal();
  await phone.start(number);
  await phone.add(number, { minutes: '35' });
  const { version } = await requestAsIs(desk, order);
  await desk.post(`/api/work-orders/${number}/transitions`, {
    data: { to: 'cancelled', note: 'Room is torn down.' },
    headers: { 'If-Match': `"${version}"` },
  });

  await phone.findSignal();
  await phone.isSent();
  await expect(phone.page.getByRole('region', { name: 'Sent to the desk' })).toContainText(number);
  await expectSound(phone.page);
  expect(await minutesOf(desk, number)).toEqual([35]);

  const page = await as('dispatcher');
  await page.goto('/triage');
  await page.getByRole('link', { name: /From the field: \d+/ }).click();
  const item = page.getByRole('article').filter({ hasText: number });
  await expect(item).toContainText('It does not fit now.');
  await expectSound(page);
  await item.getByRole('button', { name: 'Lay it by' }).click();
  await expect(page.getByRole('article').filter({ hasText: number }).getByText('Say why, in a few words.').first()).toBeVisible();
  await page.getByRole('article').filter({ hasText: number }).getByLabel('Why not?').fill('The room is gone.');
  await page.getByRole('article').filter({ hasText: number }).getByRole('button', { name: 'Lay it by' }).click();
  await expect(page.getByText('Laid by. The technician reads why.')).toBeVisible();

  await phone.day.open();
  await expect(phone.page.getByRole('region', { name: 'Sent to the desk' })).toContainText('The desk says: The room is gone.');
  await page.goto(`/requests/${number}`);
  await expect(page.getByText('sent “Start” from a phone, and it no longer fits')).toBeVisible();
});

test('a session that was ended keeps what waits for its person, and nobody else sees or sends it', async ({ as, browser }) => {
  test.slow();
  const { order, desk } = await anOrder(as);
  const context = await browser.newContext();
  const page = await context.newPage();
  const signIn = async (person: 'technician' | 'teacher') => {
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(emailOf(person));
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('link', { name: 'Ask for help' })).toBeVisible();
  };
  await signIn('technician');
  const phone = new Phone(page);
  await phone.keep();
  await phone.loseSignal();
  await phone.start(order.number);
  await phone.add(order.number, { minutes: '5' });
  await context.clearCookies();
  await phone.findSignal();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await expectSound(page);

  await signIn('teacher');
  expect(await page.evaluate('caches.keys()')).not.toContainEqual(expect.stringContaining('steward-kept'));
  expect(await requestAsIs(desk, order)).toMatchObject({ status: 'assigned' });
  await context.clearCookies();

  await signIn('technician');
  await phone.day.open();
  await phone.isSent();
  expect([await requestAsIs(desk, order), await minutesOf(desk, order.number)]).toMatchObject([{ status: 'in_progress' }, [5]]);
  await context.close();
});

test('a new request is written without signal and reaches the district once @phone @phone-only', async ({ as }) => {
  test.slow();
  const phone = new Phone(await as('technician'));
  await phone.keep();
  await phone.loseSignal();
  const words = `Light flickers in the boiler room ${ownWord()}`;
  await phone.page.getByRole('link', { name: 'Ask for help' }).click();
  await expect(phone.page.getByText('No signal? Write it anyway')).toBeVisible();
  await phone.page.getByLabel('What’s wrong?').or(phone.page.locator('#field-title')).first().fill(words);
  await expect(phone.page.getByRole('heading', { name: 'Which of these is it?' })).toBeVisible();
  await phone.page
    .getByRole('button', { name: /Lights out or flickering/ })
    .first()
    .click();
  await phone.page.getByRole('radio').first().check();
  await expectSound(phone.page);
  // As a thumb does that is not sure.
  await phone.page.getByRole('button', { name: 'Send' }).dblclick();
  await expect(phone.page.getByText('Waiting for signal: your request is kept on this phone')).toBeVisible();
  await expectSound(phone.page);
  await phone.page.getByRole('link', { name: 'To My day' }).click();
  await phone.waits(1);
  await phone.findSignal();
  await phone.isSent();
  const found = await read<List<Request>>(phone.page.request, `/api/work-orders?requesterId=me&q=${words.split(' ').at(-1)}`);
  expect(found.items.map(({ title }) => title)).toEqual([words]);
});

test('without signal, what cannot be taken is said on the card, and what needs signal says so and takes nothing away', async ({ as }) => {
  const { order } = await anOrder(as);
  const phone = new Phone(await as('technician'));
  await phone.keep();
  await phone.loseSignal();
  const card = phone.day.card(order.number);
  await phone.day.openForm(order.number, 'Put on hold');
  await card.getByRole('radio', { name: 'a part' }).check();
  await card.getByLabel(/Until/).fill('2020-01-01');
  await card.getByRole('button', { name: 'Put on hold', exact: true }).click();
  await expect(card.getByRole('alert')).toContainText('Choose today or a day to come.');
  await card.getByText('Cancel', { exact: true }).click();

  await phone.day.openForm(order.number, 'Note, minutes, photo');
  await card.getByLabel('Note', { exact: false }).fill('Pipe. '.repeat(1_000));
  await card.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(card.getByRole('alert')).toContainText('Use at most 5000 characters.');
  await expect(card.getByLabel('Note', { exact: false })).toHaveValue(/Pipe/);

  await phone.page.getByRole('banner').getByText('Marcus Bell').click();
  await phone.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(phone.page.getByText('That needs signal. Nothing was changed.')).toBeVisible();
  await expect(card).toBeVisible();
  await expectSound(phone.page);
});
