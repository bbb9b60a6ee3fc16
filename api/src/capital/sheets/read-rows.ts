import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { RESTS } from '../contract.ts';
import { findByCode, type Found, linesOfContracts } from './queries.ts';
import { readCell } from './rules/cells.ts';
import { type Column, isLookup, type Lookup, LOOKUPS, type Sheet } from './rules/columns.ts';

/** What is wrong with a row: in which cell, and by which rule with its figures. */
export type CellError = { column: string | null; code: string; detail: string; asked?: string; available?: string };
export type Written = { key: string; cells: Readonly<Record<string, string>> };
type Values = Readonly<Record<string, string | number | boolean | undefined>>;
export type ContractLine = Awaited<ReturnType<typeof linesOfContracts>>[number];
/** A row as it was read: its values, what its codes stand for, and what is wrong with it so far. */
export type Read = {
  key: string;
  cells: Readonly<Record<string, string>>;
  values: Values;
  found: Readonly<Record<string, Found>>;
  contractLine: ContractLine | undefined;
  errors: CellError[];
};

const SHAPES = {
  required: 'Answer this.',
  percent: 'Write per cent, as 35.',
  yes: 'Write yes or no.',
  choice: 'Choose one of these.',
  whole: 'Write a whole number, as 12.',
  characters: 'Use ordinary characters: this text holds some that do not show.',
};
const WHAT: Record<Lookup, string> = {
  line: 'budget line of this account',
  project: 'project of this code',
  contract: 'contract of this number',
  contract_line: 'line of this name in the contract',
  vendor: 'vendor of this number or name',
  procurement: 'procurement file of this title',
  source: 'source of this code',
  paper: 'document of this number or title',
  school: 'school of this name',
};

const OTHER_SIDE: Record<string, string> = { from: 'to', to: 'from' };

const plain = (text = '') => text.trim().toLowerCase();

/** All that the codes of these rows may stand for, asked for at once. */
async function findAll(on: Sql, actor: Actor, programmeId: string, { columns }: Sheet, rows: readonly Written[]) {
  const all = new Map<string, Found[]>();
  for (const lookup of LOOKUPS) {
    const own = columns.filter(({ kind }) => kind === lookup);
    // What no code can be made of is refused beside its cell, and looked for nowhere.
    const read = rows.flatMap(({ cells }) => own.map((column) => readCell(column, cells[column.name])));
    const codes = [...new Set(read.flatMap((cell) => (cell.ok && cell.value !== undefined ? [plain(String(cell.value))] : [])))];
    if (codes.length === 0) continue;
    for (const one of await findByCode(on, lookup, { actor, programmeId }, { codes }))
      for (const code of new Set([plain(one.code), plain(one.other ?? undefined)]))
        if (code !== '') all.set(`${lookup} ${code}`, [...(all.get(`${lookup} ${code}`) ?? []), one]);
  }
  return (lookup: Lookup, code: string) => all.get(`${lookup} ${plain(code)}`) ?? [];
}

const invalid = (column: string, detail: string): CellError => ({ column, code: 'request.invalid', detail });

/** Those of several that fit to the row: that are of its own project, or whose money is of the source that its other line has. */
function fitting(candidates: readonly Found[], near: Near): readonly Found[] {
  if (candidates.length < 2) return candidates;
  const few = near.projectId === null ? [] : candidates.filter(({ parentId }) => parentId === near.projectId);
  if (few.length > 0) return few;
  return near.sourceIds.length === 0 ? candidates : candidates.filter(({ sourceId }) => sourceId !== undefined && near.sourceIds.includes(sourceId));
}
type Near = { projectId: string | null; sourceIds: readonly string[] };

function foundOf(column: Column, code: string, candidates: readonly Found[], near: Near): Found | CellError {
  const few = fitting(candidates, near);
  if (few.length === 1) return few[0]!;
  const what = WHAT[column.kind as Lookup];
  return candidates.length === 0
    ? { column: column.name, code: 'capital.code_unknown', detail: `There is no ${what} here: ${code.slice(0, 80)}.` }
    : { column: column.name, code: 'capital.code_twice', detail: `There is more than one ${what}: ${code.slice(0, 80)}.` };
}

/** The line of a contract that a cell names, by its name or its place; the only one, where it names none. */
function lineNamed(written: string, lines: readonly ContractLine[]): ContractLine | CellError {
  const said = plain(written);
  if (said === '' && lines.length === 1) return lines[0]!;
  const found = lines.filter(({ name, position }) => plain(name) === said || String(position) === said);
  if (found.length === 1) return found[0]!;
  const names = lines.map(({ position, name }) => `${position} ${name}`).join(', ');
  return { column: 'contractLine', code: 'capital.line_unnamed', detail: `Name a line of the contract: ${names.slice(0, 400)}.` };
}

/** Of two columns of which one is needed: the first, where a row answers neither, or both. */
export function unanswered({ columns }: Sheet, { cells }: Written): CellError[] {
  const [one] = columns.filter(({ orElse }) => orElse !== undefined);
  if (!one) return [];
  return (plain(cells[one.name]) === '') === (plain(cells[one.orElse!]) === '') ? [invalid(one.name, RESTS.error)] : [];
}

const isError = (one: object): one is CellError => 'detail' in one;

/** Reads rows as they were written: each cell by its kind, each code as what it stands for, as far as this person sees it. */
export async function readRows(on: Sql, actor: Actor, programmeId: string, sheet: Sheet, rows: readonly Written[]): Promise<Read[]> {
  const known = await findAll(on, actor, programmeId, sheet, rows);
  // Money stays with its source: of two lines of one account, the one whose source the other side has is meant.
  const sourcesOf = (name: string, cells: Written['cells']) =>
    known('line', cells[OTHER_SIDE[name] ?? ''] ?? '').flatMap(({ sourceId }) => sourceId ?? []);
  const read = rows.map(({ key, cells }): Read => {
    const errors: CellError[] = Object.keys(cells)
      .filter((name) => !sheet.columns.some((column) => column.name === name))
      .map((name) => invalid(name, 'There is no such column.'));
    const values: Record<string, string | number | boolean | undefined> = {};
    const found: Record<string, Found> = {};
    // In the order of the columns: a procurement file is looked for after its project.
    for (const column of sheet.columns) {
      const cell = readCell(column, cells[column.name]);
      if (!cell.ok) {
        errors.push(invalid(column.name, SHAPES[cell.why]));
        continue;
      }
      values[column.name] = cell.value;
      if (!isLookup(column.kind) || column.kind === 'contract_line' || cell.value === undefined) continue;
      const code = String(cell.value);
      const one = foundOf(column, code, known(column.kind, code), {
        projectId: found['project']?.id ?? null,
        sourceIds: sourcesOf(column.name, cells),
      });
      if (isError(one)) errors.push(one);
      else found[column.name] = one;
    }
    return { key, cells, values, found, contractLine: undefined, errors };
  });
  const contractIds = [...new Set(read.flatMap(({ found }) => found['contract']?.id ?? []))];
  const lines = Map.groupBy(await linesOfContracts(on, contractIds), ({ contractId }) => contractId);
  return read.map((row) => {
    const contract = row.found['contract'];
    if (!contract) return row;
    const line = lineNamed(row.cells['contractLine'] ?? '', lines.get(contract.id) ?? []);
    return isError(line) ? { ...row, errors: [...row.errors, line] } : { ...row, contractLine: line };
  });
}

/** What the codes of a row stand for, in words, with what there is of it. */
export const hintsOf = ({ found, contractLine }: Read) => [
  ...Object.entries(found)
    .filter(([column]) => column !== 'paper')
    .map(([column, { name, availableCents }]) => ({ column, name, available: availableCents === null ? null : dollarsOf(availableCents) })),
  ...(contractLine ? [{ column: 'contractLine', name: contractLine.name, available: dollarsOf(BigInt(contractLine.available)) }] : []),
];
