import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** The desk's page: a list, and the chosen request beside it. */
export class Triage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The lines of the list, each the link of its request. */
  get lines(): Locator {
    return this.page.locator('[data-row]');
  }

  line(number: string): Locator {
    return this.page.locator(`[data-row="${number}"]`);
  }

  get panel(): Locator {
    return this.page.getByRole('region', { name: 'Chosen request' });
  }

  get assignTo(): Locator {
    return this.panel.getByRole('combobox', { name: 'Give it to' });
  }

  /** By keyboard: in the list that has the focus, the first that begins with `words`. Letters that come too slowly begin anew. */
  async giveTo(words: string, name: string) {
    await expect(this.assignTo).toBeFocused();
    await expect(async () => {
      await this.page.keyboard.type(words);
      expect(await this.assignTo.locator('option:checked').textContent()).toBe(name);
    }).toPass({ intervals: [1_500] });
    await this.page.keyboard.press('Enter');
  }

  async expectChosen(number: string) {
    await expect(this.line(number)).toHaveAttribute('aria-current', 'true');
    await expect(this.panel.getByRole('link', { name: number }).first()).toBeVisible();
    await expect(this.panel).toHaveAttribute('aria-busy', 'false');
  }
}
