import { readMoney, readNumber, trimmed } from '#kernel/cells.ts';
import type { Column } from './rows.ts';

export type TotalCheck = { row: number; column: string; stated: string; sum: string; isMoney: boolean; matches: boolean };

/** Hundredths, of dollars as of everything else that is added up; nothing where the cell is no figure. */
function hundredthsIn(cell: string, { field }: Column): bigint | undefined {
  const read = field.reads === 'money' ? readMoney(cell) : readNumber(cell);
  if ('fault' in read || read.value === null) return undefined;
  return typeof read.value === 'bigint' ? read.value : BigInt(Math.round(read.value * 100));
}
const written = (hundredths: bigint) => `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;

/** Adds up what the columns say, row by row, and holds the file's own totals against it: of all rows so far, or of those since the total before. */
export function createTotals(columns: readonly Column[]) {
  const sums = columns.filter(({ field }) => field.isSummed).map((column) => ({ column, all: 0n, since: 0n }));
  const checks: TotalCheck[] = [];
  return {
    add(cells: readonly string[]): void {
      for (const sum of sums) {
        const figure = hundredthsIn(cells[sum.column.index] ?? '', sum.column) ?? 0n;
        sum.all += figure;
        sum.since += figure;
      }
    },
    /** The file's own totals in this line, each with the sum it comes nearest to. */
    hold(row: number, cells: readonly string[]): TotalCheck[] {
      const found = sums.flatMap((sum) => {
        const cell = cells[sum.column.index] ?? '';
        const stated = hundredthsIn(cell, sum.column);
        if (stated === undefined) return [];
        // A total in whole dollars is held against whole dollars.
        const isSame = (of: bigint) => (/\.\d/.test(trimmed(cell)) ? of === stated : (of > stated ? of - stated : stated - of) < 100n);
        const matches = isSame(sum.all) || isSame(sum.since);
        const nearest = isSame(sum.since) ? sum.since : sum.all;
        sum.since = 0n;
        return [
          { row, column: sum.column.heading, stated: written(stated), sum: written(nearest), isMoney: sum.column.field.reads === 'money', matches },
        ];
      });
      checks.push(...found);
      return found;
    },
    sums: () => sums.map(({ column, all }) => ({ column: column.heading, sum: written(all), isMoney: column.field.reads === 'money' })),
    checks,
  };
}
