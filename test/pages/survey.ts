import { expect, type Page } from '@playwright/test';

const SCALES = ['effective', 'adequate'];

/** The survey's one page, in whichever language. */
export const surveyPage = (page: Page) => ({
  /** Answers about the service that is the `nth` on the page: the same mark on both scales. */
  async answer(nth: number, mark: number) {
    const service = page.locator('section.service').nth(nth);
    for (const name of SCALES)
      await service
        .locator(`input[name^="${name}."]`)
        .nth(mark - 1)
        .check();
  },
  /** Says that the service that is the `nth` on the page is not used: its scales go. */
  async notUsed(nth: number) {
    const service = page.locator('section.service').nth(nth);
    await service.getByRole('checkbox').check();
    await expect(service.getByRole('radio').first()).toBeHidden();
  },
});
