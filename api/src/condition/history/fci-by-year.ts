import type { Sql } from '@steward/db';
import { DISTRICT, findPortfolio } from '../queries.ts';
import { readHistory } from './read-history.ts';

/** The FCI of the district's own buildings at the end of each year that is known, and now. */
export async function fciByYear(on: Sql, now: Date) {
  if (!(await findPortfolio(on, DISTRICT))) return undefined;
  const { points, isDemonstration } = await readHistory(on, { every: 'year' }, now);
  const byYear = new Map(points.map(({ on: day, ratio }) => [Number(day.slice(0, 4)), ratio]));
  return { isDemonstration, points: [...byYear].map(([year, value]) => ({ year, value })) };
}
