import { open } from 'node:fs/promises';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { piecesOf } from '#platform/sheets/pieces.ts';
import { type SheetRow, Unreadable } from '#platform/sheets/sheet.ts';
import { nothingInIt } from '../received-files/problems.ts';
import { CHROME_FIELDS, chromeRows } from './read-chrome.ts';
import { type DeviceFileKind, type Field, guessColumns, missingField } from './rules/fields.ts';

/** A list of devices: what its columns are called, what they most likely are, and its rows below. */
export type DeviceList = { headings: string[] | null; columns: (Field | null)[]; rows: () => AsyncIterable<SheetRow> };

/** JSON begins with a bracket, whatever blanks stand before; packed, one has to look inside. */
async function isJson(path: string, isPacked: boolean): Promise<boolean> {
  for await (const piece of (await piecesOf(path, isPacked))()) return /^\uFEFF?\s*[[{]/.test(piece.subarray(0, 200).toString('utf8'));
  return false;
}
async function isPackedAt(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

const HEAD_ROWS = 20;

/** The list of devices at `path`: JSON of the Admin SDK, a table as CSV or workbook, either packed. */
export async function openDevices(path: string, kind: DeviceFileKind): Promise<DeviceList> {
  const isPacked = await isPackedAt(path);
  if (kind === 'chrome' && (await isJson(path, isPacked))) {
    const pieces = await piecesOf(path, isPacked);
    return { headings: null, columns: CHROME_FIELDS, rows: () => chromeRows(pieces) };
  }
  const sheets = await openSheets(path);
  let best: { row: number; cells: string[]; known: number } | undefined;
  let seen = 0;
  for await (const { row, cells } of sheets.rows()) {
    const known = guessColumns(kind, cells).filter(Boolean).length;
    if (cells.some((cell) => cell.trim() !== '') && (best === undefined || known > best.known)) best = { row, cells, known };
    if ((seen += 1) >= HEAD_ROWS) break;
  }
  if (best === undefined) throw new Unreadable(nothingInIt());
  const head = best;
  async function* rows() {
    for await (const one of sheets.rows()) if (one.row > head.row) yield one;
  }
  return { headings: head.cells.map((cell) => cell.trim().slice(0, 200)), columns: guessColumns(kind, head.cells), rows };
}

/** Whether a person says first what the columns are. */
export const needsMapping = ({ columns }: DeviceList): boolean => missingField(columns) !== undefined;
