import type { Sql } from '@steward/db';
import { PROJECT_COLUMNS, projectColumns } from '../project-files/rules/columns.ts';
import { fieldsOf, guessColumns, missingFields } from '../finance/rules/fields.ts';
import { digestOf, type Heads, headingsAt, plainHeading } from './heads.ts';
import { type FileKind, isFinanceKind } from './kinds.ts';
import { columnMissing, fieldTwice, headingsMissing, unknownField } from './problems.ts';
import { findMapping } from './queries.ts';

export type Mapping = {
  /** From 1. */
  headerRow: number;
  columns: (string | null)[];
  /** The mapping's name, where it is one that was kept. */
  name: string | null;
};

/** The row whose cells read most like headings of such a file. */
function headerRowOf(kind: FileKind, { rows }: Heads): number {
  const known = ({ cells }: Heads['rows'][number]) =>
    (isFinanceKind(kind) ? guessColumns(kind, cells.map(plainHeading)) : projectColumns(cells.map(plainHeading)).columns).filter(
      (name) => name !== null,
    ).length;
  const best = rows.reduce((found, row) => (known(row) > known(found) ? row : found), rows[0]!);
  return best.row;
}

/** What the columns of a file are: as somebody said of the same headings before, else by what they are called. A list of projects is read as its owner publishes it. */
export async function suggestMapping(on: Sql, kind: FileKind, heads: Heads, asked?: number): Promise<Mapping> {
  const headerRow = asked ?? headerRowOf(kind, heads);
  const headings = headingsAt(heads, headerRow);
  if (!isFinanceKind(kind)) {
    const { columns, missing } = projectColumns(headings.map(plainHeading));
    if (missing.length > 0) throw headingsMissing(missing.map((name) => PROJECT_COLUMNS[name]));
    return { headerRow, columns, name: null };
  }
  const kept = await findMapping(on, kind, digestOf(headings));
  return { headerRow, columns: kept?.columns ?? guessColumns(kind, headings.map(plainHeading)), name: kept?.name ?? null };
}

/** Refuses what no row could be read by. */
export function judgeColumns(kind: FileKind, columns: readonly (string | null)[]): void {
  if (!isFinanceKind(kind)) return;
  const named = columns.filter((name) => name !== null);
  if (named.some((name) => !fieldsOf(kind).some((field) => field.name === name))) throw unknownField();
  if (new Set(named).size < named.length) throw fieldTwice();
  const [missing] = missingFields(kind, columns);
  if (missing) throw columnMissing(missing);
}
