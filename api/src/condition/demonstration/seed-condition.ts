import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { DISTRICT, findCostBasis, findPortfolio } from '../queries.ts';
import { makeCostBases } from './make-cost-bases.ts';
import { makeInventory } from './make-inventory.ts';
import { makePast } from './make-past.ts';
import { insertDemonstration, listPlaces } from './queries.ts';

const DAY_MS = 86_400_000;

/** The made-up condition of the demonstration's schools, once; gives how many components were written. */
export async function seedCondition(db: Sql, now: Date): Promise<number> {
  const today = districtDay(now);
  const year = Number(today.slice(0, 4));
  return db.transaction(async (tx) => {
    const portfolio = (await findPortfolio(tx, DISTRICT))!;
    if (await findCostBasis(tx, portfolio.id, today)) return 0;
    const bases = makeCostBases(portfolio.id, year);
    for (const { costBasis, units } of bases)
      await insertDemonstration(tx, { portfolioId: portfolio.id, costBasis: { ...costBasis, createdAt: now }, units });
    const dated = bases.map(({ costBasis, units }) => ({
      id: costBasis.id,
      effectiveOn: costBasis.effectiveOn,
      basis: { ...costBasis, units: new Map(units.map((unit) => [unit.systemCode, unit])) },
    }));
    const counted = (await listPlaces(tx))
      .map((place) => makeInventory(place, portfolio.id, year))
      .map((made) => {
        const open = made.deficiencies.map(({ daysAgo, ...one }) => ({
          ...one,
          componentId: null,
          foundOn: districtDay(new Date(now.getTime() - daysAgo * DAY_MS)),
        }));
        const { events, putRight, measured } = makePast(made, open, dated, now);
        return { ...made, open, events, putRight, measured };
      });
    await insertDemonstration(tx, {
      structures: counted.map(({ structure, measured: { bySystem: _parts, ...whole } }) => ({
        ...structure,
        ...whole,
        countedYear: year,
        costBasisId: bases.at(-1)!.costBasis.id,
      })),
      components: counted.flatMap(({ components }) => components),
      deficiencies: counted.flatMap(({ open, putRight }) => [
        ...open.map((one) => ({ ...one, source: 'assessment', status: 'open' })),
        ...putRight.map((one) => ({ ...one, source: 'assessment', status: 'corrected' })),
      ]),
      conditions: counted.flatMap(({ structure, measured }) =>
        [...measured.bySystem].map(([systemCode, condition]) => ({
          structureId: structure.id,
          systemCode,
          ...condition,
          year,
          costBasisId: bases.at(-1)!.costBasis.id,
        })),
      ),
      events: counted.flatMap(({ events }) => events),
    });
    return counted.reduce((sum, { components }) => sum + components.length, 0);
  });
}
