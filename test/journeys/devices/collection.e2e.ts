import { chromium } from '@playwright/test';
import { correction, generate } from 'lean-qr';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../../fixtures.ts';
import { Station } from '../../pages/collection.ts';
import { devicesOut, scansAt } from '../../pages/devices.ts';
import { expectSound } from '../../pages/sound.ts';
import { sessionOf } from '../../people.ts';
import { CHROMIUM_FLAGS, findBrowser } from '../../src/browser.ts';

test('a station takes in what is scanned by scanner and keyboard alone, tells what has to be looked at, and takes the last one back', async ({
  as,
}) => {
  const page = await as('technology');
  const { siteId, tags } = await devicesOut(page, 3);
  const station = new Station(page, siteId);
  await station.keep();
  await expect(station.field).toBeFocused();
  await expectSound(page);
  // A scanner does not wait for answers, and reads the address that a label holds.
  await station.scan(tags[0]!.toLowerCase());
  await station.scan(`http://localhost/d/${tags[1]}`);
  await expect(station.said).toContainText(`${tags[1]} is back, grade `);
  await expect(page.getByText('2 back of 2 scanned here')).toBeVisible();
  await station.scan('NOTHING-AT-ALL');
  await expect(station.said).toContainText('NOTHING-AT-ALL was not taken in. Unknown code');
  await expect(page.getByRole('region', { name: /^To be looked at: / })).toContainText('NOTHING-AT-ALL');
  await expectSound(page);

  await station.scan(tags[2]!);
  await expect(station.said).toContainText(`${tags[2]} is back`);
  await station.pressUndo();
  await expect(station.said).toContainText(`${tags[2]}: taken back`);
  await expect(station.field).toBeFocused();
  expect((await scansAt(page, siteId, station.name)).map(({ outcome, isUndone }) => [outcome, isUndone])).toEqual([
    ['back', true],
    ['not_back', false],
    ['back', false],
    ['back', false],
  ]);
});

test('a station without signal goes on, survives that the browser is closed, and loses and doubles nothing', { tag: ['@phone'] }, async ({ as }) => {
  test.slow();
  const page = await as('technology');
  const { siteId, tags } = await devicesOut(page, 6);
  const station = new Station(page, siteId);
  await station.keep();
  await station.scan(tags[0]!);
  await expect(station.said).toContainText(`${tags[0]} is back`);

  await page.context().setOffline(true);
  for (const tag of tags.slice(1, 5)) await station.scan(tag);
  await expect(station.said).toContainText(`${tags[4]} is kept on this device`);
  await station.waits(4);
  await expect(page.getByText('No signal.')).toBeVisible();
  await expectSound(page);
  await station.pressUndo();
  await station.waits(5);

  await page.close();
  const again = new Station(await page.context().newPage(), siteId, station.name);
  await again.open();
  await again.waits(5);
  await again.scan(tags[5]!);
  await again.waits(6);
  await again.page.context().setOffline(false);
  await again.isSent();
  await expect.poll(async () => (await scansAt(again.page, siteId, station.name)).length).toBe(6);
  const scans = await scansAt(again.page, siteId, station.name);
  expect(scans.map(({ device, outcome, isUndone }) => [device?.assetTag, outcome, isUndone])).toEqual(
    tags.map((tag, i) => [tag, 'back', i === 4]).toReversed(),
  );
});

test('a station stays where it is when the signal goes before it was kept on the device', async ({ as }) => {
  const page = await as('technology');
  const { siteId, tags } = await devicesOut(page, 2);
  const station = new Station(page, siteId);
  await page.route(/__data\.json|find\/collection/, (route) => route.abort());
  await station.open();
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  const looks = page.waitForRequest(/__data\.json|find\/collection/);
  await station.scan(tags[0]!);
  await expect(station.said).toContainText(`${tags[0]} is back`);
  await looks;
  await station.scan(tags[1]!);
  await expect(station.said).toContainText(`${tags[1]} is back`);
});

test('a school is chosen, and a scan goes by form where there is no script', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('technology');
  const { siteId, tags } = await devicesOut(page, 1);
  await page.goto('/devices/collection');
  await expectSound(page);
  await page.locator(`a[href*="${siteId}"]`).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Collection day: ');
  const station = new Station(page, siteId, '1');
  await station.field.fill(tags[0]!);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(station.said).toContainText(`${tags[0]} is back, grade `);
  await expectSound(page);
  await page.getByRole('button', { name: 'Undo the last scan' }).click();
  await expect(station.said).toContainText('taken back');
});

const [WIDTH, HEIGHT, FRAMES] = [640, 480, 10];
/** A film that a camera would make of a label: its code on white, in YUV. */
function filmOf(text: string): Buffer {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const side = Math.floor(HEIGHT / (code.size + 12));
  const [left, top] = [(WIDTH - side * code.size) >> 1, (HEIGHT - side * code.size) >> 1];
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235);
  for (let y = 0; y < side * code.size; y += 1)
    for (let x = 0; x < side * code.size; x += 1) if (code.get(Math.floor(x / side), Math.floor(y / side))) luma[(top + y) * WIDTH + left + x] = 16;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`), ...Array.from({ length: FRAMES }, () => frame)]);
}

test('a label is read by the camera, at a station and at the counter', async ({ as, baseURL }) => {
  test.slow();
  const keeper = await as('technology');
  const { siteId, tags } = await devicesOut(keeper, 1);
  const directory = await mkdtemp(join(tmpdir(), 'steward-camera-'));
  const film = join(directory, 'label.y4m');
  await writeFile(film, filmOf(`https://steward.example/d/${tags[0]}`));
  const executablePath = findBrowser();
  const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
  const browser = await chromium.launch({ args: [...CHROMIUM_FLAGS, ...camera], ...(executablePath ? { executablePath } : {}) });
  try {
    const context = await browser.newContext({ baseURL: baseURL!, locale: 'en-US', storageState: sessionOf('technology'), permissions: ['camera'] });
    const station = new Station(await context.newPage(), siteId);
    await station.keep();
    await station.page.getByRole('button', { name: 'Use the camera' }).click();
    await expect(station.said).toContainText(`${tags[0]} is back`, { timeout: 20_000 });
    await expectSound(station.page);
    // It lies there still: it is read once.
    expect(await scansAt(keeper, siteId, station.name)).toHaveLength(1);
    await station.page.getByRole('button', { name: 'Close the camera' }).click();
    await expect(station.page.locator('video')).toHaveCount(0);

    await station.page.goto('/devices/counter');
    await station.page.getByRole('button', { name: 'Use the camera' }).click();
    await expect(station.page.getByRole('status').first()).toContainText('Now scan the student', { timeout: 20_000 });
  } finally {
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  }
});
