import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import type { JournalQuery } from './contract.ts';
import { eachEntry, listJournalAccounts } from './queries.ts';
import { readReconciliation, visibleProgramme } from './read-reconciliation.ts';
import { type Entry, journalOf } from './rules/journal.ts';
import { csvLine } from '../../work-orders/index.ts';
import { headOf, type Locale } from './table-file.ts';

const HEADINGS: Record<Locale, string[]> = {
  en: ['Entry', 'Day', 'Kind', 'Account of the books', 'Name', 'Account', 'Debit', 'Credit', 'Vendor', 'Contract or order', 'Invoice', 'Note'],
  es: ['Asiento', 'Fecha', 'Tipo', 'Cuenta contable', 'Nombre', 'Cuenta', 'Debe', 'Haber', 'Proveedor', 'Contrato u orden', 'Factura', 'Nota'],
};
const KINDS: Record<Locale, Record<string, string>> = {
  en: {
    revenue: 'Revenue',
    baseline: 'Baseline',
    transfer: 'Transfer',
    commitment: 'Commitment',
    change_order: 'Change order',
    release: 'Release',
    invoice: 'Invoice',
    retainage: 'Retainage',
    payment: 'Payment',
  },
  es: {
    revenue: 'Ingreso',
    baseline: 'Presupuesto inicial',
    transfer: 'Transferencia',
    commitment: 'Compromiso',
    change_order: 'Orden de cambio',
    release: 'Liberación',
    invoice: 'Factura',
    retainage: 'Retención',
    payment: 'Pago',
  },
};
const WORDS = {
  en: { title: 'Journal entries', total: 'Total' },
  es: { title: 'Asientos contables', total: 'Total' },
} as const;
const THE_BEGINNING = '2000-01-01';
const LINES_AT_ONCE = 500;

/** Every entry of the ledger between two days in double entry, as CSV, written as it is sent; the last line adds both sides up. */
export async function exportJournal(
  on: Sql,
  actor: Actor,
  programmeId: string,
  { from = THE_BEGINNING, to, locale = actor.locale }: z.infer<typeof JournalQuery>,
  now: Date,
) {
  const programme = await visibleProgramme(on, actor, programmeId);
  const { asOf: comparedOn } = await readReconciliation(on, actor, programmeId);
  const until = to ?? districtDay(now);
  const accounts = new Map((await listJournalAccounts(on)).map((account) => [account.use, account]));
  async function* lines() {
    let text = headOf({ title: WORDS[locale].title, programme, from, asOf: until, comparedOn, locale }) + csvLine(HEADINGS[locale]);
    let [debits, credits, count] = [0n, 0n, 0];
    for await (const one of eachEntry(on, { programmeId, from, to: until })) {
      const entry = {
        id: one.id,
        kind: one.kind as Entry['kind'],
        account: one.account,
        fromAccount: one.fromAccount,
        amountCents: BigInt(one.amount),
      };
      for (const { use, account, debitCents, creditCents } of journalOf(entry)) {
        const book = accounts.get(use);
        const amounts = [debitCents, creditCents].map((cents) => (cents === 0n ? '' : dollarsOf(cents)));
        const name = locale === 'es' ? book?.nameEs : book?.nameEn;
        text += csvLine([
          one.id,
          one.effectiveOn,
          KINDS[locale][one.kind],
          book?.code,
          name,
          account,
          ...amounts,
          one.vendorName,
          one.contractNumber,
          one.invoiceNumber,
          one.note,
        ]);
        debits += debitCents;
        credits += creditCents;
        count += 1;
        if (count % LINES_AT_ONCE !== 0) continue;
        yield text;
        text = '';
      }
    }
    yield text + csvLine([WORDS[locale].total, '', '', '', '', '', dollarsOf(debits), dollarsOf(credits), '', '', '', '']);
  }
  return { lines: lines(), fileName: `journal-${programme.code}-${until}.csv` };
}
