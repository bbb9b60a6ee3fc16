import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** The name of the technician who can sign in. */
export const TECHNICIAN = 'Marcus Bell';

/** My day, as the technician uses it: one card for each order. */
export class MyDay {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open() {
    await this.page.goto('/my-day');
    await expect(this.page.getByRole('heading', { level: 1, name: 'My day' })).toBeVisible();
  }

  card(number: string): Locator {
    return this.page.locator(`article#${number}`);
  }

  /** What comes later stands as a line that opens. */
  async unfold(number: string) {
    await expect(this.card(number)).toBeVisible();
    const folded = this.card(number).getByRole('link', { name: 'Show what to do' });
    if (await folded.isVisible()) await folded.click();
    await expect(folded).toBeHidden();
  }

  /** Presses a card's button and waits until the page says that it is done. */
  async press(number: string, button: string, said: string) {
    await this.unfold(number);
    await this.card(number).getByRole('button', { name: button, exact: true }).click();
    await expect(this.page.getByText(said)).toBeVisible();
  }

  /** Opens one of a card's forms: a button with script, a link without. */
  async openForm(number: string, label: string) {
    await this.unfold(number);
    await this.card(number).getByRole('link', { name: label, exact: true }).click();
    await expect(this.card(number).locator('form')).toBeVisible();
  }

  async start(number: string) {
    await this.press(number, 'Start', `Started: ${number}`);
  }

  async complete(number: string, done: string, minutes?: string) {
    await this.openForm(number, 'Done');
    await this.card(number).getByLabel('What did you do?').fill(done);
    if (minutes)
      await this.card(number)
        .getByLabel(/Minutes worked today/)
        .fill(minutes);
    await this.press(number, 'Mark as done', `Done: ${number}.`);
  }
}
