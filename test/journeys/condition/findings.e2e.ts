import { expect, expectNoSidewaysScroll, expectNoViolations, test } from '../../fixtures.ts';

// A photo small enough to write here: two by two pixels.
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==', 'base64');

test('walking through a school with a phone, a planner notes one thing after the other, with photos', { tag: ['@phone-only'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings?level=middle');
  await page.getByRole('link', { name: 'Main building' }).first().click();
  const index = async () => Number(/FCI ([\d.]+)/.exec(await page.getByText(/^FCI \d/).innerText())![1]);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Main building');
  const before = await index();
  await page.getByRole('link', { name: 'Note a deficiency' }).click();
  await expect(page.getByLabel('Photos (optional)')).toHaveAttribute('capture', 'environment');

  const note = async (part: string, cost: string, scope: string) => {
    await page.getByRole('searchbox').fill(part);
    await page
      .getByRole('radio', { name: new RegExp(part, 'i') })
      .first()
      .check();
    await page.getByLabel('What is wrong').fill(scope);
    await page.getByLabel('Photos (optional)').setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: PHOTO });
    await page.getByRole('radio', { name: '2 Necessary' }).check();
    await page.getByLabel('What putting it right costs, in dollars').fill(cost);
    await page.getByRole('button', { name: 'Note it' }).click();
    await expect(page.getByText('You can note the next one.')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: scope }).getByRole('img').first()).toBeVisible();
    // The form is open and empty for the next one.
    await expect(page.getByLabel('What is wrong')).toHaveValue('');
    await expect(page.getByRole('button', { name: /IMG_1\.png/ })).toHaveCount(0);
    await expect(page.getByRole('searchbox')).toHaveValue('');
    await expect(page.getByText(/^\d+ found/)).toHaveCount(0);
  };
  const run = crypto.randomUUID().slice(0, 8);
  await note('roofing', '$500,000', `Seams open ${run}`);
  await note('elevator', '$120,000', `Doors stick ${run}`);
  expect(await index()).toBeGreaterThan(before);
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);

  // Seen again, it was the other one: each is edited and withdrawn where it stands.
  await page.getByRole('link', { name: `End it: Doors stick ${run}` }).click();
  await page.getByRole('radio', { name: 'It was none' }).check();
  await page.getByLabel('What was done, or why it was none').fill(`The key was stuck ${run}`);
  await page.getByRole('button', { name: 'End this deficiency' }).click();
  await page.getByText('Ended', { exact: true }).click();
  await expect(page.getByText(`The key was stuck ${run}`)).toBeVisible();
});

test('how much of it and how sure its cost is may be said with a deficiency, and put right', { tag: ['@pe'] }, async ({ as }) => {
  const page = await as('planner');
  await page.goto('/buildings?level=option');
  await page.getByRole('link', { name: 'Main building' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Main building');
  const building = page.url();
  const scope = `Radiators cold ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole('link', { name: 'Note a deficiency' }).click();
  await page.getByText('How much of it, and how sure the cost is').click();
  await page.getByLabel('Quantity (optional)').fill('12.5');
  await page.getByLabel('Unit (optional)').fill('each');
  await page.getByLabel('How sure the cost is, in percent (optional)').fill('180');
  await page.getByRole('searchbox').fill('D3050');
  if (test.info().project.use.javaScriptEnabled === false) await page.getByRole('button', { name: /^Search|^Find/ }).click();
  await page
    .getByRole('radio', { name: /D3050|Terminal/ })
    .first()
    .check();
  await page.getByLabel('What is wrong').fill(scope);
  await page.getByRole('radio', { name: '3 Deferrable' }).check();
  await page.getByLabel('What putting it right costs, in dollars').fill('4000');
  await page.getByRole('button', { name: 'Note it' }).click();
  // What is wrong in there is shown, not hidden.
  await expect(page.getByText('Write a whole number from 0 to 100.').last()).toBeVisible();
  await page.getByLabel('How sure the cost is, in percent (optional)').fill('80');
  await page.getByRole('button', { name: 'Note it' }).click();
  const found = page.getByRole('listitem').filter({ hasText: scope }).first();
  await expect(found).toContainText('12.5 each');
  await expect(found).toContainText('cost 80% sure');
  await page.goto(building);
  await page.getByRole('link', { name: `Edit: ${scope}` }).click();
  await expect(page.getByLabel('Quantity (optional)')).toHaveValue('12.5');
  await page.getByLabel('Quantity (optional)').fill('13');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(found).toContainText('13 each');
});

test('a technician completes the linked order and the index falls; reopened it rises again; what he reports a planner takes up', async ({ as }) => {
  const planner = await as('planner');
  await planner.goto('/buildings?level=high');
  await planner.getByRole('row').filter({ hasText: 'Arvada West High School' }).getByRole('link', { name: 'Main building' }).click();
  const index = async () => Number(/FCI ([\d.]+)/.exec(await planner.getByText(/^FCI \d/).innerText())![1]);
  const run = crypto.randomUUID().slice(0, 8);
  const scope = `Waste pipe broken ${run}`;
  await planner.getByRole('link', { name: 'Note a deficiency' }).click();
  await planner.getByRole('searchbox').fill('D2030');
  await planner.getByRole('radio', { name: /^Sanitary Waste/ }).check();
  await planner.getByLabel('What is wrong').fill(scope);
  await planner.getByRole('radio', { name: '1 Critical' }).check();
  await planner.getByLabel('What putting it right costs, in dollars').fill('9000000');
  await planner.getByRole('button', { name: 'Note it' }).click();
  await expect(planner.getByText('You can note the next one.')).toBeVisible();
  const bad = await index();

  await planner.getByRole('link', { name: `Work order for: ${scope}` }).click();
  await planner.getByRole('combobox', { name: 'Kind of request' }).selectOption({ label: 'Toilet or urinal' });
  await expect(planner.getByLabel('What is to be done')).toHaveValue(scope);
  await planner.getByRole('button', { name: 'Ask for it' }).click();
  const found = planner.getByRole('listitem').filter({ hasText: scope }).first();
  await expect(found.getByText('In work')).toBeVisible();
  const number = await found.getByRole('link', { name: /^WO-/ }).innerText();
  expect(await index()).toBe(bad);

  const desk = await as('dispatcher');
  const act = async (to: string, more: object = {}) => {
    const order = (await (await desk.request.get(`/api/work-orders/${number}`)).json()) as { id: string; version: number };
    const answer = await desk.request.post(`/api/work-orders/${order.id}/transitions`, {
      data: { to, ...more },
      headers: { 'if-match': `"${order.version}"`, origin: new URL(desk.url()).origin },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await desk.goto(`/requests/${number}`);
  const me = (await (await (await as('technician')).request.get('/api/me')).json()) as { id: string };
  const { id, version } = (await (await desk.request.get(`/api/work-orders/${number}`)).json()) as { id: string; version: number };
  const given = await desk.request.post(`/api/work-orders/${id}/assignments`, {
    data: { personId: me.id },
    headers: { 'if-match': `"${version}"`, origin: new URL(desk.url()).origin },
  });
  expect(given.status(), await given.text()).toBe(200);
  await act('in_progress', { acknowledgeHazard: true });

  const technician = await as('technician');
  await technician.goto(`/requests/${number}`);
  await expect(technician.getByText(`This order puts right: ${scope}`)).toBeVisible();
  await technician.getByText('This is a building problem', { exact: true }).click();
  await technician.getByRole('searchbox').fill('rain');
  await technician
    .getByRole('radio', { name: /Rain drains/ })
    .first()
    .check();
  await technician.getByLabel('What is wrong with the building').fill(`Rain drain crushed ${run}`);
  await technician.getByRole('button', { name: 'Report it' }).click();
  await expect(technician.getByText('It is reported. A planner looks at it.')).toBeVisible();
  await expectNoViolations(technician);

  await act('completed', { resolutionNote: 'New pipe' });
  await planner.goto(new URL(planner.url()).pathname);
  const good = await index();
  expect(good).toBeLessThan(bad);
  await planner.getByText('Ended', { exact: true }).click();
  await expect(planner.getByRole('listitem').filter({ hasText: scope }).getByText('Put right').first()).toBeVisible();
  await act('assigned', { note: 'It leaks again' });
  await planner.reload();
  expect(await index()).toBe(bad);

  await planner.goto('/buildings');
  await planner.getByRole('link', { name: /possible problems? waits? for a planner/ }).click();
  await planner.getByRole('link', { name: `Take it up: Rain drain crushed ${run}` }).click();
  await planner.getByRole('radio', { name: '3 Deferrable' }).check();
  await planner.getByLabel('What putting it right costs, in dollars').fill('12000');
  await expectNoViolations(planner);
  await planner.getByRole('button', { name: 'Take it up: it counts' }).click();
  await expect(planner.getByText('It is taken up, and counts.')).toBeVisible();
  await technician.reload();
  await expect(technician.getByText('Taken up by the planners')).toBeVisible();
});
