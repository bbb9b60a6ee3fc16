/** What a cell says: its value, null for nothing, or why it cannot be read. */
export type Read<T> = { value: T | null } | { fault: string };

const SPREADSHEET_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$/i;
/** What people and accounting formats write for nothing: a dash, alone, with a dollar sign, or before padding zeros (` -00 `). */
const DASH = /^\$?\s*[-–—]+\s*(?:0{2}|\?{2})?$/;
const NOTHING_WORDS = new Set(['n/a', 'na', 'n.a.', 'none', 'null', 'nil', 'tbd', 'unknown']);

/** Without blanks at either end, tabs and hard blanks included, and with single ones inside. */
export const trimmed = (text: string): string => (UNTRIMMED.test(text) ? text.replaceAll(/[\s\u00A0\u200B\uFEFF]+/g, ' ').trim() : text);
/** Most cells need nothing done. */
const UNTRIMMED = /^\s|\s$|\s\s|[^\S ]|[\u00A0\u200B\uFEFF]/;
export const isSpreadsheetError = (text: string): boolean => text.includes('#') && SPREADSHEET_ERROR.test(trimmed(text));
export const isDash = (text: string): boolean => DASH.test(trimmed(text));
/** Nothing stands there: empty, or a dash. */
export const isBlank = (text: string): boolean => trimmed(text) === '' || isDash(text);

const MAX_CENTS = 99_999_999_999_999n;

/** What numbers of all kinds have in common; the rest reads the digits. */
function readFigure<T>(text: string, read: (figure: string) => Read<T>): Read<T> {
  const cell = trimmed(text);
  if (cell === '' || DASH.test(cell) || NOTHING_WORDS.has(cell.toLowerCase())) return { value: null };
  if (isSpreadsheetError(cell)) return { fault: 'spreadsheet_error' };
  return read(cell);
}

const PLAIN = /^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$/;
const SCIENTIFIC = /^\d+(?:\.\d+)?[eE][+-]?\d{1,2}$/;

/** "1,234.567" → ["1234", "567"], also out of "1.234567E3"; undefined where it is no such figure. */
function digitsOf(figure: string): [whole: string, fraction: string] | undefined {
  if (SCIENTIFIC.test(figure)) {
    const plain = Number(figure).toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
    return digitsOf(plain);
  }
  if (!PLAIN.test(figure) || !/\d/.test(figure)) return undefined;
  const [whole = '', fraction = ''] = figure.replaceAll(',', '').split('.');
  return [whole === '' ? '0' : whole, fraction];
}

/** Brackets or a minus, on either side, are below zero. */
function signed(figure: string): { isNegative: boolean; size: string } {
  const bracketed = /^\((.*)\)$/.exec(figure);
  const size = (bracketed?.[1] ?? figure).replace(/^-\s*|\s*-$/g, '');
  return { isNegative: bracketed !== null || size !== figure, size };
}

/** Dollars in cents: `$1,234.56 `, `(1,234)`, `1234.5`, `1.2E6`, below zero as well. Half a cent is rounded up. */
export const readSignedMoney = (text: string): Read<bigint> =>
  readFigure(text, (cell) => {
    const { isNegative, size } = signed(cell.replace(/\s*USD$/i, ''));
    const digits = digitsOf(size.replace(/^(?:US)?\$\s*/i, '').trim());
    if (!digits) return { fault: 'not_money' };
    const [whole, fraction] = digits;
    const cents = BigInt(whole) * 100n + BigInt(`${fraction}00`.slice(0, 2)) + (Number(fraction[2] ?? '0') >= 5 ? 1n : 0n);
    return cents > MAX_CENTS ? { fault: 'too_much' } : { value: isNegative ? -cents : cents };
  });

/** Dollars in cents, zero or more. */
export const readMoney = (text: string): Read<bigint> => {
  const read = readSignedMoney(text);
  return 'value' in read && read.value !== null && read.value < 0n ? { fault: 'negative' } : read;
};

const MAX_NUMBER = 1e9;
/** A count or measure, zero or more. */
export const readNumber = (text: string): Read<number> =>
  readFigure(text, (cell) => {
    const { isNegative, size } = signed(cell);
    const digits = digitsOf(size);
    if (!digits) return { fault: 'not_a_number' };
    const value = Number(digits.join('.'));
    if (isNegative && value > 0) return { fault: 'negative' };
    return value > MAX_NUMBER ? { fault: 'too_much' } : { value };
  });

/** Above it, a share without a percent sign may as well be percent. */
const SURELY_A_SHARE = 5;
/** "0.30%" and "0.003" → 0.003. A bare 12.5 may be either, so it is refused. */
export const readRatio = (text: string): Read<number> =>
  readFigure(text, (cell) => {
    const isPercent = cell.endsWith('%');
    const { isNegative, size } = signed(isPercent ? cell.slice(0, -1).trim() : cell);
    const digits = digitsOf(size);
    if (!digits) return { fault: 'not_a_ratio' };
    const figure = Number(digits.join('.'));
    if (isNegative && figure > 0) return { fault: 'negative' };
    if (!isPercent) return figure > SURELY_A_SHARE ? { fault: 'ratio_unclear' } : { value: figure };
    return { value: Number(`${digits.join('.')}e-2`) };
  });

const DAY_MS = 86_400_000;
/** Spreadsheets count days from here (their 1900 has a 29th of February). */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);
const [SERIAL_FROM, SERIAL_TO] = [18_264, 73_050];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CENTURY_SPLIT = 70;

function dayOf(year: number, month: number, day: number): Read<string> {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return { fault: 'not_a_day' };
  return { value: at.toISOString().slice(0, 10) };
}
const fullYear = (year: string) => (year.length === 2 ? Number(year) + (Number(year) < CENTURY_SPLIT ? 2000 : 1900) : Number(year));

/** A day as 2024-03-05, out of itself, 3/5/2024, 3/5/24, "Mar 5, 2024", or the number that a spreadsheet keeps it as. */
export const readDay = (text: string): Read<string> =>
  readFigure(text, (cell) => {
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(cell);
    if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?: .*)?$/.exec(cell);
    if (us) return dayOf(fullYear(us[3]!), Number(us[1]), Number(us[2]));
    const words = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i.exec(cell);
    if (words) return dayOf(Number(words[3]), MONTHS.indexOf(words[1]!.toLowerCase()) + 1, Number(words[2]));
    const serial = /^\d{5}(?:\.\d+)?$/.test(cell) ? Math.floor(Number(cell)) : Number.NaN;
    if (serial >= SERIAL_FROM && serial <= SERIAL_TO) return { value: new Date(SERIAL_ZERO + serial * DAY_MS).toISOString().slice(0, 10) };
    return { fault: 'not_a_day' };
  });

const [FIRST_YEAR, LAST_YEAR] = [1800, 2100];
/** A year of four digits, or that of a day. */
export const readYear = (text: string): Read<number> =>
  readFigure(text, (cell) => {
    const plain = /^(\d{4})(?:\.0+)?$/.exec(cell);
    const day = plain ? undefined : readDay(cell);
    const year = plain ? Number(plain[1]) : day && 'value' in day && day.value !== null ? Number(day.value.slice(0, 4)) : Number.NaN;
    return year >= FIRST_YEAR && year <= LAST_YEAR ? { value: year } : { fault: 'not_a_year' };
  });

/** Words of at most so many characters; controls and marks that turn text around are left out. */
export function readText(text: string, max: number): Read<string> {
  // An apostrophe before what looks like a formula is how it was kept from being run.
  const words = trimmed(
    text.replace(/^\s*'(?=\s*[=+\-@])/, '').replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, ''),
  );
  if (words === '' || isDash(words)) return { value: null };
  if (isSpreadsheetError(words)) return { fault: 'spreadsheet_error' };
  return words.length > max ? { fault: 'too_long' } : { value: words };
}
