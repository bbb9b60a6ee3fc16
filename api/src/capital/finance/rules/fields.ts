/** What a column of the finance system's files may be, and what it is often called there. */
export type Field = { name: string; isRequired: boolean; called: readonly string[] };
type Kind = 'actuals' | 'purchase_orders' | 'vendors';

const ACCOUNT: Field = {
  name: 'account',
  isRequired: true,
  called: ['account', 'account string', 'account number', 'account no', 'account code', 'gl account', 'gl string', 'chartfield', 'cuenta'],
};
const ORDER: Field = {
  name: 'poNumber',
  isRequired: true,
  called: [
    'po',
    'po number',
    'po no',
    'po #',
    'po num',
    'purchase order',
    'purchase order number',
    'contract',
    'contract number',
    'encumbrance number',
    'orden de compra',
  ],
};
const INVOICE: Field = {
  name: 'invoiceNumber',
  isRequired: true,
  called: ['invoice', 'invoice number', 'invoice no', 'invoice #', 'invoice num', 'vendor invoice', 'reference', 'factura'],
};
const amount = (...called: string[]): Field => ({
  name: 'amount',
  isRequired: true,
  called: ['amount', 'amt', 'total', 'net amount', 'transaction amount', 'importe', ...called],
});
const VENDOR_NUMBER: Field = {
  name: 'vendorNumber',
  isRequired: false,
  called: ['vendor number', 'vendor no', 'vendor #', 'vendor id', 'vendor num', 'supplier number', 'supplier id', 'vendor code'],
};
const VENDOR_NAME: Field = {
  name: 'vendorName',
  isRequired: false,
  called: ['vendor', 'vendor name', 'supplier', 'supplier name', 'payee', 'name', 'proveedor'],
};
const POSTED: Field = {
  name: 'postedOn',
  isRequired: false,
  called: ['date', 'posted', 'posted on', 'posting date', 'post date', 'gl date', 'effective date', 'po date', 'invoice date', 'fecha'],
};
const WORDS: Field = { name: 'words', isRequired: false, called: ['description', 'line description', 'comment', 'memo', 'descripción'] };
const required = (field: Field): Field => ({ ...field, isRequired: true });

const FIELDS: Record<Kind, readonly Field[]> = {
  actuals: [ACCOUNT, ORDER, INVOICE, amount('expended', 'expenditure', 'actual', 'actuals', 'debit'), POSTED, VENDOR_NUMBER, VENDOR_NAME, WORDS],
  purchase_orders: [
    ACCOUNT,
    ORDER,
    amount('po amount', 'ordered', 'encumbered', 'original amount', 'current amount'),
    POSTED,
    VENDOR_NUMBER,
    VENDOR_NAME,
    WORDS,
  ],
  vendors: [required(VENDOR_NUMBER), required(VENDOR_NAME)],
};

/** What columns of such a file may be. */
export const fieldsOf = (kind: Kind): readonly Field[] => FIELDS[kind];

const plain = (heading: string) => heading.replaceAll(/[_.:]/g, ' ').replaceAll(/\s+/g, ' ').trim();

/** What each column is by what it is called, each thing once; null where that says nothing. */
export function guessColumns(kind: Kind, headings: readonly string[]): (string | null)[] {
  const taken = new Set<string>();
  return headings.map((heading) => {
    const field = FIELDS[kind].find(({ name, called }) => !taken.has(name) && called.includes(plain(heading)));
    if (!field) return null;
    taken.add(field.name);
    return field.name;
  });
}

/** Without which no row can be read. */
export const missingFields = (kind: Kind, columns: readonly (string | null)[]): string[] =>
  FIELDS[kind].filter(({ name, isRequired }) => isRequired && !columns.includes(name)).map(({ name }) => name);
