import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** A station of a collection day. */
export class Station {
  readonly page: Page;
  readonly name: string;
  readonly #siteId: string;

  constructor(page: Page, siteId: string, name = `Table ${crypto.randomUUID().slice(0, 6)}`) {
    this.page = page;
    this.name = name;
    this.#siteId = siteId;
  }

  get said() {
    return this.page.getByRole('status').first();
  }
  get field() {
    return this.page.getByLabel('Scan a label, or a student’s key first');
  }

  async open() {
    await this.page.goto(`/devices/collection?${String(new URLSearchParams({ school: this.#siteId, station: this.name }))}`);
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText('Collection day: ');
  }

  /** Opens it with signal, and waits until it is on this device. */
  async keep() {
    await this.open();
    await expect(this.page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
    await this.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await expect
      .poll(() => this.page.evaluate('caches.match("/devices/collection", { ignoreVary: true }).then((kept) => kept !== undefined)'))
      .toBe(true);
  }

  /** As a scanner types: the code and Enter. */
  async scan(code: string) {
    await this.page.keyboard.type(code);
    await this.page.keyboard.press('Enter');
  }

  async waits(count: number) {
    await expect(this.page.getByText(`Waiting to be sent: ${count}`)).toBeVisible();
  }

  async isSent() {
    await expect(this.page.getByText('Waiting to be sent:')).toBeHidden({ timeout: 30_000 });
  }

  async pressUndo() {
    const undo = this.page.getByRole('button', { name: 'Undo the last scan' });
    for (let i = 0; i < 6 && !(await undo.evaluate((button) => button === button.ownerDocument.activeElement)); i += 1)
      await this.page.keyboard.press('Tab');
    await this.page.keyboard.press('Enter');
  }
}
