import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_FLAGS, findBrowser } from './src/browser.ts';

const executablePath = findBrowser();
const launchOptions = { args: CHROMIUM_FLAGS, ...(executablePath ? { executablePath } : {}) };
const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions };
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, launchOptions };

/**
 * @pe: also without JavaScript. @phone: at 390 px, and only there when it is also @phone-only. @afterwards: at the end, as it takes
 * away what others stand on, or keeps the browser so busy that others would wait for it.
 */
export default defineConfig({
  testDir: 'journeys',
  testMatch: '**/*.e2e.ts',
  globalSetup: './sign-in-everyone.ts',
  forbidOnly: Boolean(process.env['CI']),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 7_500 },
  use: {
    baseURL: process.env['BASE_URL'] ?? 'http://localhost:3000',
    locale: 'en-US',
    timezoneId: 'America/Denver',
    reducedMotion: 'reduce',
    // What was done and what was fetched; pictures of each step would take a sixth of the time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
  },
  projects: [
    { name: 'desktop', grepInvert: /@phone-only|@afterwards/, use: desktop },
    { name: 'phone', grep: /@phone/, use: phone },
    { name: 'no-javascript', grep: /@pe/, use: { ...phone, javaScriptEnabled: false } },
    { name: 'afterwards', grep: /@afterwards/, use: desktop, dependencies: ['desktop', 'phone', 'no-javascript'] },
  ],
});
