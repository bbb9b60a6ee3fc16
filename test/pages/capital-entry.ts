import { type APIRequestContext, expect, type Page } from '@playwright/test';
import { aProgramme } from './capital.ts';
import { read } from './requests.ts';

type Line = { id: string; account: string };

/** A programme of one's own with its accounts, as a spreadsheet names them. */
export async function aSpreadsheet(capital: APIRequestContext, cfo: APIRequestContext) {
  const plan = await aProgramme(capital, cfo);
  const at = `/api/programmes/${plan.programmeId}`;
  const { items } = await read<{ items: Line[] }>(capital, `/api/budget-lines?programmeId=${plan.programmeId}`);
  const accountOf = (id: string) => items.find((line) => line.id === id)!.account;
  const { programme } = await read<{ programme: { code: string } }>(capital, at);
  return { ...plan, code: programme.code, from: accountOf(plan.lines.contingency), to: accountOf(plan.lines.construction) };
}
type Sheet = Awaited<ReturnType<typeof aSpreadsheet>>;

/** Ten rows of which the third asks for too much and the sixth says neither a reason nor a known account. */
export const tenRows = ({ from, to }: Sheet, word: string): string =>
  Array.from({ length: 10 }, (_, i) => {
    const cells = [from, to, `$${i + 1},000.00`, `${word} ${i + 1}`, 'Bids came in higher', '', 'The board item follows'];
    if (i === 2) cells[2] = '$2,000,000.00';
    if (i === 5) [cells[1], cells[4]] = ['41-999-00-0000-0000-000-0000', ''];
    return cells.join('\t');
  }).join('\n');

/** Puts text into the focused cell as the clipboard would. */
export const pasteInto = (page: Page, text: string) =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);

/** The page on which capital money is entered by the row. */
export const entryPage = (page: Page) => {
  const cell = (column: string, row: number) => page.getByLabel(`${column}, Row ${row}`, { exact: true });
  return {
    open: async (code: string, sheet = 'transfers') => {
      await page.goto(`/capital/enter?programme=${code}&sheet=${sheet}`);
      await expect(page.getByRole('heading', { level: 1, name: 'Enter' })).toBeVisible();
    },
    /** Once its script runs: only then can rows be removed by a button. */
    live: () => expect(page.getByRole('button', { name: 'Remove row 1', exact: true })).toBeVisible({ timeout: 20_000 }),
    cell,
    /** What is wrong with a cell, as its own description. */
    expectWrong: async (column: string, row: number, words: string | RegExp) => {
      await expect(cell(column, row)).toHaveAttribute('aria-invalid', 'true');
      await expect(cell(column, row)).toHaveAccessibleDescription(words);
    },
    /** What is said of all rows. Found by its place: words are looked for in every cell, which keeps a long table busy for seconds. */
    status: () => page.locator('form [role="status"]'),
    waiting: () => page.getByRole('region', { name: /^Waiting to be approved/ }).getByRole('rowheader'),
  };
};
