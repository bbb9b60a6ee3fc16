import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';
import { MyDay } from './my-day.ts';

/** A technician's phone: My day was opened on it once where there was signal, and is kept. */
export class Phone {
  readonly day: MyDay;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.day = new MyDay(page);
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** Opens My day with signal, and waits until it is on the phone. */
  async keep() {
    await this.day.open();
    await this.isKept();
  }

  async isKept() {
    await expect(this.page.getByText(' · saved ')).toBeVisible({ timeout: 20_000 });
    await this.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  }

  async loseSignal() {
    await this.context.setOffline(true);
    await expect(this.page.getByText('No signal.')).toBeVisible();
  }

  async findSignal() {
    await this.context.setOffline(false);
  }

  /** Nothing waits any more. */
  async isSent() {
    await expect(this.page.getByText(/things? waits? for signal/)).toBeHidden({ timeout: 30_000 });
  }

  async waits(count: number) {
    await expect(this.page.getByText(count === 1 ? '1 thing waits for signal.' : `${count} things wait for signal.`)).toBeVisible();
  }

  /** Presses a card's button while nothing can be sent. */
  async press(number: string, button: string, said: string) {
    await this.day.unfold(number);
    await this.day.card(number).getByRole('button', { name: button, exact: true }).click();
    await expect(this.page.getByText(`waiting for signal: ${said}, ${number}`)).toBeVisible();
  }

  async start(number: string) {
    await this.press(number, 'Start', 'Start');
  }

  async add(number: string, { note, minutes, photo }: { note?: string; minutes?: string; photo?: Buffer }) {
    await this.day.openForm(number, 'Note, minutes, photo');
    const card = this.day.card(number);
    if (note) await card.getByLabel('Note', { exact: false }).fill(note);
    if (minutes) await card.getByLabel(/Minutes worked/).fill(minutes);
    if (photo) await card.locator('input[type=file]').setInputFiles({ name: 'valve.png', mimeType: 'image/png', buffer: photo });
    await this.press(number, 'Add', 'Note');
  }

  async complete(number: string, done: string) {
    await this.day.openForm(number, 'Done');
    await this.day.card(number).getByLabel('What did you do?').fill(done);
    await this.press(number, 'Mark as done', 'Done');
  }
}
