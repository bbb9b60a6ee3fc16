import { dollarsOf, MOST_CENTS } from '#kernel/money.ts';
import {
  isBlank,
  isDash,
  isSpreadsheetError,
  type Read,
  readDay,
  readMoney,
  readNumber,
  readRatio,
  readText,
  readYear,
  trimmed,
} from '#kernel/cells.ts';
import { type Field, fieldNamed, type Kind, ratedSystem } from './fields.ts';
import { isTooDear } from '../renewal.ts';
import { plain, type Rating, readPriority, readRating, readSystem, readUnit, type Said, type Systems } from './words.ts';

export type Reason = { code: string; column?: string; value?: string; facts?: Record<string, unknown> };
/** What a row says once it is read: text, numbers, money as cents in digits, days; what says nothing is left out. */
export type Values = Record<string, string | number | Record<string, string | number>>;

/** What a row says there, as text; nothing where it says nothing. */
export const saidIn = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

export type Column = { index: number; field: Field; heading: string };
export type Understanding = {
  kind: Kind;
  columns: readonly Column[];
  said: { priority: Said; unit: Said; system: Said; rating: Said };
  systems: Systems;
  /** For what a row does not say: the year of its money and the day it was found. */
  costBaseYear: number;
  foundOn: string;
  /** A day after it is still to come. */
  today: string;
};

/** How a word was understood where that is not how it is written. */
export type Understood = { column: string; from: string; to: string };
export type ReadRow = {
  values: Values;
  /** It cannot be let in. */
  faults: Reason[];
  /** It can, if somebody says so. */
  remarks: Reason[];
  understood: Understood[];
};

/** The columns that a mapping names, with their headings; a field named twice counts once, in its first column. */
export function columnsOf(kind: Kind, names: readonly (string | null)[], headings: readonly string[]): Column[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const field = name === null || seen.has(name) ? undefined : fieldNamed(kind, name);
    if (!field) return [];
    seen.add(field.name);
    return [{ index, field, heading: headings[index] || field.name }];
  });
}

const TEXT_LENGTH: Record<string, number> = {
  scope: 2_000,
  name: 200,
  key: 200,
  code: 100,
  building: 200,
  site: 200,
  siteName: 200,
  component: 200,
  level: 40,
};

/** An amount of a row; totals may be more. */
const mostly = (read: Read<bigint>): Read<bigint> =>
  'value' in read && read.value !== null && read.value > MOST_CENTS ? { fault: 'too_dear' } : read;

function readCell(cell: string, { field }: Column, { said, systems }: Understanding): Read<string | number | bigint> & { isKnown?: boolean } {
  switch (field.reads) {
    case 'money':
      return mostly(readMoney(cell));
    case 'number':
      return readNumber(cell);
    case 'ratio':
      return readRatio(cell);
    case 'day':
      return readDay(cell);
    case 'year':
      return readYear(cell);
    case 'priority':
      return readPriority(cell, said.priority);
    case 'unit':
      return readUnit(cell, said.unit);
    case 'system':
      return readSystem(cell, said.system, systems);
    case 'rating':
      return readRating(cell, said.rating);
    case 'text':
      return readText(cell, TEXT_LENGTH[field.name] ?? 200);
  }
}

const IN_WORDS = new Set(['priority', 'unit', 'system', 'rating']);
const LEVELS: Record<string, string> = { elementary: 'elementary', middle: 'middle', high: 'high', k8: 'multi-level' };

/** Reads a row by what was said of its columns. What one row alone cannot tell (whether its building is there, whether it comes twice) is not judged here. */
export function readRow(cells: readonly string[], how: Understanding): ReadRow {
  const row: ReadRow = { values: {}, faults: [], remarks: [], understood: [] };
  for (const column of how.columns) {
    const cell = cells[column.index] ?? '';
    const read = readCell(cell, column, how);
    const at = { column: column.heading, value: trimmed(cell).slice(0, 200) };
    if ('fault' in read) {
      // What need not be there leaves a gap that somebody should know of.
      const isGap = column.field.canBeLeftOut || (read.fault === 'spreadsheet_error' && !column.field.isRequired);
      if (isGap) row.remarks.push({ code: read.fault, ...at, facts: { isLeftOut: true } });
      else row.faults.push({ code: read.fault, ...at });
      continue;
    }
    if (read.value === null) {
      if (column.field.isRequired) row.faults.push({ code: 'missing', ...at });
      else if (isDash(cell) && trimmed(cell) !== '') row.understood.push({ column: column.heading, from: trimmed(cell), to: '' });
      continue;
    }
    if (read.isKnown === false) row.remarks.push({ code: 'unknown_unit', ...at });
    keepValue(row, column, read.value);
    if (IN_WORDS.has(column.field.reads) && plain(String(read.value)) !== plain(cell))
      row.understood.push({ column: column.heading, from: trimmed(cell).slice(0, 100), to: String(read.value) });
  }
  for (const { field, heading } of missingColumns(how)) row.faults.push({ code: 'no_column', column: heading, facts: { field: field.name } });
  MORE[how.kind](row, how);
  return row;
}

function keepValue({ values }: ReadRow, { field }: Column, value: string | number | bigint) {
  const system = ratedSystem(field.name);
  const need = /^need(\d)$/.exec(field.name)?.[1];
  const plainValue = typeof value === 'bigint' ? value.toString() : value;
  if (system) values['ratings'] = { ...(values['ratings'] as Record<string, Rating>), [system]: plainValue as Rating };
  else if (need) values['needs'] = { ...(values['needs'] as Record<string, number>), [need]: plainValue as number };
  else values[field.name] = plainValue;
}

/** What every row needs and no column tells. */
export const missingColumns = (how: Pick<Understanding, 'kind' | 'columns'>): { field: Field; heading: string }[] =>
  REQUIRED[how.kind]
    .filter((name) => !how.columns.some(({ field }) => field.name === name))
    .map((name) => ({ field: fieldNamed(how.kind, name)!, heading: name }));
const REQUIRED: Record<Kind, readonly string[]> = {
  buildings: ['code', 'name'],
  deficiencies: ['building', 'system', 'priority', 'scope'],
  components: ['building', 'system', 'name', 'quantity', 'unit', 'yearInstalled'],
};

const centsIn = (values: Values, name: string): bigint | undefined => (values[name] === undefined ? undefined : BigInt(values[name] as string));
/** A share of an amount of cents, rounded to the cent. */
export const shareOf = (cents: bigint, ratio: number): bigint => BigInt(Math.round(Number(cents) * ratio));
const headingOf = (how: Understanding, name: string) => how.columns.find(({ field }) => field.name === name)?.heading ?? name;
/** A figure that may be what it says alone, and together with another is beyond what a part of a building costs. */
const tooMuch = (how: Understanding, name: string, cents: bigint): Reason => ({
  code: 'too_much_together',
  column: headingOf(how, name),
  value: dollarsOf(cents),
});
/** Apart by more than rounding explains: a dollar, and half of one in a hundred. */
const differs = (a: bigint, b: bigint) => {
  const apart = a > b ? a - b : b - a;
  return apart > 100n && apart * 200n > (a > b ? a : b);
};

const MORE: Record<Kind, (row: ReadRow, how: Understanding) => void> = {
  buildings: ({ values, faults, remarks }, how) => {
    const [value, deferred] = [centsIn(values, 'value'), centsIn(values, 'deferred')];
    const fci = values['fci'] as number | undefined;
    if (values['level'] !== undefined) {
      const level = LEVELS[plain(saidIn(values, 'level')).replaceAll(' ', '')];
      if (level) values['level'] = level;
    }
    if (value === 0n) delete values['value'];
    if (!value && fci !== undefined) remarks.push({ code: 'fci_without_value' });
    else if (!value && deferred !== undefined) remarks.push({ code: 'deferred_without_value' });
    else if (!value) remarks.push({ code: 'no_condition' });
    else if (fci === undefined && deferred === undefined) remarks.push({ code: 'value_without_fci' });
    if (value && fci !== undefined && isTooDear(fci, value)) faults.push({ code: 'too_much', column: headingOf(how, 'fci'), value: String(fci) });
    if (fci !== undefined && fci > 1) remarks.push({ code: 'fci_above_one', value: String(fci) });
    if (value && fci !== undefined && deferred !== undefined && differs(shareOf(value, fci), deferred))
      remarks.push({ code: 'fci_not_deferred', value: String(fci) });
    values['moneyYear'] = values['baseYear'] ?? how.costBaseYear;
    if (values['needs'] !== undefined && values['baseYear'] === undefined) faults.push({ code: 'needs_without_year' });
    if (typeof values['grossAreaSqft'] === 'number') values['grossAreaSqft'] = Math.round(values['grossAreaSqft']);
    if (values['grossAreaSqft'] === 0) delete values['grossAreaSqft'];
  },
  deficiencies: ({ values, faults, remarks }, how) => {
    const [unitCost, cost] = [centsIn(values, 'unitCost'), centsIn(values, 'cost')];
    const quantity = values['quantity'] as number | undefined;
    const has = (name: string) => how.columns.some(({ field }) => field.name === name);
    const isSpoilt = (name: string) => faults.some(({ column }) => how.columns.some((one) => one.field.name === name && one.heading === column));
    const isSlip = unitCost !== undefined && quantity !== undefined && Number(unitCost) * quantity > Number(MOST_CENTS);
    if (isSlip) faults.push(tooMuch(how, 'unitCost', unitCost));
    const product = unitCost !== undefined && quantity !== undefined && !isSlip ? BigInt(Math.round(Number(unitCost) * quantity)) : undefined;
    if (cost === undefined && product !== undefined) values['cost'] = product.toString();
    else if (cost === undefined && !isSlip && !isSpoilt('cost')) faults.push({ code: 'no_cost' });
    if (cost !== undefined && product !== undefined && differs(cost, product))
      remarks.push({ code: 'cost_not_product', facts: { cost: cost.toString(), product: product.toString() } });
    if (cost !== undefined && quantity === undefined && has('quantity') && !isSpoilt('quantity')) remarks.push({ code: 'cost_without_count' });
    if (quantity === 0) delete values['quantity'];
    values['costBaseYear'] ??= how.costBaseYear;
    values['foundOn'] ??= how.foundOn;
    const foundOn = saidIn(values, 'foundOn');
    if (foundOn > how.today) faults.push({ code: 'found_later', value: foundOn });
    delete values['unitCost'];
  },
  components: ({ values, faults, remarks }, how) => {
    const whole = (name: string) => {
      if (typeof values[name] === 'number') values[name] = Math.round(values[name]);
    };
    whole('lifeYears');
    whole('observedRemainingYears');
    const unitCost = centsIn(values, 'unitCost');
    if (unitCost !== undefined && isTooDear(Number(values['quantity'] ?? 0), unitCost)) faults.push(tooMuch(how, 'unitCost', unitCost));
    if (unitCost === undefined) delete values['unitCostBaseYear'];
    else values['unitCostBaseYear'] ??= how.costBaseYear;
    if (values['quantity'] === 0) faults.push({ code: 'no_quantity' });
    if (values['lifeYears'] === 0) faults.push({ code: 'no_life' });
    if (Number(values['yearInstalled'] ?? 0) > Number(how.today.slice(0, 4))) faults.push({ code: 'installed_later' });
    // One without the other says nothing.
    const [on, remaining] = [values['observedOn'], values['observedRemainingYears']];
    if (remaining !== undefined && on === undefined) values['observedOn'] = how.foundOn;
    if (on !== undefined && remaining === undefined) {
      remarks.push({ code: 'observed_without_remaining' });
      delete values['observedOn'];
    }
  },
};

/** By what a row is known again: the file's own key, or what does not change when it is corrected. */
export function keyOf(kind: Kind, values: Values, structureId: string): string {
  if (kind === 'buildings') return saidIn(values, 'code');
  if (values['key'] !== undefined) return saidIn(values, 'key');
  const parts = kind === 'deficiencies' ? ['system', 'component', 'scope'] : ['system', 'name'];
  return [structureId, ...parts.map((name) => saidIn(values, name))].map(plain).join('|');
}

const TOTAL_WORDS = /^(?:grand |sub ?)?totals?\b/i;
/**
 * Is this a line of totals rather than a row: a figure in a column that is added up, and nothing that would name what it is about, or the word "total"? Such lines are held against the rows
 * and never let in.
 */
export function isTotalLine(cells: readonly string[], { columns }: Pick<Understanding, 'columns'>): boolean {
  const cellOf = (column: Column) => cells[column.index] ?? '';
  if (!columns.some((column) => column.field.isSummed && !isBlank(cellOf(column)) && !isSpreadsheetError(cellOf(column)))) return false;
  if (cells.some((cell) => TOTAL_WORDS.test(trimmed(cell))) && columns.some((column) => column.field.isRequired && isBlank(cellOf(column))))
    return true;
  const naming = columns.filter(({ field }) => field.isRequired && field.reads !== 'priority');
  return naming.length > 0 && naming.every((column) => isBlank(cellOf(column)));
}

/** A row in which nothing stands. */
export const isEmptyLine = (cells: readonly string[]): boolean => cells.every((cell) => trimmed(cell) === '');
