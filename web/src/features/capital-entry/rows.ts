import type { operations } from '#lib/api/schema.gen.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type Sheets = Answer<'listCapitalSheets'>;
export type Sheet = Sheets['items'][number];
export type SheetName = Sheet['sheet'];
export type Column = Sheet['columns'][number] & { label: string };
export type Waiting = Answer<'listCapitalRequests'>['items'];

export type Cells = Record<string, string>;
/** A row as it was typed. Its key is its own: entered once, it is not entered again. */
export type Row = { key: string; cells: Cells };
/** What the plan says of a row. */
export type Said = {
  state: 'good' | 'refused' | 'entered' | 'entered_before';
  /** By the column; of the row as a whole: ''. */
  errors: Record<string, string>;
  hints: Record<string, string>;
};
export type SaidOf = Record<string, Said>;

export const isBlank = ({ cells }: Row) => Object.values(cells).every((cell) => cell.trim() === '');
export const newRow = (cells: Cells = {}): Row => ({ key: crypto.randomUUID(), cells });

const PREFIX = 'cell';
/** The name of a cell's input. */
export const nameOf = (key: string, column: string) => `${PREFIX}.${key}.${column}`;
/** What a whole row is told about stands under this name. */
export const ROW = '';

const NAME = /^cell\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\w{1,40})$/;
/** Rows as the form holds them; those that say nothing are left out. */
export function rowsOf(form: FormData): Row[] {
  const rows = new Map<string, Row>();
  for (const [name, value] of form) {
    const [, key = '', column = ''] = NAME.exec(name) ?? [];
    if (key === '' || typeof value !== 'string') continue;
    const row = rows.get(key) ?? { key, cells: {} };
    row.cells[column] = value;
    rows.set(key, row);
  }
  return [...rows.values()].filter((row) => !isBlank(row));
}

/** How many empty rows wait below those that say something. */
export const spareRows = (count: number): Row[] => Array.from({ length: count }, () => newRow());
