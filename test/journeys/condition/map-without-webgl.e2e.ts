import { expect, test } from '../../fixtures.ts';
import { sessionOf } from '../../people.ts';
import { expectSound } from '../../pages/sound.ts';

// Browsers on old machines, on remote desktops, or told to draw nothing in three dimensions.
for (const flags of [['--disable-gpu', '--disable-webgl', '--disable-webgl2'], ['--disable-3d-apis']])
  test(
    `without WebGL (${flags.join(' ')}) the map says so in a sentence, and the list is there`,
    { tag: '@phone' },
    async ({ playwright, launchOptions, contextOptions, viewport, baseURL }) => {
      const browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), ...flags] });
      try {
        const context = await browser.newContext({
          ...contextOptions,
          ...(baseURL ? { baseURL } : {}),
          viewport,
          storageState: sessionOf('planner'),
        });
        const page = await context.newPage();
        const broken: string[] = [];
        page.on('pageerror', (error) => broken.push(error.message));
        // Opened while the page’s script is on its way, as on a slow phone.
        let come = () => {};
        const held = new Promise<void>((resolve) => (come = resolve));
        await page.route('**/_app/immutable/**/*.js', async (route) => {
          await held;
          await route.continue();
        });
        await page.goto('/buildings?level=high', { waitUntil: 'commit' });
        const sentence = page.getByText('This browser draws no maps (WebGL is missing). The list below has the same schools.');
        await page.getByText(/^Show the map of these/).click();
        come();
        await expect(sentence).toBeVisible({ timeout: 15_000 });
        await expect(page.getByRole('region', { name: 'Map of the schools' })).toHaveCount(0);
        await expect(page.locator('canvas')).toHaveCount(0);
        await expectSound(page);
        await page.getByRole('link', { name: 'Go to the list of these schools' }).click();
        await expect(page.getByRole('table', { name: 'Schools, the worst first' })).toBeInViewport();
        expect(broken).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
