import { randomFor, uuidFor } from '@steward/db/seed';
import { UNITS } from './parts.ts';

const SOURCE = 'Made up for the demonstration';

type Factors = { number: number; effectiveOn: string; baseYear: number; escalationRatio: number; locationFactor: number; softCostRatio: number };

const version = (portfolioId: string, factors: Factors, costOf: (systemCode: string, unitCost: number) => number) => {
  const id = uuidFor(`cost basis ${factors.number}`);
  return {
    costBasis: { ...factors, id, portfolioId, source: SOURCE },
    units: UNITS.map(({ systemCode, unit, unitCost, lifeYears, renewalRatio }) => ({
      costBasisId: id,
      systemCode,
      unit,
      unitCostCents: BigInt(Math.round(costOf(systemCode, unitCost))),
      lifeYears,
      renewalRatio,
    })),
  };
};

/** What a unit cost that is of today by the version before: each system moved at its own pace. */
export const costBefore = (systemCode: string, unitCost: number): number =>
  (unitCost / 1.04 ** 5) * (0.93 + randomFor(`unit cost ${systemCode}`).next() * 0.12);

/** Two made-up versions: one from before the inventory was loaded, and the one that counts since the July of last year. */
export function makeCostBases(portfolioId: string, year: number) {
  const then = { number: 1, effectiveOn: `${year - 6}-01-01`, baseYear: year - 6, escalationRatio: 0.035, locationFactor: 1, softCostRatio: 0.22 };
  const today = { number: 2, effectiveOn: `${year - 1}-07-01`, baseYear: year - 1, escalationRatio: 0.04, locationFactor: 1.02, softCostRatio: 0.25 };
  return [version(portfolioId, then, costBefore), version(portfolioId, today, (_, unitCost) => unitCost)];
}
