import { readMbps } from './speeds.ts';

/** The columns of a Form 471 line-item file that count here; each under the names that files give it, in lower case. */
const COLUMNS = {
  fundingYear: ['funding_year', 'funding year'],
  application: ['application_number', 'application number'],
  frn: ['funding_request_number', 'frn', 'funding request number'],
  line: ['form_471_line_item_number', 'line_item_number', 'line item', 'line item number', 'frn line item number'],
  function: ['form_471_function_name', 'function', 'type of function'],
  product: ['form_471_product_name', 'type of product', 'product'],
  down: ['download_speed', 'download speed', 'bandwidth download speed', 'bandwidth_download_speed'],
  downUnit: ['download_speed_units', 'download speed units', 'bandwidth download speed units'],
  up: ['upload_speed', 'upload speed', 'bandwidth upload speed', 'bandwidth_upload_speed'],
  upUnit: ['upload_speed_units', 'upload speed units', 'bandwidth upload speed units'],
  quantity: ['monthly_quantity', 'monthly quantity', 'quantity', 'lines'],
  monthly: ['monthly_recurring_unit_costs', 'monthly recurring unit cost', 'monthly cost', 'total_eligible_recurring_costs'],
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['fundingYear', 'application', 'frn', 'line', 'function'];

export type LineItem = {
  fundingYear: number;
  applicationNumber: string;
  frn: string;
  lineNumber: string;
  functionName: string;
  product: string | null;
  /** Null on lines that are no link: files repeat a speed on their taxes and fees, which would be counted twice. */
  downMbps: number | null;
  upMbps: number | null;
  quantity: number | null;
  monthlyCents: bigint | null;
};
export type RefusedRow = { row: number; column: string; reason: (typeof REASONS)[number]; value: string };
export const REASONS = ['year', 'application', 'frn', 'line', 'function', 'speed', 'quantity', 'money', 'twice'] as const;

type Read = { items: LineItem[]; refused: RefusedRow[]; repeated: number };

/** Is this line a link, whose speed counts? Taxes, fees, installation and equipment are none. */
export const isLink = (functionName: string): boolean =>
  !/\b(tax(?:es)?|fees?|usf|surcharges?|installation|equipment|maintenance|router)\b/i.test(functionName);

/** Which column holds what; `missing` names those without which no line can be read. */
export function findColumns(header: readonly string[]): { at: Partial<Record<Column, number>>; missing: string[] } {
  const names = header.map((name) => name.trim().toLowerCase().replaceAll(/\s+/g, ' '));
  const at: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const found = names.findIndex((name) => known.includes(name));
    if (found >= 0) at[column] = found;
  }
  return { at, missing: NEEDED.filter((column) => at[column] === undefined).map((column) => COLUMNS[column][0]) };
}

const cents = (cell: string): bigint | undefined => {
  const found = /^\$?([\d,]+)(?:\.(\d{1,2}))?$/.exec(cell.trim());
  return found ? BigInt(found[1]!.replaceAll(',', '')) * 100n + BigInt((found[2] ?? '').padEnd(2, '0')) : undefined;
};

/** Line items as rows of cells: what can be read, and for each other row why not. The same line twice is taken once; said differently, the second is refused. */
export function readLineItems(at: Partial<Record<Column, number>>, rows: readonly { row: number; cells: readonly string[] }[]): Read {
  const read: Read = { items: [], refused: [], repeated: 0 };
  const seen = new Map<string, LineItem>();
  for (const { row, cells } of rows) {
    const cell = (column: Column) => (at[column] === undefined ? '' : (cells[at[column]] ?? '').trim());
    if (cells.every((text) => text.trim() === '')) continue;
    const item = readOne(cell);
    if ('reason' in item) {
      read.refused.push({ row, column: COLUMNS[item.column][0], reason: item.reason, value: cell(item.column).slice(0, 100) });
      continue;
    }
    const key = `${item.fundingYear} ${item.frn} ${item.lineNumber}`;
    const before = seen.get(key);
    if (!before) {
      seen.set(key, item);
      read.items.push(item);
    } else if (sameLine(before, item)) read.repeated += 1;
    else read.refused.push({ row, column: COLUMNS.line[0], reason: 'twice', value: cell('line').slice(0, 100) });
  }
  return read;
}

type Refusal = { reason: RefusedRow['reason']; column: Column };

function readOne(cell: (column: Column) => string): LineItem | Refusal {
  const year = Number(cell('fundingYear'));
  if (!Number.isInteger(year) || year < 1998 || year > 2099) return { reason: 'year', column: 'fundingYear' };
  const [application, frn, line, functionName] = [cell('application'), cell('frn'), cell('line'), cell('function')];
  if (!/^\d{6,12}$/.test(application)) return { reason: 'application', column: 'application' };
  if (!/^\d{7,12}$/.test(frn)) return { reason: 'frn', column: 'frn' };
  if (line === '' || line.length > 30) return { reason: 'line', column: 'line' };
  if (functionName === '') return { reason: 'function', column: 'function' };
  const link = isLink(functionName);
  const speed = (column: 'down' | 'up') => (link && cell(column) !== '' ? readMbps(cell(column), cell(`${column}Unit`)) : null);
  const [down, up] = [speed('down'), speed('up')];
  if (down === undefined || up === undefined) return { reason: 'speed', column: down === undefined ? 'down' : 'up' };
  const quantity = cell('quantity') === '' ? null : Number(cell('quantity').replaceAll(',', ''));
  if (quantity !== null && !(Number.isInteger(quantity) && quantity >= 0 && quantity <= 100_000)) return { reason: 'quantity', column: 'quantity' };
  const monthly = cell('monthly') === '' ? null : cents(cell('monthly'));
  if (monthly === undefined) return { reason: 'money', column: 'monthly' };
  return {
    fundingYear: year,
    applicationNumber: application,
    frn,
    lineNumber: line,
    functionName,
    product: cell('product') || null,
    downMbps: down,
    upMbps: up,
    quantity,
    monthlyCents: monthly,
  };
}

/** Do two lines say the same? */
export const sameLine = (a: LineItem, b: LineItem): boolean => (Object.keys(a) as (keyof LineItem)[]).every((key) => a[key] === b[key]);
