import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { columnMissing, fieldTwice, unknownField } from './problems.ts';
import { fieldNamed, guessColumns, guessHeaderRow, type Heading, headingsIn, type Kind } from '../rules/assessment-file/fields.ts';
import { columnsOf, missingColumns, type Understanding } from '../rules/assessment-file/rows.ts';
import { plain, type Said } from '../rules/assessment-file/words.ts';
import { digestOfHeadings } from './digests.ts';
import { findMappingFor, type ImportRow, listSystems } from './queries.ts';
import type { Format, Sheets } from '#platform/sheets/sheet.ts';

/** The first rows of each sheet, kept so that the mapping page need not open the file again. */
export type Head = { sheet: string | null; rows: { row: number; cells: string[] }[] };
export type KeptFormat = Format & { heads: Head[] };
export type Mapping = {
  sheet: string | null;
  /** From 1. */
  headerRow: number;
  columns: (string | null)[];
  said: { priority: Said; unit: Said; system: Said; rating: Said };
  costBaseYear: number | null;
  /** The mapping's name, where it is one that was kept. */
  name: string | null;
};

const HEAD_ROWS = 30;
const HEAD_CELL = 120;
const HEAD_SHEETS = 20;

/** What the file begins with, sheet by sheet. */
export async function headsOf({ format, rows }: Sheets): Promise<KeptFormat> {
  const sheets = format.type === 'xlsx' ? format.sheets.slice(0, HEAD_SHEETS) : [null];
  const heads: Head[] = [];
  for (const sheet of sheets) {
    const head: Head = { sheet, rows: [] };
    for await (const { row, cells } of rows(sheet ?? undefined)) {
      head.rows.push({ row, cells: cells.map((cell) => cell.slice(0, HEAD_CELL)) });
      if (head.rows.length >= HEAD_ROWS) break;
    }
    heads.push(head);
  }
  return { ...format, heads };
}

export const formatOf = (row: ImportRow) => row.format as unknown as KeptFormat;
export const mappingOf = (row: ImportRow) => row.mapping as unknown as Mapping;

const headOf = ({ heads }: KeptFormat, sheet: string | null) => heads.find((head) => head.sheet === sheet) ?? heads[0] ?? { sheet: null, rows: [] };
/** Its rows above each other, where some may be missing in between. */
function rowsByNumber({ rows }: Head): string[][] {
  const all: string[][] = [];
  for (const { row, cells } of rows) all[row - 1] = cells;
  return Array.from(all, (cells) => cells ?? []);
}

export const headingsOf = (format: KeptFormat, { sheet, headerRow }: Pick<Mapping, 'sheet' | 'headerRow'>): Heading[] => {
  const rows = rowsByNumber(headOf(format, sheet));
  const widest = Math.max(0, ...rows.map((row) => row.length));
  const headings = headingsIn(rows, headerRow - 1);
  // Columns beyond the last heading hold something all the same.
  return Array.from({ length: Math.max(widest, headings.length) }, (_, i) => headings[i] ?? { name: '', above: '' });
};

const SAMPLES = 3;
export const samplesOf = (format: KeptFormat, { sheet, headerRow }: Pick<Mapping, 'sheet' | 'headerRow'>, column: number): string[] =>
  rowsByNumber(headOf(format, sheet))
    .slice(headerRow)
    .map((row) => (row[column] ?? '').trim())
    .filter(Boolean)
    .slice(0, SAMPLES);

const NOTHING_SAID = { priority: {}, unit: {}, system: {}, rating: {} };

/** What the columns of a sheet are: as somebody said of the same headings before, else by what they are called. */
export async function suggestMapping(
  on: Sql,
  kind: Kind,
  format: KeptFormat,
  asked: { sheet?: string | null | undefined; headerRow?: number | undefined } = {},
): Promise<Mapping> {
  const filled = format.heads.toSorted((a, b) => b.rows.length - a.rows.length)[0]?.sheet ?? null;
  const sheet = asked.sheet ?? filled;
  const headerRow = asked.headerRow ?? guessHeaderRow(rowsByNumber(headOf(format, sheet))) + 1;
  const headings = headingsOf(format, { sheet, headerRow });
  const kept = await findMappingFor(on, kind, digestOfHeadings(headings));
  const said = kept?.mapping as Pick<Mapping, 'columns' | 'said' | 'costBaseYear'> | undefined;
  return {
    sheet,
    headerRow,
    columns: said?.columns ?? guessColumns(kind, headings),
    said: { ...NOTHING_SAID, ...said?.said },
    costBaseYear: said?.costBaseYear ?? null,
    name: kept?.name ?? null,
  };
}

/** Refuses what no row could be read by. */
export function judgeColumns(kind: Kind, columns: readonly (string | null)[], headings: readonly Heading[]) {
  const named = columns.filter((name) => name !== null);
  if (named.some((name) => !fieldNamed(kind, name))) throw unknownField();
  if (new Set(named).size < named.length) throw fieldTwice();
  const read = columnsOf(
    kind,
    columns,
    headings.map(({ name }) => name),
  );
  const [missing] = missingColumns({ kind, columns: read });
  if (missing) throw columnMissing(missing.field.name);
}

/** How this file's rows are read. */
export async function understandingOf(
  on: Sql,
  row: ImportRow,
  now: Date,
): Promise<Understanding & { headerRow: number; sheet: string | null; notTaken: string[] }> {
  const { columns: names, said, headerRow, sheet, costBaseYear } = mappingOf(row);
  const kind = row.kind as Kind;
  const headings = headingsOf(formatOf(row), { sheet, headerRow });
  const systems = await listSystems(on);
  const today = districtDay(now);
  const levels = new Map(systems.map(({ code, level }) => [code, level]));
  const columns = columnsOf(
    kind,
    names.map((name) => (name?.startsWith('rating:') && levels.get(name.slice(7)) !== 2 ? null : name)),
    headings.map(({ name }) => name),
  );
  const taken = new Set(columns.map(({ index }) => index));
  return {
    kind,
    columns,
    said,
    systems: { levels, byName: new Map(systems.filter(({ level }) => level === 3).map(({ code, name }) => [plain(name), code])) },
    costBaseYear: costBaseYear ?? Number((row.assessedOn ?? today).slice(0, 4)),
    foundOn: row.assessedOn ?? today,
    today,
    headerRow,
    sheet,
    notTaken: headings.flatMap(({ name, above }, i) => (taken.has(i) ? [] : [[above, name].filter(Boolean).join(' ') || `(${i + 1})`])),
  };
}
