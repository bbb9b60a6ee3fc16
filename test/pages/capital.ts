import { expect, type Page } from '@playwright/test';

/** The capital plan, as who answers for it goes through it. */
export const capitalPages = (page: Page) => ({
  open: async () => {
    await page.goto('/capital?programme=bond-2018');
    await expect(page.getByRole('heading', { level: 1, name: '2018 bond programme' })).toBeVisible();
  },
  /** A list of projects that the page leads to. */
  follow: async (name: string | RegExp) => {
    await page.getByRole('link', { name }).first().click();
  },
  rows: () => page.getByRole('row').filter({ has: page.getByRole('rowheader') }),
  /** What is shown is marked as made up, and says as of when. */
  expectHead: async () => {
    await expect(page.getByText('Demonstration: not real figures').first()).toBeVisible();
    await expect(page.getByText(/^As of .*Last matched with the finance system as of /)).toBeVisible();
  },
});
