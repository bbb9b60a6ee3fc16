import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { MyDay, TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, assignPlumber, ownWord, read, requestAsIs } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

test('a technician starts, holds for a part, goes on and completes, and the person who asked reads each step @phone @phone-only @pe', async ({
  as,
}) => {
  test.slow();
  const [teacher, desk, page] = [await as('teacher'), await as('dispatcher'), await as('technician')];
  const asked = await askForHelp(teacher.request, `Faucet drips all day ${ownWord()}`);
  const { number } = await assignPlumber(desk.request, asked, TECHNICIAN);
  const day = new MyDay(page);

  await day.open();
  await expect(day.card(number)).toContainText(asked.title);
  await expectSound(page);

  await day.start(number);
  await expect(page.getByRole('region', { name: /You are working on/ }).locator(`#${number}`)).toBeVisible();

  await day.openForm(number, 'Put on hold');
  await expectSound(page);
  await day.card(number).getByRole('radio', { name: 'a part' }).check();
  await day
    .card(number)
    .getByLabel(/Anything to add/)
    .fill('The cartridge is ordered.');
  await day.press(number, 'Put on hold', `On hold: ${number}`);
  await expect(day.card(number)).toContainText('Waits for: a part.');
  await expectNoSidewaysScroll(page);
  expect(await requestAsIs(teacher.request, asked)).toMatchObject({ status: 'on_hold', hold: { reason: 'parts' } });

  await day.press(number, 'Go on with it', `You go on with ${number}`);

  await day.openForm(number, 'Done');
  await page.getByRole('button', { name: 'Mark as done' }).click();
  await expect(day.card(number).getByRole('alert')).toBeVisible();
  await expectSound(page);
  await day.card(number).getByLabel('What did you do?').fill('Put in a new cartridge, no drip.');
  await day
    .card(number)
    .getByLabel(/Minutes worked today/)
    .fill('40');
  await day.press(number, 'Mark as done', `Done: ${number}.`);
  await expect(page.getByRole('region', { name: /Done today/ }).locator(`#${number}`)).toBeVisible();
  await expectSound(page);

  const { items } = await read<{ items: { minutes: number }[] }>(page.request, `/api/work-orders/${number}/labour`);
  expect(items.map(({ minutes }) => minutes)).toEqual([40]);

  await teacher.goto(`/requests/${number}`);
  await expect(teacher.getByText('Done: is it fixed?')).toBeVisible();
  await expect(teacher.getByText('Put in a new cartridge, no drip.').first()).toBeVisible();
  for (const step of ['started the work', 'put it on hold', 'took it up again', 'finished the work'])
    await expect(teacher.getByText(`${TECHNICIAN} ${step}`)).toBeVisible();
  await expectNoSidewaysScroll(teacher);
});

test('what was started stays where it stands while this page is saved for later: what is typed on its card is not lost @phone @phone-only', async ({
  as,
}) => {
  const asked = await askForHelp((await as('teacher')).request, `Faucet drips ${ownWord()}`);
  const { number } = await assignPlumber((await as('dispatcher')).request, asked, TECHNICIAN);
  const page = await as('technician');
  // The page is saved later than usual, and is read anew later still.
  await page.addInitScript(`
    const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
    const mayBeSaved = new Promise((resolve) => addEventListener('save-now', resolve));
    navigator.serviceWorker.register = (...given) => mayBeSaved.then(() => register(...given));
  `);
  const day = new MyDay(page);
  await day.open();
  let readAnew = () => {};
  const held = new Promise<void>((resolve) => (readAnew = resolve));
  await page.route('**/my-day/__data.json*', async (route) => {
    await held;
    await route.continue();
  });
  await day.start(number);
  await day.openForm(number, 'Done');
  const done = day.card(number).getByLabel('What did you do?');
  await done.fill('New washer.');
  await page.evaluate(`dispatchEvent(new Event('save-now'))`);
  await expect(page.getByText(' · saved ')).toBeVisible();
  await expect(done).toHaveValue('New washer.');
  readAnew();
  await day.press(number, 'Mark as done', `Done: ${number}.`);
});
