import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { type Archive, openArchive } from './archive.ts';
import { brokenWorkbook, cellTooLong, noSuchSheet, tooManyColumns, tooManyRows, unpacksTooLarge } from './problems.ts';
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_SHARED_CHARACTERS } from './limits.ts';
import type { SheetRow, Sheets } from './sheet.ts';
import { Unreadable } from './sheet.ts';

// A workbook is a zip archive of XML. It is read as a stream, part by part, and never whole: what it says of its own size is checked before, and held to while it is unpacked.

type Tag = { name: string; attributes: Record<string, string>; isSelfClosing: boolean };
type Heard = { open?: (tag: Tag) => void; text?: (text: string) => void; close?: (name: string) => void };

/** Names without their prefix: some programs write `x:row`. */
const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** Hears a part's XML piece by piece; between two pieces the caller may take what came. */
async function* hear({ file, entries }: Archive, name: string, heard: Heard): AsyncGenerator<number> {
  const entry = entries.get(name);
  if (!entry) return;
  const stream: Readable = await file.openReadStreamPromise(entry);
  const parser = new SaxesParser();
  let failure: Error | undefined;
  parser.on('error', (error) => (failure ??= error));
  // Entities of its own could be made to grow without end; only XML's five are known.
  parser.on('opentag', (tag) => heard.open?.({ name: local(tag.name), attributes: tag.attributes, isSelfClosing: tag.isSelfClosing }));
  parser.on('text', (text) => heard.text?.(text));
  parser.on('closetag', (tag) => heard.close?.(local(tag.name)));
  const decoder = new TextDecoder('utf-8');
  let bytes = 0;
  try {
    for await (const piece of stream) {
      bytes += (piece as Buffer).length;
      parser.write(decoder.decode(piece as Buffer, { stream: true }));
      if (failure) throw failure;
      yield entry.uncompressedSize === 0 ? 1 : bytes / entry.uncompressedSize;
    }
    parser.write(decoder.decode()).close();
    if (failure) throw failure;
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(brokenWorkbook());
  } finally {
    stream.destroy();
  }
}

async function hearAll(archive: Archive, name: string, heard: Heard): Promise<void> {
  for await (const _ of hear(archive, name, heard));
}

/** Its sheets in order, by name with their part; whether its days count from 1904. */
async function readWorkbook(archive: Archive) {
  const targets = new Map<string, string>();
  await hearAll(archive, 'xl/_rels/workbook.xml.rels', {
    open: ({ name, attributes }) => {
      const target = attributes['Target'] ?? '';
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  const sheets = new Map<string, string>();
  let isFrom1904 = false;
  await hearAll(archive, 'xl/workbook.xml', {
    open: ({ name, attributes }) => {
      if (name === 'sheet') sheets.set(attributes['name'] ?? '', targets.get(attributes['r:id'] ?? '') ?? '');
      if (name === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
  });
  if (sheets.size === 0) throw new Unreadable(brokenWorkbook());
  return { sheets, isFrom1904 };
}

/** Texts that cells name by number. */
async function readSharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = [];
  let [text, isText, isPhonetic, length] = ['', false, false, 0];
  await hearAll(archive, 'xl/sharedStrings.xml', {
    open: ({ name }) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text: (piece) => {
      if (!isText) return;
      text += piece;
      length += piece.length;
      if (length > MAX_SHARED_CHARACTERS) throw new Unreadable(unpacksTooLarge());
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

type Look = 'plain' | 'day' | 'percent';
const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const BUILT_IN_PERCENTS = new Set([9, 10]);
/** A format of one's own is of days where letters of a date stand outside quotes and brackets. */
function lookOf(format: string): Look {
  const bare = format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  return bare.includes('%') ? 'percent' : /[dy]|m{1,5}(?!.*[0#])/i.test(bare) && !/[#0]/.test(bare) ? 'day' : 'plain';
}

/** How numbers of each cell style are meant: a day and a number are kept alike. */
async function readLooks(archive: Archive): Promise<Look[]> {
  const own = new Map<number, Look>();
  const looks: Look[] = [];
  let isCellStyles = false;
  await hearAll(archive, 'xl/styles.xml', {
    open: ({ name, attributes }) => {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') own.set(id, lookOf(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') isCellStyles = true;
      if (name === 'xf' && isCellStyles) looks.push(own.get(id) ?? (BUILT_IN_DAYS.has(id) ? 'day' : BUILT_IN_PERCENTS.has(id) ? 'percent' : 'plain'));
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyles = false;
    },
  });
  return looks;
}

/** "C12" → 2 */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const place = letter.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return column - 1;
}

const DAY_MS = 86_400_000;
const [FROM_1900, FROM_1904] = [Date.UTC(1899, 11, 30), Date.UTC(1904, 0, 1)];
/** Twelve digits say all that was meant: 0.1 + 0.2 is 0.3. */
const rounded = (value: number) => String(Number(value.toPrecision(12)));

function asText(value: string, look: Look, isFrom1904: boolean): string {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  if (look === 'percent') return `${rounded(number * 100)}%`;
  if (look === 'day' && number >= 1 && number < 3_000_000)
    return new Date((isFrom1904 ? FROM_1904 : FROM_1900) + Math.floor(number) * DAY_MS).toISOString().slice(0, 10);
  return value;
}

/** A workbook of Excel's: each sheet row by row, formulas by the value they had when it was saved, errors as they are written (`#N/A`), days as 2024-03-05. */
export async function openXlsx(path: string): Promise<Sheets> {
  const archive = await openArchive(path, brokenWorkbook);
  const workbook = await readWorkbook(archive).finally(() => archive.file.close());
  return { format: { type: 'xlsx', sheets: [...workbook.sheets.keys()] }, rows: (sheet) => readSheet(path, workbook, sheet) };
}

async function* readSheet(path: string, { sheets, isFrom1904 }: Awaited<ReturnType<typeof readWorkbook>>, sheet?: string): AsyncGenerator<SheetRow> {
  const part = sheet === undefined ? [...sheets.values()][0] : sheets.get(sheet);
  const archive = await openArchive(path, brokenWorkbook);
  try {
    if (part === undefined || !archive.entries.has(part)) throw new Unreadable(noSuchSheet());
    const [strings, looks] = [await readSharedStrings(archive), await readLooks(archive)];
    let came: { row: number; cells: string[] }[] = [];
    let [row, cells, cell, isValue] = [0, [] as string[], { column: 0, type: 'n', look: 'plain' as Look, value: '' }, false];
    const heard: Heard = {
      open: ({ name, attributes }) => {
        if (name === 'row') [row, cells] = [Number(attributes['r'] ?? row + 1), []];
        if (name === 'c') {
          const column = attributes['r'] ? columnOf(attributes['r']) : cells.length;
          if (column >= MAX_COLUMNS) throw new Unreadable(tooManyColumns(MAX_COLUMNS));
          cell = { column, type: attributes['t'] ?? 'n', look: looks[Number(attributes['s'] ?? -1)] ?? 'plain', value: '' };
        }
        // Of a formula the value counts, not its words.
        isValue = name === 'v' || name === 't';
      },
      text: (piece) => {
        if (!isValue) return;
        cell.value += piece;
        if (cell.value.length > MAX_CELL) throw new Unreadable(cellTooLong(row, MAX_CELL));
      },
      close: (name) => {
        if (name === 'v' || name === 't') isValue = false;
        if (name === 'c') {
          while (cells.length < cell.column) cells.push('');
          cells[cell.column] = textOf(cell, strings, isFrom1904);
        }
        if (name === 'row') {
          if (row > MAX_ROWS) throw new Unreadable(tooManyRows(MAX_ROWS));
          came.push({ row, cells });
        }
      },
    };
    for await (const read of hear(archive, part, heard)) {
      for (const one of came) yield { ...one, read: Math.min(1, read) };
      came = [];
    }
    for (const one of came) yield { ...one, read: 1 };
  } finally {
    archive.file.close();
  }
}

function textOf({ type, look, value }: { type: string; look: Look; value: string }, strings: readonly string[], isFrom1904: boolean): string {
  switch (type) {
    case 's': {
      const text = strings[Number(value)] ?? '';
      return text;
    }
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return value.slice(0, 10);
    case 'n':
      return asText(value, look, isFrom1904);
    // Text of its own (inlineStr), of a formula (str), an error (e).
    default:
      return value;
  }
}
