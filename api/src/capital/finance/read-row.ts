import { readDay, readSignedMoney, readText, trimmed } from '#kernel/cells.ts';
import type { FinanceKind } from '../received-files/kinds.ts';
import { readAccount } from './rules/account.ts';
import { fieldsOf } from './rules/fields.ts';

export type Fault = { code: string; column: string; value?: string; part?: string };
export type ReadFinanceRow = {
  account: string | null;
  poNumber: string | null;
  invoiceNumber: string | null;
  vendorNumber: string | null;
  vendorName: string | null;
  amountCents: bigint | null;
  postedOn: string | null;
  words: string | null;
  faults: Fault[];
};

const MAX = { number: 100, text: 500 };

/** A line of totals below the rows: no account, and it says so. */
export const isTotal = (kind: FinanceKind, cells: readonly string[], columns: readonly (string | null)[]): boolean =>
  kind !== 'vendors' &&
  trimmed(cells[columns.indexOf('account')] ?? '').replace(/^(grand\s+)?totals?:?$/i, '') === '' &&
  cells.some((cell) => /\btotals?\b/i.test(cell));

/** One row of a file of the finance system, and what of it cannot be read. Numbers of orders, invoices and vendors are told apart by nothing but letters' case and blanks around them. */
export function readFinanceRow(kind: FinanceKind, cells: readonly string[], columns: readonly (string | null)[]): ReadFinanceRow {
  const faults: Fault[] = [];
  const cellOf = (name: string) => (columns.includes(name) ? (cells[columns.indexOf(name)] ?? '') : '');
  const told = new Set(fieldsOf(kind).map(({ name }) => name));
  function read<T>(name: string, how: (text: string) => { value: T | null } | { fault: string; part?: string }): T | null {
    if (!told.has(name)) return null;
    const found = how(cellOf(name));
    if ('value' in found) return found.value;
    faults.push({
      code: found.fault,
      column: name,
      value: trimmed(cellOf(name)).slice(0, 100),
      ...(found.part === undefined ? {} : { part: found.part }),
    });
    return null;
  }
  const text = (max: number) => (cell: string) => readText(cell, max);
  const number = (cell: string) => {
    const found = readText(cell, MAX.number);
    return 'value' in found ? { value: found.value?.toUpperCase() ?? null } : found;
  };
  const row = {
    account: read<string>('account', readAccount),
    poNumber: read('poNumber', number),
    invoiceNumber: read('invoiceNumber', number),
    vendorNumber: read('vendorNumber', number),
    vendorName: read('vendorName', text(MAX.text)),
    amountCents: read('amount', readSignedMoney),
    postedOn: read('postedOn', readDay),
    words: read('words', text(MAX.text)),
    faults,
  };
  const missing = (name: string, value: unknown) => {
    if (value === null && faults.every(({ column }) => column !== name)) faults.push({ code: 'missing', column: name });
  };
  if (kind === 'vendors') {
    missing('vendorNumber', row.vendorNumber);
    missing('vendorName', row.vendorName);
  } else missing('amount', row.amountCents);
  if (kind === 'purchase_orders') missing('poNumber', row.poNumber);
  return row;
}
