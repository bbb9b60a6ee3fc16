import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import { findDemonstrationPlanner, insertLabourRates, listCrews } from './queries.ts';
import { listRates } from '../labour-rates/queries.ts';

/** What an hour costs with everything, in cents, by service and by trade: made up, of the order of what districts of the region say. */
const OF_SERVICE: Record<string, number> = { facilities: 5_800, it: 6_100, nutrition: 4_200 };
const OF_TRADE: Record<string, number> = { hvac: 7_400, electrical: 7_600, plumbing: 7_200, roofing: 6_600, custodial: 3_900, grounds: 4_300 };

/** The hourly rates of the demonstration's crews, once, in force since before its first order; gives how many. */
export async function seedLabourRates(db: Sql, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const createdById = await findDemonstrationPlanner(tx);
    if (createdById === undefined || (await listRates(tx)).length > 0) return 0;
    const effectiveOn = `${Number(districtDay(now).slice(0, 4)) - 3}-07-01`;
    const usual = { effectiveOn, createdById, createdAt: now };
    const { services, teams } = await listCrews(tx);
    const rates = [
      ...services.flatMap(({ code }) => {
        const cents = OF_SERVICE[code];
        return cents === undefined
          ? []
          : [{ id: uuidFor(`labour rate ${code}`), serviceCode: code, teamId: null, hourlyCents: BigInt(cents), ...usual }];
      }),
      ...teams.flatMap(({ id, code, serviceCode, tradeCode }) => {
        const cents = OF_TRADE[tradeCode ?? ''];
        return cents === undefined ? [] : [{ id: uuidFor(`labour rate of ${code}`), serviceCode, teamId: id, hourlyCents: BigInt(cents), ...usual }];
      }),
    ];
    await insertLabourRates(tx, rates);
    return rates.length;
  });
}
