import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** "$1,234.56" in cents. */
export const centsIn = (words: string) => Math.round(Number(words.replaceAll(/[^\d.-]/g, '')) * 100);

/** The pages that everybody may read. */
export const openData = (page: Page) => {
  const amount = async (label: string) => {
    const row = page.locator('main table tr', { has: page.getByRole('rowheader', { name: label, exact: true }) }).first();
    return centsIn(await row.getByRole('cell').last().innerText());
  };
  const invoices = page.getByRole('table', { name: 'Invoices' });
  return {
    begin: () => page.goto('/open'),
    openProgramme: async () => {
      await page.locator('main h2 a').first().click();
      await expect(page.getByRole('heading', { name: 'School by school' })).toBeVisible();
    },
    /** The first school whose promise has cost something. */
    openSchoolThatSpent: async () => {
      const rows = page
        .getByRole('table', { name: 'School by school' })
        .getByRole('row')
        .filter({ has: page.getByRole('link') });
      const spent = rows.filter({ hasNot: page.getByText('$0.00', { exact: true }) }).first();
      await spent.getByRole('link').click();
    },
    spent: () => amount('Spent'),
    promised: () => amount('Promised'),
    /** Through the first link that names the sum of a project's invoices; gives that sum. */
    followInvoices: async () => {
      const link = page.getByRole('link', { name: /^Invoices: / }).first();
      const named = centsIn((await link.innerText()).split('together')[1] ?? '');
      await link.click();
      await expect(page.getByRole('heading', { name: 'Invoices', exact: true })).toBeVisible();
      return named;
    },
    invoiceAmounts: async () => {
      const rows = await invoices.locator('tbody tr').all();
      return Promise.all(rows.map(async (row) => centsIn(await row.locator('[data-label="Amount"]').innerText())));
    },
  };
};
