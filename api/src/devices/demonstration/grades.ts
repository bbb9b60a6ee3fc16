import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { SERVED_GRADES } from '../rules/school-year.ts';

const FILE = new URL('jeffco_enrollment_2019_20_by_school_grade.csv', import.meta.url);

type Row = Record<string, string>;
const numberIn = (row: Row, column: string) => Number(row[column] ?? '') || 0;
const columnOf = (grade: number) => String(grade).padStart(2, '0');

/** What a school of a level has where its grades are unknown: as many in each. */
const USUAL: Record<string, readonly number[]> = { elementary: [5], middle: [6, 7, 8], high: [9, 10, 11, 12] };
const GRADES_OF: Record<string, number> = { elementary: 6, middle: 3, high: 4 };

/** By school code, how its students are spread over the served grades, as shares of all. */
export function gradeShares(): Map<string, Map<number, number>> {
  const rows = parse<Row>(readFileSync(FILE), { columns: true, bom: true });
  return new Map(
    rows.map((row) => {
      const total = numberIn(row, 'TOTAL');
      const shares = SERVED_GRADES.map((grade) => [grade, total === 0 ? 0 : numberIn(row, columnOf(grade)) / total] as const);
      return [row['school_code']!, new Map(shares)];
    }),
  );
}

/** How many students of each served grade a school has: its grades of 2019-20, scaled to its total of 2023-24. */
export function studentsByGrade(
  school: { code: string; level: string | null; enrollment: number },
  shares: ReadonlyMap<string, ReadonlyMap<number, number>>,
) {
  const known = shares.get(school.code);
  if (known) return SERVED_GRADES.map((grade) => ({ grade, count: Math.round((known.get(grade) ?? 0) * school.enrollment) }));
  const grades = USUAL[school.level ?? ''] ?? [];
  const each = Math.round(school.enrollment / (GRADES_OF[school.level ?? ''] ?? 1));
  return grades.map((grade) => ({ grade, count: each }));
}
