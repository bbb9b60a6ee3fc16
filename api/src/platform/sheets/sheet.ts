import type { Problem } from '#kernel/problem.ts';

/** A row as a spreadsheet counts it, from 1, and its cells as text. `read`: how much of the file is behind it, 0..1. */
export type SheetRow = { row: number; cells: string[]; read: number };

export type Format = { type: 'csv'; encoding: 'utf-8' | 'utf-16le' | 'windows-1252'; delimiter: string } | { type: 'xlsx'; sheets: string[] };

/** A file that can be read row by row, any number of times. */
export type Sheets = { format: Format; rows: (sheet?: string) => AsyncIterable<SheetRow> };

/** What is wrong with a file as a whole. */
export class Unreadable extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}
