import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { standings } from '../keep-condition.ts';
import { dearerThanReplacing } from '../problems.ts';
import { findComponent, findStructure } from '../queries.ts';
import { priced } from '../rules/measure.ts';
import { isDearerThan, replacingOf } from '../rules/replacing.ts';

type Found = { structureId: string; componentId: string | null; costCents: bigint; costBaseYear: number };

/**
 * Refuses a cost above what replacing the component costs that it is on, or the building: a slip of the pen that would stand in every report. Under the lock of the building, whose
 * condition is of this year then. `field` is what the person wrote.
 */
export async function judgeCost(tx: Sql, { structureId, componentId, costCents, costBaseYear }: Found, now: Date, field = 'cost'): Promise<void> {
  const { portfolioId, crvCents } = (await findStructure(tx, structureId))!;
  const { year, basis } = await standings(tx, districtDay(now)).current(portfolioId);
  const component = componentId === null ? undefined : await findComponent(tx, componentId);
  const money = { year, ratio: basis.escalationRatio };
  const replacing = replacingOf(component && priced(component, basis), crvCents, money);
  if (replacing && isDearerThan(replacing, { cents: costCents, year: costBaseYear }, money)) throw dearerThanReplacing(field, replacing);
}
