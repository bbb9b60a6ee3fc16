import { expect, type Page } from '@playwright/test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The words of a PDF, without the blanks that kerning and line ends put into them. */
export async function wordsOf(bytes: Uint8Array): Promise<string> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await task.destroy();
  return bare(pages.join(''));
}
export const bare = (text: string) => text.replaceAll(/\s/g, '');

/** The page from which board packets are opened and sent. */
export const packetPage = (page: Page) => ({
  open: async (programme: string) => {
    await page.goto(`/capital/packet?programme=${programme}`);
    await expect(page.getByRole('heading', { level: 1, name: 'Board packet' })).toBeVisible();
  },
  /** Has it sent to this person, every month on that day. */
  subscribe: async (name: string, day: number) => {
    const form = page.getByRole('region', { name: 'Have it sent' });
    await form.getByLabel('To', { exact: true }).selectOption({ label: name });
    await form.getByLabel('When').selectOption({ label: `Every month on day ${day}` });
    await form.getByLabel('At', { exact: true }).selectOption({ label: '7:00 AM' });
    await form.getByLabel('Language').selectOption({ label: 'English' });
    await form.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved. The packet goes out when it is due.')).toBeVisible();
  },
  /** Whose subscription this is. */
  row: (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) }),
});
