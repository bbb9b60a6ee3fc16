import { tick } from 'svelte';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldId } from '#lib/ui/field-id.ts';
import { keepDraft } from './draft.ts';
import { cellsOf, spread } from './pasted.ts';
import { notUnderstood } from './words.ts';
import { type Column, isBlank, nameOf, newRow, type Row, type SaidOf, type SheetName } from './rows.ts';

const CHECK_AFTER_MS = 500;
const KEEP_AFTER_MS = 300;
/** Rows that are tried at once: the first answers come soon, and nobody who enters at that moment waits long. */
const AT_ONCE = 25;

export type Of = {
  programmeId: string;
  sheet: SheetName;
  columns: Column[];
  together: string[];
  mostRows: number;
  /** Whose, of which programme and sheet: by this a draft is kept. */
  draft: string;
};

const textOf = ({ cells }: Row) => JSON.stringify(cells);
const plain = (text = '') => text.trim().toLowerCase();

/** A table that is typed in: its rows, what is said of them, and how one moves in it. */
export function typing(of: Of, given: Row[], saidAtFirst: SaidOf) {
  let rows = $state(given);
  const said = $state<SaidOf>(saidAtFirst);
  let status = $state('');
  /** Rows that changed since they were tried: only they are looked at, however many there are. */
  const changed: Record<string, true> = {};
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  let isChecking = false;
  /** What is pasted is whole: the row that one is in is tried with it. */
  let isPasted = false;

  const written = () => $state.snapshot(rows).filter((row) => !isBlank(row));
  const keep = () => keepDraft(of.draft, written());
  const keepSoon = () => {
    clearTimeout(keepTimer);
    keepTimer = setTimeout(keep, KEEP_AFTER_MS);
  };
  /** Below the last row that says something an empty one waits. */
  const addSpare = () => {
    const last = rows.at(-1);
    if ((!last || !isBlank(last)) && rows.length < of.mostRows) rows.push(newRow());
  };

  const focusedKey = () => document.activeElement?.closest<HTMLElement>('td:has([data-at])')?.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const idOfGroup = (row: Row) => {
    const saying = of.together.map((name) => plain(row.cells[name]));
    return saying.length > 0 && saying.every((one) => one !== '') ? JSON.stringify(saying) : row.key;
  };
  /** Rows to be tried, with those that are one with them; never the one that is typed in. */
  const due = (): Row[] => {
    const here = isPasted ? undefined : focusedKey();
    const mine = rows.filter(({ key }) => changed[key] && key !== here);
    const groups = of.together.length > 0 ? mine.map(idOfGroup) : [];
    const all = groups.length > 0 ? rows.filter((row) => mine.includes(row) || groups.includes(idOfGroup(row))) : mine;
    return all.filter((row) => !isBlank(row)).map((row) => $state.snapshot(row));
  };
  const count = () => {
    const states = rows.map(({ key }) => said[key]?.state);
    const wrong = states.filter((state) => state === 'refused').length;
    status = m.entry_count({ good: states.filter((state) => state === 'good').length, wrong });
  };

  async function tryRows(chunk: Row[]): Promise<boolean> {
    const body = JSON.stringify({ programmeId: of.programmeId, sheet: of.sheet, rows: chunk });
    const answer = await fetch('/capital-checks', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined);
    if (!answer?.ok) return false;
    const { said: fresh } = (await answer.json()) as { said: SaidOf };
    for (const row of chunk) {
      const now = rows.find(({ key }) => key === row.key);
      // What was typed on meanwhile is tried again.
      if (!now || textOf(now) !== textOf(row)) continue;
      delete changed[row.key];
      if (fresh[row.key]) said[row.key] = fresh[row.key]!;
    }
    return true;
  }

  async function check(): Promise<void> {
    if (isChecking) return;
    isChecking = true;
    try {
      for (let chunk = due().slice(0, AT_ONCE); chunk.length > 0; chunk = due().slice(0, AT_ONCE)) {
        status = m.entry_checking();
        if (!(await tryRows(chunk))) return void (status = m.entry_check_failed());
        count();
      }
    } finally {
      isChecking = false;
      isPasted = false;
    }
  }
  const checkSoon = () => {
    clearTimeout(checkTimer);
    checkTimer = setTimeout(() => void check(), CHECK_AFTER_MS);
  };

  const cellAt = (row: number, column: number) => {
    const [at, said_] = [rows[row], of.columns[column]];
    return at && said_ ? document.getElementById(fieldId(nameOf(at.key, said_.name))) : null;
  };
  async function goTo(row: number, column: number) {
    if (row === rows.length && rows.length < of.mostRows) rows.push(newRow());
    await tick();
    const cell = cellAt(row, column);
    cell?.focus();
    if (cell instanceof HTMLInputElement) cell.select();
  }

  return {
    get rows() {
      return rows;
    },
    get said() {
      return said;
    },
    get status() {
      return status;
    },
    goTo,
    checkSoon,
    /** A cell was typed in: what was wrong with it is not known any more. */
    typed(key: string, column: string) {
      changed[key] = true;
      delete said[key]?.errors[column];
      addSpare();
      keepSoon();
      checkSoon();
    },
    /** Spreads what was pasted from this cell on; false where it is for this cell alone. */
    paste(row: number, column: number, text: string): boolean {
      const cells = cellsOf(text);
      if (cells.length < 2 && (cells[0]?.length ?? 0) < 2) return false;
      const { rows: spreadOut, unknown } = spread(cells, of.columns, column);
      // Some of it would be lost: none is taken.
      if (unknown.length > 0) {
        status = notUnderstood(unknown);
        return true;
      }
      if (row + spreadOut.length > of.mostRows) {
        status = m.entry_too_many({ most: number(of.mostRows) });
        return true;
      }
      for (const [i, one] of spreadOut.entries()) {
        const at = rows[row + i];
        if (at) Object.assign(at.cells, one);
        else rows.push(newRow(one));
        changed[rows[row + i]!.key] = true;
      }
      addSpare();
      keep();
      isPasted = true;
      checkSoon();
      status = m.entry_pasted({ count: spreadOut.length });
      return true;
    },
    remove(index: number) {
      for (const { key } of rows.splice(index, 1)) delete changed[key];
      addSpare();
      keep();
      void goTo(Math.min(index, rows.length - 1), 0);
    },
    /** Takes up a draft in place of what stands. */
    takeUp(draft: Row[]) {
      rows = draft;
      for (const { key } of draft) changed[key] = true;
      addSpare();
      checkSoon();
    },
    throwAway() {
      rows = [newRow()];
      keep();
      status = '';
      void goTo(0, 0);
    },
    keep,
    stop() {
      clearTimeout(checkTimer);
      clearTimeout(keepTimer);
      keep();
    },
  };
}
export type Typing = ReturnType<typeof typing>;
