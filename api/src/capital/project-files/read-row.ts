import { hash } from 'node:crypto';
import { readDay, readSignedMoney, readText, trimmed } from '#kernel/cells.ts';
import { PROJECT_COLUMNS, type ProjectColumn } from './rules/columns.ts';

export type RowReason = { code: string; column?: string; value?: string; rows?: number[] };
export type Facts = Record<string, string | null>;
export type ReadProjectRow = { projectKey: string; phase: string; project: Facts; facts: Facts; faults: RowReason[] };

const MAX_TEXT = 2_000;
/** What the owner writes in place of a figure that it does not have: PNS, DOER, FTK … */
const CODE = /^[A-Z][A-Z0-9&/.-]{1,11}$/;

const KEYS = ['building', 'type', 'description'] as const;
const DAYS = ['startedOn', 'plannedEndOn', 'endedOn'] as const;
const AMOUNTS = ['budget', 'estimate', 'spent'] as const;

/** "B, A" and "A, B" are the same numbers. */
const numbersOf = (text: string) => text.split(',').map(trimmed).filter(Boolean).toSorted().join(', ');

/** What a project is known by in such files, which give it no number of their own. */
const keyOf = (project: Facts) =>
  hash('sha256', JSON.stringify([...KEYS.map((name) => project[name] ?? ''), project['numbers'] ?? '']), 'hex').slice(0, 32);

/** One row as it is meant: what it is about, and what it says of it. A code in place of a figure is kept as what it says; what is neither is a fault. */
export function readProjectRow(cells: readonly string[], columns: readonly (string | null)[]): ReadProjectRow {
  const faults: RowReason[] = [];
  const cellOf = (name: ProjectColumn) => cells[columns.indexOf(name)] ?? '';
  const faulty = (name: ProjectColumn, code: string) =>
    void faults.push({ code, column: PROJECT_COLUMNS[name], value: trimmed(cellOf(name)).slice(0, 200) });

  function text(name: ProjectColumn): string | null {
    const read = readText(cellOf(name), MAX_TEXT);
    if ('value' in read) return read.value;
    faulty(name, read.fault);
    return null;
  }
  function needed(name: ProjectColumn): string {
    const value = text(name);
    if (value === null && faults.every(({ column }) => column !== PROJECT_COLUMNS[name])) faulty(name, 'missing');
    return value ?? '';
  }
  const facts: Facts = {};
  const tell = (name: string, value: string | null) => {
    if (value !== null) facts[name] = value;
  };
  function figure(name: ProjectColumn, read: { value: string | null } | { fault: string }) {
    if ('value' in read) return tell(name, read.value);
    const said = trimmed(cellOf(name));
    if (CODE.test(said)) tell(`${name}Says`, said);
    else faulty(name, read.fault);
  }

  const project: Facts = Object.fromEntries(KEYS.map((name) => [name, needed(name)]));
  project['numbers'] = numbersOf(text('numbers') ?? '') || null;
  const phase = needed('phase');
  for (const name of ['district', 'school', 'status'] as const) tell(name, text(name));
  for (const name of DAYS) figure(name, readDay(cellOf(name)));
  for (const name of AMOUNTS) {
    const read = readSignedMoney(cellOf(name));
    figure(name, 'value' in read ? { value: read.value === null ? null : String(read.value) } : read);
  }
  return { projectKey: keyOf(project), phase, project, facts, faults };
}
