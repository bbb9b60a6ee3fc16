type Cell = string | number | null | undefined;

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A cell that a spreadsheet shows and never runs: what begins like a formula gets an apostrophe. An amount below zero is none: columns of them add up. */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[\s]*[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : String(value);
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]) => `${cells.map(csvCell).join(',')}\r\n`;
