import type { Typing } from './typing.svelte.ts';

type At = { row: number; column: number };
const atOf = (target: EventTarget | null): At | undefined => {
  const { at } = target instanceof HTMLElement ? target.dataset : {};
  const [row, column] = at?.split(' ').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
};

/** Where a key leads from a cell; undefined where the key is the cell's own. A list of suggestions and a choice keep their arrows. */
function next({ row, column }: At, event: KeyboardEvent, cell: HTMLElement): At | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return undefined;
  if (event.key === 'Enter') return { row: row + (event.shiftKey ? -1 : 1), column };
  if (!(cell instanceof HTMLInputElement) || event.shiftKey) return undefined;
  const [start, end, length] = [cell.selectionStart ?? 0, cell.selectionEnd ?? 0, cell.value.length];
  const isAll = start === 0 && end === length;
  if (event.key === 'ArrowLeft' && (isAll || (start === 0 && end === 0))) return { row, column: column - 1 };
  if (event.key === 'ArrowRight' && (isAll || (start === length && end === length))) return { row, column: column + 1 };
  if (cell.hasAttribute('list')) return undefined;
  if (event.key === 'ArrowUp') return { row: row - 1, column };
  if (event.key === 'ArrowDown') return { row: row + 1, column };
  return undefined;
}

/** Moves in the table by Enter and arrows, and spreads what is pasted. */
export const moves = (table: Typing) => (body: HTMLElement) => {
  const listening = new AbortController();
  const { signal } = listening;
  body.addEventListener(
    'keydown',
    (event) => {
      const at = atOf(event.target);
      const to = at && next(at, event, event.target as HTMLElement);
      if (!to) return;
      event.preventDefault();
      void table.goTo(to.row, to.column);
    },
    { signal },
  );
  body.addEventListener(
    'paste',
    (event) => {
      const at = atOf(event.target);
      if (at && table.paste(at.row, at.column, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    },
    { signal },
  );
  // A row that is left is tried.
  body.addEventListener('focusout', () => table.checkSoon(), { signal });
  return () => listening.abort();
};
