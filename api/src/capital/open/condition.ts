import type { Sql } from '@steward/db';
import { Problem } from '#kernel/problem.ts';
import { readCondition } from '../../condition/index.ts';

/** The condition of the district's schools; nothing where nobody says yet what things cost. */
export async function conditionOfSchools(on: Sql, now: Date, siteId?: string) {
  try {
    const { items, portfolio } = await readCondition(on, siteId === undefined ? {} : { siteId }, now);
    return { isDemonstration: portfolio.isDemonstration, items };
  } catch (error) {
    if (error instanceof Problem && error.code === 'condition.no_cost_basis') return { isDemonstration: false, items: [] };
    throw error;
  }
}
type Items = Awaited<ReturnType<typeof conditionOfSchools>>['items'];

export const presentCondition = ({ ratio, band, deferred, replacementValue }: Items[number]) => ({ ratio, band, deferred, replacementValue });
