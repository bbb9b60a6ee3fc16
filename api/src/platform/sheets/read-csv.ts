import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { cellTooLong, notText, tooManyColumns, tooManyRows, unclosedQuote } from './problems.ts';
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS } from './limits.ts';
import type { Pieces } from './pieces.ts';
import type { Format, Sheets } from './sheet.ts';
import { Unreadable } from './sheet.ts';

type Csv = Extract<Format, { type: 'csv' }>;
const SAMPLE_CHARACTERS = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];
const SHARED = { relax_column_count: true, relax_quotes: true, bom: false, skip_empty_lines: false } as const;

/** UTF-8 and UTF-16 say so by their first bytes or by being nothing else; the rest is what Windows wrote. */
async function encodingOf(pieces: Pieces): Promise<Csv['encoding']> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const piece of pieces()) {
      if (isFirst && piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
      if (isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf) return 'utf-8';
      isFirst = false;
      if (piece.includes(0)) throw new Unreadable(notText());
      decoder.decode(piece, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** The delimiter by which the first lines come out widest and most alike. */
function delimiterOf(sample: string): string {
  const widths = DELIMITERS.map((delimiter) => {
    try {
      const rows = parseSync(sample, { ...SHARED, delimiter, to: 20 });
      const counts = rows.map((row) => row.length);
      const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 1;
      return { delimiter, score: usual > 1 ? usual * counts.filter((n) => n === usual).length : 0 };
    } catch {
      return { delimiter, score: 0 };
    }
  });
  return widths.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

/** Decoded piece by piece: a letter may lie across two. */
async function* decoded(pieces: Pieces, encoding: Csv['encoding'], progress?: (read: number) => void) {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces(progress)) yield decoder.decode(piece, { stream: true });
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** A text file with a cell between delimiters: any usual encoding, delimiter and line end, quoted line breaks included. */
export async function openCsv(pieces: Pieces): Promise<Sheets> {
  const encoding = await encodingOf(pieces);
  let sample = '';
  for await (const piece of decoded(pieces, encoding)) {
    sample += piece;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  if (sample.includes('\0')) throw new Unreadable(notText());
  // Its last line may be cut.
  const whole = sample.length >= SAMPLE_CHARACTERS ? sample.slice(0, sample.lastIndexOf('\n') + 1) || sample : sample;
  const delimiter = delimiterOf(whole);

  async function* rows() {
    let read = 0;
    const text = Readable.from(decoded(pieces, encoding, (share) => (read = share)));
    const parser = text.compose(parse({ ...SHARED, delimiter, max_record_size: MAX_COLUMNS * MAX_CELL })) as AsyncIterable<string[]>;
    let row = 0;
    try {
      for await (const cells of parser) {
        row += 1;
        if (row > MAX_ROWS) throw new Unreadable(tooManyRows(MAX_ROWS));
        if (cells.length > MAX_COLUMNS) throw new Unreadable(tooManyColumns(MAX_COLUMNS));
        if (cells.some((cell) => cell.length > MAX_CELL)) throw new Unreadable(cellTooLong(row, MAX_CELL));
        yield { row, cells, read };
      }
    } catch (error) {
      if (error instanceof CsvError)
        throw new Unreadable(error.code === 'CSV_MAX_RECORD_SIZE' ? cellTooLong(row + 1, MAX_CELL) : unclosedQuote(row + 1));
      throw error;
    }
  }
  return { format: { type: 'csv', encoding, delimiter }, rows };
}
