import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { DISTRICT, findCostBasis, findPortfolio } from '../queries.ts';
import { findStart } from './queries.ts';

/** The district's renewals that fall due in each of so many years after this one, in this year's money; none where nothing says what things cost. */
export async function renewalsAhead(on: Sql, years: number, now: Date): Promise<bigint[]> {
  const portfolio = (await findPortfolio(on, DISTRICT))!;
  if (!(await findCostBasis(on, portfolio.id, districtDay(now)))) return [];
  const { scheduleCents } = await findStart(on, portfolio.id, {});
  return Array.from({ length: years }, (_, i) => BigInt(Math.round(scheduleCents[i] ?? 0)));
}
