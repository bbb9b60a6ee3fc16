import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { cellTooLong, notText, tooManyColumns, tooManyRows, unclosedQuote } from '../problems.ts';
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS } from './limits.ts';
import type { Format, Sheets } from './sheet.ts';
import { Unreadable } from './sheet.ts';

type Csv = Extract<Format, { type: 'csv' }>;
const SAMPLE_BYTES = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];
const SHARED = { relax_column_count: true, relax_quotes: true, bom: false, skip_empty_lines: false } as const;

/** UTF-8 and UTF-16 say so by their first bytes or by being nothing else; the rest is what Windows wrote. */
async function encodingOf(path: string): Promise<Csv['encoding']> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
    if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
    if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8';
  } finally {
    await file.close();
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path)) {
      if ((piece as Buffer).includes(0)) throw new Unreadable(notText());
      decoder.decode(piece as Buffer, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    return 'windows-1252';
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
async function* decoded(path: string, encoding: Csv['encoding'], progress: (bytes: number) => void, limit = Number.POSITIVE_INFINITY) {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const piece of createReadStream(path, { end: limit - 1 })) {
    bytes += (piece as Buffer).length;
    progress(bytes);
    yield decoder.decode(piece as Buffer, { stream: true });
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** A text file with a cell between delimiters: any usual encoding, delimiter and line end, quoted line breaks included. */
export async function openCsv(path: string): Promise<Sheets> {
  const encoding = await encodingOf(path);
  let sample = '';
  for await (const piece of decoded(path, encoding, () => {}, SAMPLE_BYTES)) sample += piece;
  if (sample.includes('\0')) throw new Unreadable(notText());
  const { size } = await stat(path);
  // Its last line may be cut.
  const whole = size > SAMPLE_BYTES ? sample.slice(0, sample.lastIndexOf('\n') + 1) || sample : sample;
  const delimiter = delimiterOf(whole);

  async function* rows() {
    let read = 0;
    const text = Readable.from(decoded(path, encoding, (bytes) => (read = bytes)));
    const parser = text.compose(parse({ ...SHARED, delimiter, max_record_size: MAX_COLUMNS * MAX_CELL })) as AsyncIterable<string[]>;
    let row = 0;
    try {
      for await (const cells of parser) {
        row += 1;
        if (row > MAX_ROWS) throw new Unreadable(tooManyRows(MAX_ROWS));
        if (cells.length > MAX_COLUMNS) throw new Unreadable(tooManyColumns(MAX_COLUMNS));
        if (cells.some((cell) => cell.length > MAX_CELL)) throw new Unreadable(cellTooLong(row, MAX_CELL));
        yield { row, cells, read: Math.min(1, read / size) };
      }
    } catch (error) {
      if (error instanceof CsvError)
        throw new Unreadable(error.code === 'CSV_MAX_RECORD_SIZE' ? cellTooLong(row + 1, MAX_CELL) : unclosedQuote(row + 1));
      throw error;
    }
  }
  return { format: { type: 'csv', encoding, delimiter }, rows };
}
