import type { CellError } from './read-rows.ts';

// How rows are refused that no single entry could be refused by.

/** A row says something else of what it is one with than the first of them. */
export const rowsDiffer = (column: string, first: string): CellError => ({
  column,
  code: 'capital.rows_differ',
  detail: `Rows of one number are one. The first of them ${first === '' ? 'says nothing here' : `says here: ${first.slice(0, 80)}`}.`,
});

/** It was entered under this key, and said something else then. */
export const enteredOtherwise = (): CellError => ({
  column: null,
  code: 'capital.entered_otherwise',
  detail: 'This row was entered already, as it was then. Remove it; what is more or other, write into a new row.',
});
