import { searchText } from '#kernel/text.ts';
import { type Column, isLookup } from './columns.ts';

// What a spreadsheet holds, as the plan takes it: "$1,200.50", "(300)", "11/3/2026", "35%", "x".

/** With its thousands parted. In "1,50" the comma parts cents, and stays: refused is better than read a hundred times too large. */
const PARTED = /^[1-9]\d{0,2}([,\s]\d{3})+(\.\d*)?$/;
const plainMoney = (text: string) => {
  const isNegative = /^\(.*\)$/.test(text) || /^\$?\s*[-−]/.test(text);
  const digits = text.replaceAll(/^\(|\)$/g, '').replace(/^[-−]?\s*\$?\s*[-−]?\s*/, '');
  return `${isNegative ? '-' : ''}${PARTED.test(digits) ? digits.replaceAll(/[,\s]/g, '') : digits}`;
};

const US_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const plainDay = (text: string) => {
  const [, month, day, year] = US_DAY.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
};

/** A share of 1; undefined where it is none. */
function shareOf(text: string): number | undefined {
  const digits = text.replace(/\s*%$/, '');
  return /^\d{1,3}(\.\d{1,4})?$/.test(digits) ? Number(digits) / 100 : undefined;
}

const YES = ['yes', 'y', 'x', 'true', '1', 'sí', 'si', 's'];
const NO = ['no', 'n', 'false', '0'];
const isYes = (text: string) => (YES.includes(text.toLowerCase()) ? true : NO.includes(text.toLowerCase()) ? false : undefined);

/** What a code may be made of: nothing that does not show, and nothing that the database cannot hold. */
const CODE = searchText(5_000);

export type Cell =
  { ok: true; value: string | number | boolean | undefined } | { ok: false; why: 'required' | 'percent' | 'yes' | 'choice' | 'whole' | 'characters' };

const good = (value: string | number | boolean | undefined): Cell => ({ ok: true, value });
const orWrong = (value: number | boolean | undefined, why: 'percent' | 'yes'): Cell => (value === undefined ? { ok: false, why } : good(value));

/** What a cell says: nothing where it is empty; money, days and texts are judged further by what the plan itself takes. */
export function readCell({ kind, isRequired, choices = [] }: Column, written = ''): Cell {
  const text = written.trim();
  if (text === '') return isRequired ? { ok: false, why: 'required' } : good(undefined);
  if (isLookup(kind) && !CODE.safeParse(text).success) return { ok: false, why: 'characters' };
  switch (kind) {
    case 'money':
      return good(plainMoney(text));
    case 'day':
      return good(plainDay(text));
    case 'percent':
      return orWrong(shareOf(text), 'percent');
    case 'yes':
      return orWrong(isYes(text), 'yes');
    case 'whole':
      return /^-?\d{1,6}$/.test(text) ? good(Number(text)) : { ok: false, why: 'whole' };
    case 'choice': {
      const chosen = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
      return choices.includes(chosen) ? good(chosen) : { ok: false, why: 'choice' };
    }
    default:
      return good(text);
  }
}
