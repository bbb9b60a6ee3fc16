import { createHash } from 'node:crypto';
import { trimmed } from '#kernel/cells.ts';
import type { Sheets } from '#platform/sheets/sheet.ts';

/** The first rows of a file, kept so that the page that says what its columns are need not open it again. */
export type Heads = { rows: { row: number; cells: string[] }[] };

const HEAD_ROWS = 30;
const HEAD_CELL = 120;

/** What the file begins with; of a workbook, its first sheet. */
export async function headsOf({ rows }: Sheets): Promise<Heads> {
  const head: Heads = { rows: [] };
  for await (const { row, cells } of rows()) {
    head.rows.push({ row, cells: cells.map((cell) => cell.slice(0, HEAD_CELL)) });
    if (head.rows.length >= HEAD_ROWS) break;
  }
  return head;
}

/** As headings are compared: "Project Type " is "project type". */
export const plainHeading = (text: string) => trimmed(text).toLowerCase();
export const headingsAt = ({ rows }: Heads, headerRow: number): string[] => (rows.find(({ row }) => row === headerRow)?.cells ?? []).map(trimmed);
/** Files with the same headings have the same. */
export const digestOf = (headings: readonly string[]) => createHash('sha256').update(headings.map(plainHeading).join('\n')).digest('base64url');

const SAMPLES = 3;
/** What stands in a column in the first rows. */
export const samplesOf = ({ rows }: Heads, headerRow: number, column: number): string[] =>
  rows
    .filter(({ row }) => row > headerRow)
    .map(({ cells }) => trimmed(cells[column] ?? ''))
    .filter(Boolean)
    .slice(0, SAMPLES);
